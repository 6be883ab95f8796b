import ConfigurationText

extension RuleNode {
  /// Reads YAML text; `file` is its name in messages.
  init(parsing text: String, file: String) throws(RuleError) {
    let start = RulePlace(file: file, line: 1, column: 1)
    guard text.utf8.contains(where: { $0 > 0x20 }) else {
      throw RuleError(place: start, problem: .header(found: nil))
    }
    do {
      self.init(try ConfigurationNode(parsing: text, file: file))
    } catch {
      let place = RulePlace(file: file, line: error.line, column: error.column)
      throw RuleError(
        place: place, problem: .notYAML("found \(error.found); expected \(error.expected)"))
    }
  }

  private init(_ node: ConfigurationNode) {
    place = RulePlace(file: node.file, line: node.line, column: node.column)
    switch node.content {
    case .null: content = .null
    case .text(let text): content = .text(text)
    case .list(let elements): content = .list(elements.map { RuleNode($0) })
    case .mapping(let entries):
      content = .mapping(
        entries.map { entry in
          let place = RulePlace(file: node.file, line: entry.key.line, column: entry.key.column)
          return Entry(key: entry.name, place: place, value: RuleNode(entry.value))
        })
    }
  }
}
