extension NamePattern {
  /// Names that it fits, to try what else fits them; for a regex what is plain to see of it.
  var examples: [String] {
    switch self {
    case .exact(let text): [text]
    case .glob(let text): ["", Self.filler].map { text.replacing("*", with: $0) }
    case .regex(let pattern): RegexExample(pattern).map { [$0.text] } ?? []
    }
  }

  /// Names that both patterns fit, where there are any: a short one, and one with something in
  /// place of what both leave open. Of a regex only its own example is tried.
  func examples(with other: NamePattern) -> [String] {
    let names: [String] =
      if let one = tokens, let another = other.tokens {
        CommonName(one, another).texts
      } else {
        examples + other.examples
      }
    return names.filter { matches($0) && other.matches($0) }
  }

  static let filler = "-x9"

  /// Bytes, nil for any run of them; nil of a regex.
  private var tokens: [UInt8?]? {
    switch self {
    case .exact(let text): text.utf8.map { $0 }
    case .glob(let text): text.utf8.map { $0 == UInt8(ascii: "*") ? nil : $0 }
    case .regex: nil
    }
  }
}

/// Looks for a name that two globs fit, by walking both at once.
private struct CommonName {
  private struct State: Hashable {
    var left: Int
    var right: Int
  }

  private struct Step {
    let from: State
    let byte: UInt8?
  }

  private let left: [UInt8?]
  private let right: [UInt8?]
  private var steps: [State: Step] = [:]

  init(_ left: [UInt8?], _ right: [UInt8?]) {
    self.left = left
    self.right = right
    let start = State(left: 0, right: 0)
    var waiting = [start]
    var next = 0
    while next < waiting.count {
      let state = waiting[next]
      next += 1
      for (target, byte) in moves(from: state) where target != start && steps[target] == nil {
        steps[target] = Step(from: state, byte: byte)
        waiting.append(target)
      }
    }
  }

  /// Where a star ends, or a byte is taken that both allow.
  private func moves(from state: State) -> [(State, UInt8?)] {
    let one = state.left < left.count ? left[state.left] : 0
    let other = state.right < right.count ? right[state.right] : 0
    let isOpen = (left: state.left < left.count, right: state.right < right.count)
    let passed = (
      left: State(left: state.left + 1, right: state.right),
      right: State(left: state.left, right: state.right + 1)
    )
    var moves: [(State, UInt8?)] = []
    if isOpen.left, one == nil { moves.append((passed.left, nil)) }
    if isOpen.right, other == nil { moves.append((passed.right, nil)) }
    guard isOpen.left, isOpen.right else { return moves }
    switch (one, other) {
    case (let byte?, nil): moves.append((passed.left, byte))
    case (nil, let byte?): moves.append((passed.right, byte))
    case (let byte?, let same?) where byte == same:
      moves.append((State(left: state.left + 1, right: state.right + 1), byte))
    default: break
    }
    return moves
  }

  /// The shortest common name, and the same with something where both globs are open.
  var texts: [String] {
    var state = State(left: left.count, right: right.count)
    let start = State(left: 0, right: 0)
    var short: [UInt8] = []
    var long: [UInt8] = []
    while state != start {
      guard let step = steps[state] else { return [] }
      if let byte = step.byte {
        short.append(byte)
        long.append(byte)
      } else if isOpen(step.from) {
        long += NamePattern.filler.utf8.reversed()
      }
      state = step.from
    }
    return [short, long].map { String(decoding: $0.reversed(), as: UTF8.self) }
  }

  private func isOpen(_ state: State) -> Bool {
    state.left < left.count && state.right < right.count && left[state.left] == nil
      && right[state.right] == nil
  }
}

/// A text that a simple regular expression fits: what may be left out is left out, of alternatives
/// the first is taken. nil where the expression is not simple.
private struct RegexExample {
  private(set) var text = ""
  private var rest: Substring

  init?(_ pattern: String) {
    var body = Substring(pattern)
    if body.hasPrefix("(?i)") { body = body.dropFirst(4) }
    rest = body
    guard let text = alternatives(), rest.isEmpty, NameRegex(pattern)?.matches(text) == true else {
      return nil
    }
    self.text = text
  }

  /// The first of some alternatives; reads over the others.
  private mutating func alternatives() -> String? {
    guard let first = sequence() else { return nil }
    while rest.first == "|" {
      rest.removeFirst()
      guard sequence() != nil else { return nil }
    }
    return first
  }

  private mutating func sequence() -> String? {
    var text = ""
    while let character = rest.first, character != "|", character != ")" {
      rest.removeFirst()
      guard let part = part(character) else { return nil }
      switch rest.first {
      case "?", "*": rest.removeFirst()
      case "+":
        rest.removeFirst()
        text += part
      case "{":
        guard let end = rest.firstIndex(of: "}") else { return nil }
        let least = rest.dropFirst().prefix { $0.isNumber }
        text += String(repeating: part, count: min(Int(least) ?? 0, 100))
        rest = rest[rest.index(after: end)...]
      default: text += part
      }
    }
    return text
  }

  private mutating func part(_ character: Character) -> String? {
    switch character {
    case "^", "$": return ""
    case ".": return "x"
    case "\\":
      guard let escaped = rest.popFirst() else { return nil }
      if escaped == "d" { return "1" }
      if escaped == "w" { return "a" }
      return escaped.isLetter ? nil : String(escaped)
    case "[":
      guard let end = rest.firstIndex(of: "]"), let first = rest.first, first != "^", first != "\\"
      else { return nil }
      rest = rest[rest.index(after: end)...]
      return String(first)
    case "(":
      if rest.hasPrefix("?:") { rest = rest.dropFirst(2) }
      guard let inner = alternatives(), rest.popFirst() == ")" else { return nil }
      return inner
    default: return String(character)
    }
  }
}
