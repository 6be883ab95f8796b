import ConfigurationText
import Metering

extension FieldSource {
  /// A path, a list of alternatives, or one that is described in full.
  init(
    _ node: ConfigurationNode, zones: FormatMapping.Zones
  ) throws(ConfigurationError) {
    alternatives = []
    guard case .list(let elements) = node.content else {
      alternatives = try Self.alternatives(node, zones)
      return
    }
    for element in elements { alternatives += try Self.alternatives(element, zones) }
    guard !alternatives.isEmpty else { throw node.error(expected: "at least one path") }
  }

  private static let keys = [
    "from", "value", "sum", "between", "beside", "enclosed", "folder", "file", "unit", "values",
    "before", "after",
    "format", "zone", "plus", "when", "assumed",
  ]

  /// What one element means: `from` may itself name several paths.
  private static func alternatives(
    _ node: ConfigurationNode, _ zones: FormatMapping.Zones
  ) throws(ConfigurationError) -> [Alternative] {
    if case .text = node.content { return [Alternative(origin: .path(try node.path()))] }
    let entries = try node.entries(knowing: keys, "a path, or {from: PATH, …}")
    let beside = try Self.beside(entries)
    var alternative = Alternative(origin: .file)
    var origins: [Origin] = []
    for entry in entries {
      if let beside {
        // What else there is says what to take of that file.
        if entry.name == "beside" { origins = [.beside(beside)] }
        if ["beside", "from", "enclosed"].contains(entry.name) { continue }
      }
      if let found = try Self.origins(entry) {
        origins.append(contentsOf: found)
      } else {
        try alternative.take(entry, zones)
      }
    }
    guard !origins.isEmpty else {
      throw node.error(expected: "one of from, value, sum, between, folder, file")
    }
    return origins.map { origin in
      var copy = alternative
      copy.origin = origin
      return copy
    }
  }

  /// A value of a file beside this one: `{beside: ../meta.json, from: config.model}`, or
  /// `{beside: history.json, enclosed: ["<model>", "</model>"]}`.
  private static func beside(
    _ entries: [ConfigurationNode.Entry]
  ) throws(ConfigurationError) -> BesideFile? {
    guard let beside = entries.first(where: { $0.name == "beside" }) else { return nil }
    let file = try beside.value.nonEmptyText()
    if let from = entries.first(where: { $0.name == "from" }) {
      return BesideFile(file: file, content: .path(try from.value.path()))
    }
    guard let enclosed = entries.first(where: { $0.name == "enclosed" }) else {
      throw beside.key.error(expected: "also 'from: PATH' or 'enclosed: [BEFORE, AFTER]'")
    }
    let marks = try enclosed.value.texts("the texts before and after")
    guard marks.count == 2, marks.allSatisfy({ !$0.isEmpty }) else {
      throw enclosed.value.error(expected: "the texts before and after")
    }
    return BesideFile(file: file, content: .enclosed(marks[0], marks[1]))
  }

  private static func origins(
    _ entry: ConfigurationNode.Entry
  ) throws(ConfigurationError) -> [Origin]? {
    switch entry.name {
    case "from": return try entry.value.paths().map { path in Origin.path(path) }
    case "value": return [.constant(try entry.value.text("a text"))]
    case "sum": return [Origin.sum(try entry.value.paths())]
    case "between":
      let ends = try entry.value.paths()
      guard ends.count == 2 else { throw entry.value.error(expected: "two paths of times") }
      return [.between(ends[0], ends[1])]
    case "folder":
      guard let number = Int(try entry.value.text()), 1...9 ~= number else {
        throw entry.value.error(expected: "1 for the file's folder, 2 for the one above it")
      }
      return [.folder(number)]
    case "file":
      guard try entry.value.text() == "name" else { throw entry.value.error(expected: "name") }
      return [.file]
    default: return nil
    }
  }

  /// All paths that it speaks of, but for those of conditions.
  var paths: [FieldPath] {
    alternatives.flatMap { alternative -> [FieldPath] in
      switch alternative.origin {
      case .path(let path): [path]
      case .sum(let paths): paths
      case .between(let start, let end): [start, end]
      case .constant, .beside, .folder, .file: []
      }
    }
  }

  var conditions: [MappingCondition] { alternatives.flatMap(\.when) }
}

extension FieldSource.Alternative {
  init(origin: FieldSource.Origin) { self.origin = origin }

  fileprivate mutating func take(
    _ entry: ConfigurationNode.Entry, _ zones: FormatMapping.Zones
  ) throws(ConfigurationError) {
    switch entry.name {
    case "unit":
      let names = FieldSource.Unit.names.joined(separator: ", ")
      guard let found = FieldSource.Unit(try entry.value.text()) else {
        throw entry.value.error(expected: "one of \(names), or a power of ten such as 1e-10")
      }
      unit = found
    case "values": values = try Self.names(entry.value)
    case "before": cut = .before(try entry.value.nonEmptyText())
    case "after": cut = .after(try entry.value.nonEmptyText())
    case "format":
      guard let pattern = TimePattern(try entry.value.text()) else {
        throw entry.value.error(expected: "a pattern such as 'MM/DD/YYYY HH:mm:ss'")
      }
      timePattern = pattern
    case "zone":
      guard let found = zones(try entry.value.text()) else {
        throw entry.value.error(expected: "a zone such as UTC or Europe/Berlin")
      }
      zone = found
    case "plus": plus = try Self.span(entry.value)
    case "when": when = try MappingCondition.conditions(entry.value)
    default:
      guard ["true", "false"].contains(try entry.value.text()) else {
        throw entry.value.error(expected: "true or false")
      }
      isAssumed = try entry.value.text() == "true"
    }
  }

  /// `1d`, `24h` or `5m`.
  private static func span(_ node: ConfigurationNode) throws(ConfigurationError) -> TimeSpan {
    let text = try node.text("a span of time")
    let units: [Character: TimeSpan] = ["d": .day, "h": .hour, "m": .minute]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()),
      1...1000 ~= count
    else { throw node.error(expected: "a span of time such as 1d, 1h or 5m") }
    return unit * count
  }

  private static func names(
    _ node: ConfigurationNode
  ) throws(ConfigurationError) -> [FieldSource.ValueName] {
    var names: [FieldSource.ValueName] = []
    for entry in try node.entries("values of the source, with what they are called here") {
      if case .null = entry.value.content {
        names.append(FieldSource.ValueName(value: entry.name, name: nil))
      } else {
        let name = try entry.value.text("a text, or null for no value")
        names.append(FieldSource.ValueName(value: entry.name, name: name))
      }
    }
    return names
  }
}

// MARK: Values of the language

extension ConfigurationNode {
  func path() throws(ConfigurationError) -> FieldPath {
    guard let path = FieldPath(parsing: try text("a path such as usage.input_tokens")) else {
      throw error(
        expected: "a path such as usage.input_tokens; a name with brackets stands in double quotes")
    }
    return path
  }

  /// A text or a list of texts, as they stand.
  func oneOrMore(_ what: String) throws(ConfigurationError) -> [ConfigurationNode] {
    if case .list(let elements) = content { return elements }
    _ = try text(what)
    return [self]
  }

  /// One path, or a list of paths.
  func paths() throws(ConfigurationError) -> [FieldPath] {
    var paths: [FieldPath] = []
    for element in try oneOrMore("a path, or a list of paths") { paths.append(try element.path()) }
    guard !paths.isEmpty else { throw error(expected: "at least one path") }
    return paths
  }

  func texts(_ what: String) throws(ConfigurationError) -> [String] {
    var texts: [String] = []
    for element in try oneOrMore(what) { texts.append(try element.text(what)) }
    return texts
  }

  func recordsPaths() throws(ConfigurationError) -> [RecordsPath] {
    var paths: [RecordsPath] = []
    let expected = "a place of records such as data[].results[], or '.'"
    for element in try oneOrMore(expected) {
      guard let path = RecordsPath(parsing: try element.text(expected)) else {
        throw element.error(expected: expected)
      }
      paths.append(path)
    }
    return paths
  }

  func nonEmptyText() throws(ConfigurationError) -> String {
    let text = try text()
    guard !text.isEmpty else { throw error(expected: "a text that is not empty") }
    return text
  }

  /// Small letters, digits and hyphens.
  func formatName() throws(ConfigurationError) -> String {
    let expected = "a name of small letters, digits and hyphens"
    let name = try text(expected)
    let isName = name.utf8.allSatisfy { 97...122 ~= $0 || 48...57 ~= $0 || $0 == 45 }
    guard isName, !name.isEmpty, !["auto", "native"].contains(name) else {
      throw error(expected: expected)
    }
    return name
  }

  /// One of the cases, by its name.
  func choice<Choice: RawRepresentable<String> & CaseIterable>() throws(ConfigurationError)
    -> Choice
  {
    let expected = "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", ")
    guard let choice = Choice(rawValue: try text(expected)) else { throw error(expected: expected) }
    return choice
  }
}

extension ConfigurationNode.Entry {
  func unknown(_ keys: [String]) -> ConfigurationError {
    key.error(
      found: "the unknown key '\(name)'", expected: "one of \(keys.joined(separator: ", "))")
  }
}
