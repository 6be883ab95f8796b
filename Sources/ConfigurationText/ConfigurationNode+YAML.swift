import Yams

extension ConfigurationNode {
  /// Reads the one document of a YAML file; `file` is its name in messages.
  ///
  /// Anchors and aliases are refused, as a small file could expand without end, and so is a key that
  /// stands twice.
  package init(parsing yaml: String, file: String) throws(ConfigurationError) {
    do {
      let parser = try Parser(yaml: yaml)
      guard let root = try parser.singleRoot() else {
        throw ConfigurationError(
          file: file, line: 1, column: 1, found: "an empty file", expected: "a YAML mapping")
      }
      // Nodes know their anchors only as long as their parser lives.
      self = try withExtendedLifetime(parser) { try ConfigurationNode(root, file: file) }
    } catch let error as ConfigurationError {
      throw error
    } catch {
      throw Self.syntaxError(error, file: file)
    }
  }

  private init(_ node: Node, file: String) throws(ConfigurationError) {
    place = FilePlace(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    // An anchored value comes before its aliases, so none of them is expanded.
    guard node.anchor == nil else {
      throw ConfigurationError(
        place, found: "an anchor", expected: "a value without one: aliases are not read")
    }
    switch node {
    case .scalar(let scalar):
      let isNull = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
      content = isNull ? .null : .text(scalar.string)
    case .sequence(let sequence):
      var elements: [ConfigurationNode] = []
      for element in sequence { elements.append(try ConfigurationNode(element, file: file)) }
      content = .list(elements)
    case .mapping(let mapping):
      var entries: [Entry] = []
      for (key, value) in mapping {
        let key = try ConfigurationNode(key, file: file)
        entries.append(
          Entry(
            key: key, name: try key.text("a key that is a text"),
            value: try ConfigurationNode(value, file: file)))
      }
      content = .mapping(entries)
    case .alias:
      throw ConfigurationError(
        place, found: "an alias", expected: "the value itself: aliases are not read")
    }
  }

  private static func syntaxError(_ error: any Error, file: String) -> ConfigurationError {
    func at(_ mark: Mark, _ problem: String) -> ConfigurationError {
      ConfigurationError(
        file: file, line: mark.line, column: mark.column, found: problem, expected: "valid YAML")
    }
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return at(mark, problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      return at(context.mark, "a key that stands twice: \(duplicates.joined(separator: ", "))")
    default:
      return ConfigurationError(
        file: file, line: 1, column: 1, found: "text that is not UTF-8 or not YAML",
        expected: "valid YAML")
    }
  }
}
