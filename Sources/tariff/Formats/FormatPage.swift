import Ingestion
import Names
import Metering
import Templating

/// What a mapping says, as a page to read.
struct FormatPage {
  private let mapping: FormatMapping
  /// The file that the page is written from.
  private let file: String?

  init(_ mapping: FormatMapping, from file: String? = nil) {
    self.mapping = mapping
    self.file = file
  }

  var text: String {
    let parts = [
      "# \(mapping.name)", origin, mapping.about + ".", kind, places, recognition, records, fields,
      inclusions, duplicates, notes,
    ]
    return parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var origin: String? {
    file.map { "<!-- Written by `make docs` from \($0); change that file, not this one. -->" }
  }

  private var kind: String {
    switch mapping.kind {
    case .requests: "A record is a request."
    case .sums:
      "A record is a sum over requests, of which nobody says how large each was: where a price has "
        + "tiers by context, the amount is at the base and its bounds are over the tiers."
    case .bill: "A record is an amount that was billed: it is recognised, and counts as no usage."
    }
  }

  private var places: String? {
    guard !mapping.places.isEmpty else { return nil }
    return "Its files lie at " + Self.list(mapping.places.map(Self.code)) + "."
  }

  private var recognition: String {
    guard !mapping.recognition.isEmpty else {
      return "A file is recognised by a time and a count among the fields below."
    }
    let rules = mapping.recognition.map(Self.rule)
    return "A file is recognised by a record with " + rules.joined(separator: "; or with ") + "."
  }

  private static func rule(_ rule: RecognitionRule) -> String {
    var parts = rule.names.isEmpty ? [] : ["the names " + list(rule.names.map { code($0.text) })]
    parts += rule.values.map(condition)
    if !rule.lacks.isEmpty { parts.append("without " + list(rule.lacks.map { code($0.text) })) }
    let container = rule.container == .any ? "" : " (\(rule.container.rawValue.uppercased()))"
    return list(parts) + container
  }

  private var records: String? {
    var lines: [String] = []
    if !mapping.records.isEmpty {
      let places = mapping.records.map { path in
        path.steps.isEmpty ? "the object or row itself" : Self.code(path.text)
      }
      lines.append("Records are " + places.joined(separator: ", else ") + ".")
    }
    if !mapping.when.isEmpty {
      lines.append("A record is usage where " + Self.list(mapping.when.map(Self.condition)) + ".")
    }
    if !mapping.questions.isEmpty {
      let questions = mapping.questions.map { "```sql\n\($0.sql)\n```" }
      lines.append(
        "Records are the rows that a database gives to the first of these that it can answer:\n\n"
          + questions.joined(separator: "\n\n") + "\n")
    }
    if let pivot = mapping.pivot {
      let alike = Self.list(pivot.by.map { Self.code($0.text) })
      lines.append(
        "Rows with the same \(alike) are one record, which has the count \(Self.code(pivot.value.text)) "
          + "of each by the name in \(Self.code(pivot.name.text)).")
    }
    if !mapping.sums.isEmpty {
      lines.append(
        "It is a sum over requests where \(Self.list(mapping.sums.map(Self.condition))).")
    }
    if !mapping.unless.isEmpty {
      lines.append("It is none where " + Self.list(mapping.unless.map(Self.condition), "or") + ".")
    }
    if !mapping.cached.isEmpty {
      lines.append(
        "Where \(Self.list(mapping.cached.map(Self.condition), "or")), the gateway answered from a "
          + "cache of its own: no usage, noted `answered_from_cache`.")
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  // MARK: Fields

  private var fields: String {
    var rows: [(String, FieldSource)] = MappedField.allCases.compactMap { field in
      mapping.fields[field].map { (Self.code(field.rawValue), $0) }
    }
    rows += mapping.meters.map { (Self.code("meters.\($0.name)"), $0.source) }
    rows += mapping.labels.map { ("label " + Self.code($0.name), $0.source) }
    var lines = rows.map { "| \($0.0) | \(MarkdownEscaping.row(Self.source($0.1))) |" }
    lines += mapping.labelObjects.map { "| labels | the members of \(Self.code($0.text)) |" }
    lines += mapping.remembered.map {
      "| kept as \(Self.code("$" + $0.name)) | \(MarkdownEscaping.row(Self.source($0.source))) |"
    }
    return (["| Field | From |", "|:--|:--|"] + lines).joined(separator: "\n")
  }

  private static func source(_ source: FieldSource) -> String {
    source.alternatives.map(alternative).joined(separator: ", else ")
  }

  private static func alternative(_ alternative: FieldSource.Alternative) -> String {
    var text = origin(alternative.origin)
    if let unit = alternative.unit { text += " in \(unit.name)" }
    switch alternative.cut {
    case .before(let mark): text += " before \(code(mark))"
    case .after(let mark): text += " after \(code(mark))"
    case nil: break
    }
    if let pattern = alternative.timePattern { text += " as \(code(pattern.text))" }
    if let zone = alternative.zone { text += " (\(zone.identifier) where it has no zone)" }
    if alternative.plus != .zero { text += " and \(alternative.plus.exactSeconds) s" }
    let names = alternative.values.map { value in
      "\(code(value.value)) is \(value.name.map(code) ?? "none")"
    }
    if !names.isEmpty { text += " (\(names.joined(separator: ", ")))" }
    if !alternative.when.isEmpty { text += " where \(list(alternative.when.map(condition)))" }
    return text + (alternative.isAssumed ? ", assumed" : "")
  }

  private static func origin(_ origin: FieldSource.Origin) -> String {
    switch origin {
    case .path(let path): code(path.text)
    case .sum(let paths): paths.map { code($0.text) }.joined(separator: " + ")
    case .between(let start, let end): "from \(code(start.text)) to \(code(end.text))"
    case .constant(let text): "always \(code(text))"
    case .beside(let file): beside(file)
    case .folder(let number):
      number == 1 ? "the file's folder" : "the folder \(number) above the file"
    case .file: "the file's name"
    }
  }

  private static func beside(_ file: FieldSource.BesideFile) -> String {
    switch file.content {
    case .path(let path): "\(code(path.text)) of the file \(code(file.file))"
    case .enclosed(let before, let after):
      "what stands between \(code(before)) and \(code(after)) in the file \(code(file.file))"
    }
  }

  // MARK: What holds of them

  private var inclusions: String? {
    guard !mapping.inclusions.isEmpty else { return nil }
    return mapping.inclusions.map { inclusion in
      let parts = Self.list(inclusion.parts.map { Self.code($0.text) })
      let otherwise = inclusion.orSeparate ? ", unless they are more" : ""
      return "- \(Self.code(inclusion.whole.text)) includes \(parts)\(otherwise)."
    }.joined(separator: "\n")
  }

  private var duplicates: String? {
    guard let rule = mapping.duplicates else {
      guard mapping.fields[.eventID] != nil else { return nil }
      return
        "Records with one `event_id` are one; the latest counts, then the one with most tokens."
    }
    var lines = [
      "Records with the same \(Self.key(rule.key)) are one, and \(Self.keep(rule.keep))."
    ]
    if let space = rule.space {
      lines.append("They are one with records of other formats of \(Self.code(space)) too.")
    }
    if rule.unlessDaysOf != nil {
      lines.append("A sum is a copy where single requests of its day (UTC) are read.")
    }
    if !rule.dimensions.isEmpty {
      let names = rule.dimensions.map { Self.code($0.text) }
      lines.append(
        "Of pages with one total for a day that are grouped differently one counts: the order of "
          + "what they may be grouped by is \(names.joined(separator: ", ")).")
    }
    return lines.joined(separator: "\n")
  }

  private static func key(_ key: [DuplicateRule.KeyPart]) -> String {
    if key.isEmpty { return "values, and the same number among equal ones of their file," }
    return list(
      key.map { part in
        switch part {
        case .path(let path): code(path.text)
        case .field(let field): code(field.rawValue)
        }
      })
  }

  private static func keep(_ keep: DuplicateRule.Keep) -> String {
    switch keep {
    case .first: "the first counts"
    case .last: "the last counts"
    case .largest(let field): "the one with the largest \(code(field.rawValue)) counts"
    }
  }

  private var notes: String {
    let text = mapping.notes.drop { $0 == "\n" }
    return String(text.reversed().drop { $0 == "\n" || $0 == " " }.reversed())
  }

  // MARK: Words

  private static func condition(_ condition: MappingCondition) -> String {
    "\(code(condition.path.text)) \(test(condition.test))"
  }

  private static func test(_ test: MappingCondition.Test) -> String {
    switch test {
    case .absent: "is not there"
    case .not(.absent): "is there"
    case .oneOf(let texts): "is " + list(texts.map(code), "or")
    case .not(let test): "not so: it " + self.test(test)
    case .below(let number): "is below \(number)"
    case .above(let number): "is above \(number)"
    case .like(let pattern): "is like \(code(pattern.text))"
    }
  }

  private static func code(_ text: String) -> String { text.isEmpty ? "empty" : "`\(text)`" }

  private static func list(_ parts: [String], _ word: String = "and") -> String {
    guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}

extension MarkdownEscaping {
  /// A table's cell that already is Markdown: only a bar would end it.
  fileprivate static func row(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
