/// Where a value stands in a record.
///
///     usage.input_tokens                 a member of a member; a dot may also be part of a name
///     ../start_time                      a member of the object around the record
///     chunks[].usage.output_tokens       of the elements of a list the last one that has it
///     cacheDetails[ttl=1h].inputTokens   of those alone whose `ttl` is `1h`
///     ../messages[id=@messageId].cost    of those alone whose `id` is the record's `messageId`
///     $model                             what `remember` keeps under that name
///     "Cost [USD]"                       in quotes: the whole is one name
///
/// A text that holds JSON is as good as what it holds, and a list may be missing around its only
/// element.
package struct FieldPath: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    case name(String)
    /// The elements of a list; where there is a filter, those whose member has this value.
    case elements(Filter?)
  }

  package struct Filter: Hashable, Sendable {
    package var member: String
    package var value: String

    /// The record's value that the member must have, instead of a text.
    package var record: String? { value.hasPrefix("@") ? String(value.dropFirst()) : nil }
  }

  /// The record's value that an element on the way must have.
  var lookup: FieldPath? {
    for case .elements(let filter?) in steps {
      if let record = filter.record { return FieldPath(parsing: record) }
    }
    return nil
  }

  /// How many objects around the record it goes out.
  package var up = 0
  package var steps: [Step] = []
  /// The name under which `remember` keeps the value, instead of a place.
  package var remembered: String?

  /// nil where the text is not a path.
  package init?(parsing text: String) {
    if text.hasPrefix("$") {
      remembered = String(text.dropFirst())
      if text.utf8.count < 2 { return nil }
      return
    }
    var rest = text[...]
    while rest.hasPrefix("../") {
      up += 1
      rest = rest.dropFirst(3)
    }
    guard !rest.isEmpty else { return nil }
    if rest.count > 2, rest.hasPrefix("\""), rest.hasSuffix("\"") {
      steps = [.name(String(rest.dropFirst().dropLast()))]
      return
    }
    guard let steps = Self.steps(rest) else { return nil }
    self.steps = steps
  }

  private static func steps(_ text: Substring) -> [Step]? {
    var steps: [Step] = []
    for part in split(text) {
      let name = part.prefix { $0 != "[" }
      if !name.isEmpty { steps.append(.name(String(name))) }
      var rest = part[name.endIndex...]
      if name.isEmpty, rest.isEmpty || steps.isEmpty { return nil }
      while !rest.isEmpty {
        guard rest.hasPrefix("["), let end = rest.firstIndex(of: "]") else { return nil }
        guard let step = elements(rest[rest.index(after: rest.startIndex)..<end]) else {
          return nil
        }
        steps.append(step)
        rest = rest[rest.index(after: end)...]
      }
    }
    return steps
  }

  private static func elements(_ text: Substring) -> Step? {
    if text.isEmpty { return .elements(nil) }
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    return .elements(Filter(member: String(parts[0]), value: String(parts[1])))
  }

  /// The parts between the dots that are not in brackets.
  private static func split(_ text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    var depth = 0
    for index in text.indices {
      switch text[index] {
      case "[": depth += 1
      case "]": depth -= 1
      case "." where depth == 0:
        parts.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    return parts + [text[start...]]
  }

  /// The path as a mapping writes it.
  package var text: String {
    if let remembered { return "$" + remembered }
    var text = ""
    for step in steps {
      switch step {
      case .name(let name): text += (text.isEmpty ? "" : ".") + name
      case .elements(let filter):
        text += "[" + (filter.map { "\($0.member)=\($0.value)" } ?? "") + "]"
      }
    }
    return String(repeating: "../", count: up) + text
  }
}

/// Where the records of an object are: `data[].results[]`, `data`, or `.` for the object itself.
package struct RecordsPath: Hashable, Sendable {
  package struct Step: Hashable, Sendable {
    package var name: String
    package var isList: Bool
  }

  package var steps: [Step] = []

  /// nil where the text is no such path.
  package init?(parsing text: String) {
    if text == "." { return }
    guard let path = FieldPath(parsing: text), path.up == 0, path.remembered == nil else {
      return nil
    }
    for step in path.steps {
      switch step {
      case .name(let name): steps.append(Step(name: name, isList: false))
      case .elements(nil) where steps.last?.isList == false: steps[steps.count - 1].isList = true
      case .elements: return nil
      }
    }
  }

  package var text: String {
    if steps.isEmpty { return "." }
    return steps.map { $0.name + ($0.isList ? "[]" : "") }.joined(separator: ".")
  }
}
