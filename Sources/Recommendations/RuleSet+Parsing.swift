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
      let root = try RuleNode(parsing: text, file: file)
      let entries = try root.entries(of: "the file")
      try checkHeader(entries, at: root.place)
      return read(entries, origin: origin)
    } catch {
      return (.none, [error])
    }
  }

  private static func read(
    _ entries: [RuleNode.Entry], origin: Origin
  ) -> (set: RuleSet, errors: [RuleError]) {
    var drafts: [RuleDraft] = []
    var errors: [RuleError] = []
    for entry in entries where entry.key != "tariff" {
      guard entry.key == "rules" else {
        errors.append(
          RuleError(
            place: entry.place, problem: .unknownKey(entry.key, known: ["tariff", "rules"])))
        continue
      }
      if entry.value.isNull { continue }
      do {
        for rule in try entry.value.entries(of: "rules") {
          let reader = RuleReader(
            name: rule.key, at: rule.place, parsing: rule.value, origin: origin)
          drafts.append(reader.draft)
          errors += reader.errors
        }
      } catch {
        errors.append(error)
      }
    }
    return (RuleSet(drafts: drafts), errors.sorted { $0.place.precedes($1.place) })
  }

  private static func checkHeader(
    _ entries: [RuleNode.Entry], at start: RulePlace
  ) throws(RuleError) {
    guard let header = entries.first(where: { $0.key == "tariff" }) else {
      throw RuleError(place: start, problem: .header(found: nil))
    }
    let found = try header.value.text(of: "tariff")
    guard found == "rules/1" else {
      throw RuleError(place: header.value.place, problem: .header(found: found))
    }
  }
}

extension RulePlace {
  func precedes(_ other: RulePlace) -> Bool { (line, column) < (other.line, other.column) }
}
