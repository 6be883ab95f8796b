package import ConfigurationText
package import Metering

extension FormatMapping {
  /// Finds a time zone by its name of the IANA database; nil where there is none of that name.
  package typealias Zones = @Sendable (String) -> ZoneOffsets?

  package static let knowsUTC: Zones = { $0 == "UTC" ? .utc : nil }

  /// Reads a mapping; `file` is its name in messages. Throws what is wrong first.
  package init(
    parsing yaml: String, file: String, zones: @escaping Zones = FormatMapping.knowsUTC
  ) throws(ConfigurationError) {
    let (mapping, errors) = Self.read(yaml, file: file, zones: zones)
    if let error = errors.first { throw error }
    self = mapping
  }

  /// Reads what can be read of a mapping, with all that is wrong in it.
  package static func read(
    _ yaml: String, file: String, zones: @escaping Zones = knowsUTC
  ) -> (mapping: FormatMapping, errors: [ConfigurationError]) {
    let reader = MappingReader(yaml, file: file, zones: zones)
    return (reader.mapping, reader.errors)
  }
}

/// Reads a mapping key by key: an error in one does not hide those of the next.
private struct MappingReader {
  var mapping = FormatMapping()
  var errors: [ConfigurationError] = []
  let zones: FormatMapping.Zones

  private static let keys = [
    "tariff", "name", "about", "kind", "places", "recognise", "records", "database", "pivot",
    "when",
    "unless", "cached", "sums",
    "remember", "fields", "includes", "duplicates", "notes",
  ]

  init(_ yaml: String, file: String, zones: @escaping FormatMapping.Zones) {
    self.zones = zones
    attempt { (reader) throws(ConfigurationError) in
      let root = try ConfigurationNode(parsing: yaml, file: file)
      let entries = try root.entries("a mapping of a format")
      try Self.requireHeader(root, entries)
      for entry in entries {
        reader.attempt { (reader) throws(ConfigurationError) in
          guard Self.keys.contains(entry.name) else { throw entry.unknown(Self.keys) }
          try reader.take(entry)
        }
      }
      if reader.errors.isEmpty {
        try reader.requireWhole(root)
        try reader.requireRemembered(root)
      }
    }
    errors.sort { ($0.line, $0.column) < ($1.line, $1.column) }
  }

  private mutating func attempt(
    _ part: (inout MappingReader) throws(ConfigurationError) -> Void
  ) {
    do { try part(&self) } catch { errors.append(error) }
  }

  private static func requireHeader(
    _ root: ConfigurationNode, _ entries: [ConfigurationNode.Entry]
  ) throws(ConfigurationError) {
    guard let header = entries.first(where: { $0.name == "tariff" }) else {
      throw root.error(found: "no key 'tariff'", expected: "'tariff: format/1' at the top")
    }
    guard try header.value.text() == "format/1" else {
      throw header.value.error(expected: "format/1")
    }
  }

  /// What no format can do without.
  private func requireWhole(_ root: ConfigurationNode) throws(ConfigurationError) {
    guard !mapping.name.isEmpty else {
      throw root.error(found: "no key 'name'", expected: "a name such as 'name: our-proxy'")
    }
    guard mapping.fields[.timestamp] != nil else {
      throw root.error(
        found: "no field 'timestamp'", expected: "'fields: {timestamp: …}', the time of a record")
    }
    let counts = MappedCount.fields + [.tokensUsed, .cost, .requests, .promptLength]
    guard counts.contains(where: { mapping.fields[$0] != nil }) || !mapping.meters.isEmpty else {
      throw root.error(
        found: "no field that counts",
        expected: "a field of tokens, 'requests', 'meters' or 'cost_usd'")
    }
  }

  private func requireRemembered(_ root: ConfigurationNode) throws(ConfigurationError) {
    let known = mapping.remembered.map(\.name)
    for path in mapping.paths {
      guard let name = path.remembered, !known.contains(name) else { continue }
      throw root.error(
        found: "'$\(name)', which 'remember' does not keep",
        expected: known.isEmpty
          ? "'remember: {\(name): …}'" : "one of \(known.joined(separator: ", "))")
    }
  }

  // MARK: Keys

  private mutating func take(_ entry: ConfigurationNode.Entry) throws(ConfigurationError) {
    switch entry.name {
    case "name": mapping.name = try entry.value.formatName()
    case "about": mapping.about = try entry.value.text("what writes such files, in one line")
    case "kind": mapping.kind = try entry.value.choice()
    case "places": mapping.places = try entry.value.texts("places such as ~/.agent/logs/*.jsonl")
    case "recognise": mapping.recognition = try RecognitionRule.rules(entry.value)
    case "records": mapping.records = try entry.value.recordsPaths()
    case "database": mapping.questions = try DatabaseQuestion.questions(entry.value)
    case "pivot": mapping.pivot = try PivotRule(entry.value)
    case "when": mapping.when = try MappingCondition.conditions(entry.value)
    case "unless": mapping.unless = try MappingCondition.conditions(entry.value)
    case "cached": mapping.cached = try MappingCondition.conditions(entry.value)
    case "remember":
      try takeSources(entry.value, "names to keep, with sources") { $0.remembered = $1 }
    case "fields": try takeFields(entry.value)
    case "includes": mapping.inclusions = try TokenInclusion.inclusions(entry.value)
    case "duplicates": mapping.duplicates = try DuplicateRule(entry.value)
    case "notes": mapping.notes = try entry.value.text("a text")
    default: break
    }
  }

  private mutating func takeFields(_ node: ConfigurationNode) throws(ConfigurationError) {
    for entry in try node.entries("fields of an event, with sources") {
      attempt { (reader) throws(ConfigurationError) in try reader.takeField(entry) }
    }
  }

  private mutating func takeField(_ entry: ConfigurationNode.Entry) throws(ConfigurationError) {
    switch entry.name {
    case "meters": try takeSources(entry.value, "names of meters, with sources") { $0.meters = $1 }
    case "labels": try takeLabels(entry.value)
    case "error":
      for part in try entry.value.entries("type, code or message, with sources") {
        guard let field = MappedField(rawValue: "error." + part.name) else {
          throw part.unknown(["type", "code", "message"])
        }
        mapping.fields[field] = try FieldSource(part.value, zones: zones)
      }
    default:
      guard let field = MappedField(rawValue: entry.name) else {
        let names = MappedField.allCases.map(\.rawValue).filter { !$0.hasPrefix("error.") }
        throw entry.unknown(names + ["error", "meters", "labels"])
      }
      mapping.fields[field] = try FieldSource(entry.value, zones: zones)
    }
  }

  private mutating func takeSources(
    _ node: ConfigurationNode, _ what: String,
    _ keep: (inout FormatMapping, [NamedSource]) -> Void
  ) throws(ConfigurationError) {
    var sources: [NamedSource] = []
    for entry in try node.entries(what) {
      sources.append(
        NamedSource(name: entry.name, source: try FieldSource(entry.value, zones: zones)))
    }
    keep(&mapping, sources)
  }

  private mutating func takeLabels(_ node: ConfigurationNode) throws(ConfigurationError) {
    for entry in try node.entries("names of labels, with sources") {
      if entry.name == "*" {
        for text in try entry.value.oneOrMore("the path of an object") {
          mapping.labelObjects.append(try text.path())
        }
      } else {
        let source = try FieldSource(entry.value, zones: zones)
        mapping.labels.append(NamedSource(name: entry.name, source: source))
      }
    }
  }
}

// MARK: Parts

extension RecognitionRule {
  /// A list of names, one rule, or a list of rules.
  static func rules(_ node: ConfigurationNode) throws(ConfigurationError) -> [RecognitionRule] {
    guard case .list(let elements) = node.content else { return [try RecognitionRule(node)] }
    let isListOfNames = elements.allSatisfy { if case .text = $0.content { true } else { false } }
    if isListOfNames {
      var rule = RecognitionRule()
      rule.names = try node.paths()
      return [rule]
    }
    var rules: [RecognitionRule] = []
    for element in elements { rules.append(try RecognitionRule(element)) }
    return rules
  }

  private init(_ node: ConfigurationNode) throws(ConfigurationError) {
    let what = "{names: […], values: {…}, lacks: […], file: json}"
    for entry in try node.entries(knowing: ["names", "values", "lacks", "file"], what) {
      switch entry.name {
      case "names": names = try entry.value.paths()
      case "values": values = try MappingCondition.conditions(entry.value)
      case "lacks": lacks = try entry.value.paths()
      default: container = try entry.value.choice()
      }
    }
    guard !names.isEmpty || !values.isEmpty else {
      throw node.error(expected: "names or values that a record has")
    }
  }
}

extension DatabaseQuestion {
  /// One question, or a list of them.
  static func questions(_ node: ConfigurationNode) throws(ConfigurationError) -> [DatabaseQuestion]
  {
    guard case .list(let elements) = node.content else { return [try DatabaseQuestion(node)] }
    var questions: [DatabaseQuestion] = []
    for element in elements { questions.append(try DatabaseQuestion(element)) }
    return questions
  }

  private init(_ node: ConfigurationNode) throws(ConfigurationError) {
    let what = "{select: {NAME: EXPRESSION, …}, from: TABLES}"
    (columns, tables) = ([], "")
    for entry in try node.entries(knowing: ["select", "from"], what) {
      if entry.name == "from" {
        tables = try entry.value.nonEmptyText()
        continue
      }
      for column in try entry.value.entries("names with expressions of SQL") {
        columns.append(Column(name: column.name, expression: try column.value.nonEmptyText()))
      }
    }
    guard !columns.isEmpty, !tables.isEmpty else { throw node.error(expected: what) }
  }
}

extension PivotRule {
  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    let what = "{name: PATH, value: PATH, by: [PATH, …]}"
    let entries = try node.entries(knowing: ["name", "value", "by"], what)
    func value(_ key: String) throws(ConfigurationError) -> ConfigurationNode {
      guard let entry = entries.first(where: { $0.name == key }) else {
        throw node.error(expected: what)
      }
      return entry.value
    }
    name = try value("name").path()
    self.value = try value("value").path()
    by = try value("by").paths()
  }
}

extension TokenInclusion {
  static func inclusions(
    _ node: ConfigurationNode
  ) throws(ConfigurationError) -> [TokenInclusion] {
    var inclusions: [TokenInclusion] = []
    for entry in try node.entries("counts, each with the counts that it includes") {
      inclusions.append(try TokenInclusion(entry))
    }
    return inclusions
  }

  private init(_ entry: ConfigurationNode.Entry) throws(ConfigurationError) {
    whole = try Self.count(entry.key)
    parts = []
    var list = entry.value
    if case .mapping(let entries) = entry.value.content {
      let what = "{parts: […], else: separate}"
      _ = try entry.value.entries(knowing: ["parts", "else"], what)
      guard let found = entries.first(where: { $0.name == "parts" }) else {
        throw entry.value.error(expected: what)
      }
      list = found.value
      if let other = entries.first(where: { $0.name == "else" }) {
        guard try other.value.text() == "separate" else {
          throw other.value.error(expected: "separate")
        }
        orSeparate = true
      }
    }
    for element in try list.elements("a list of counts") {
      parts.append(try Self.count(element))
    }
  }

  private static func count(_ node: ConfigurationNode) throws(ConfigurationError) -> MappedCount {
    guard let count = MappedCount(parsing: try node.text("a count")) else {
      let names = MappedCount.fields.map(\.rawValue).joined(separator: ", ")
      throw node.error(expected: "one of \(names), or meters.NAME")
    }
    return count
  }
}

extension DuplicateRule {
  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    let what = "{key: […], keep: last}"
    key = []
    for entry in try node.entries(knowing: Self.keys, what) {
      switch entry.name {
      case "key":
        // `record`: all that is read of it.
        if case .text("record") = entry.value.content { continue }
        key = try Self.key(entry.value)
      case "keep": keep = try Self.keep(entry.value)
      case "space": space = try entry.value.formatName()
      case "tells_of_days": tellsOfDays = try entry.value.formatName()
      case "unless_days_of": unlessDaysOf = try entry.value.formatName()
      case "dimensions": dimensions = try entry.value.paths()
      default:
        guard let number = Int(try entry.value.text()), 0...100 ~= number else {
          throw entry.value.error(expected: "a number from 0 to 100")
        }
        rank = number
      }
    }
    guard try node.entries(what).contains(where: { $0.name == "key" }) else {
      throw node.error(expected: what)
    }
  }

  private static let keys = [
    "key", "keep", "space", "rank", "tells_of_days", "unless_days_of", "dimensions",
  ]

  private static func key(_ node: ConfigurationNode) throws(ConfigurationError) -> [KeyPart] {
    var key: [KeyPart] = []
    for element in try node.oneOrMore("paths, or =FIELD for what the event says") {
      let text = try element.text("a path or =FIELD")
      guard text.hasPrefix("=") else {
        key.append(.path(try element.path()))
        continue
      }
      guard let field = MappedField(rawValue: String(text.dropFirst())), field.isOfEvent else {
        let fields = MappedField.allCases.filter(\.isOfEvent).map { "=" + $0.rawValue }
        throw element.error(expected: "one of \(fields.joined(separator: ", "))")
      }
      key.append(.field(field))
    }
    guard !key.isEmpty else { throw node.error(expected: "at least one path") }
    return key
  }

  private static func keep(_ node: ConfigurationNode) throws(ConfigurationError) -> Keep {
    let text = try node.text("first, last or largest FIELD")
    switch text {
    case "first": return .first
    case "last": return .last
    default:
      let name = text.split(separator: " ").last.map(String.init) ?? ""
      guard text == "largest " + name, let field = MappedField(rawValue: name) else {
        throw node.error(expected: "first, last or largest FIELD, such as 'largest output_tokens'")
      }
      return .largest(field)
    }
  }
}

extension DuplicateRule {
  fileprivate var paths: [FieldPath] {
    dimensions
      + key.compactMap { part in
        if case .path(let path) = part { path } else { nil }
      }
  }
}

extension MappedField {
  /// Whether a key may ask an event for it.
  var isOfEvent: Bool {
    switch self {
    case .eventID, .timestamp, .periodEnd, .tool, .backend, .model, .session, .serviceTier,
      .requests, .cost,
      .input, .output, .cacheRead, .cacheWrite, .cacheWrite1h, .reasoning:
      true
    default: false
    }
  }
}

extension FormatMapping {
  /// All paths that it speaks of, but for those of records.
  var paths: [FieldPath] {
    let sources =
      remembered.map(\.source) + fields.values + meters.map(\.source) + labels.map(\.source)
    let conditions = when + unless + cached + sums + sources.flatMap(\.conditions)
    return sources.flatMap(\.paths) + conditions.map(\.path) + labelObjects
      + (duplicates?.paths ?? []) + (pivot.map { [$0.name, $0.value] + $0.by } ?? [])
  }
}
