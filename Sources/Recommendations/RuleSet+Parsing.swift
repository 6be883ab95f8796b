import ConfigurationText

extension RuleSet {
  /// Reads a rule file; `file` is its name in messages. Throws its first mistake.
  package init(
    parsing text: String, file: String, origin: Origin = .user
  ) throws(RuleError) {
    let (set, errors) = Self.read(text, file: file, origin: origin)
    if let first = errors.first { throw first }
    self = set
  }

  /// Reads a rule file as far as it can be read, with all of its mistakes in the file's order.
  package static func read(
    _ text: String, file: String, origin: Origin = .user
  ) -> (set: RuleSet, errors: [RuleError]) {
    do {
      let root = try ConfigurationNode(parsing: text, file: file)
      let entries = try root.entries("'tariff: rules/1' and 'rules:'")
      try checkHeader(entries, at: root.place)
      return read(entries, origin: origin)
    } catch {
      let start = FilePlace(file: file, line: 1, column: 1)
      return (.none, [RuleError(reading: error, at: start)])
    }
  }

  private static func read(
    _ entries: [ConfigurationNode.Entry], origin: Origin
  ) -> (set: RuleSet, errors: [RuleError]) {
    var drafts: [RuleDraft] = []
    var errors: [RuleError] = []
    for entry in entries where entry.name != "tariff" {
      guard entry.name == "rules" else {
        errors.append(
          RuleError(
            place: entry.key.place,
            problem: .unknownKey(entry.name, known: ["tariff", "rules"])))
        continue
      }
      if entry.value.isNull { continue }
      do {
        for rule in try entry.value.entries("a mapping of rules") {
          let reader = RuleReader(rule, origin: origin)
          drafts.append(reader.draft)
          errors += reader.errors
        }
      } catch {
        errors.append(RuleError(reading: error, at: entry.value.place))
      }
    }
    return (RuleSet(drafts: drafts), errors.sorted { $0.place.precedes($1.place) })
  }

  private static func checkHeader(
    _ entries: [ConfigurationNode.Entry], at start: FilePlace
  ) throws {
    guard let header = entries.first(where: { $0.name == "tariff" }) else {
      throw RuleError(place: start, problem: .header(found: nil))
    }
    let found = try header.value.text("'tariff: rules/1'")
    guard found == "rules/1" else {
      throw RuleError(place: header.value.place, problem: .header(found: found))
    }
  }
}
