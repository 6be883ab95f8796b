package import Templating

extension RuleSet {
  /// What the rules find in a report, most urgent first.
  ///
  /// `report` is the tree that the JSON report prints. Throws where a rule names a table or key
  /// that the report doesn't have, or is not complete. `minorDigits` are those of amounts in the
  /// report's currency.
  package func findings(
    in report: TemplateValue, minorDigits: Int = 2
  ) throws(RuleError) -> [Finding] {
    var findings: [Finding] = []
    for rule in try rules() {
      findings += try rule.findings(in: report, minorDigits: minorDigits)
    }
    return findings.sorted(by: Finding.precedes)
  }
}

extension Rule {
  fileprivate func findings(
    in report: TemplateValue, minorDigits: Int
  ) throws(RuleError) -> [Finding] {
    let table = try table(in: report)
    try checkKeys(of: table)
    let matching = table.filter { row in
      conditions.allSatisfy { $0.holds(for: row.value(at: $0.key)) }
    }
    guard !matching.isEmpty else { return [] }
    let voice = try RuleVoice(self, report: report, minorDigits: minorDigits)
    var findings: [Finding] = []
    for row in matching {
      findings.append(try voice.finding(of: row, severity: severity(of: row)))
    }
    return findings
  }

  /// The most severe of the rule's own severity and the escalations that hold.
  private func severity(of row: TemplateValue) -> Severity {
    let escalated = escalations.filter { escalation in
      escalation.conditions.allSatisfy { $0.holds(for: row.value(at: $0.key)) }
    }
    return escalated.map(\.severity).reduce(severity, max)
  }

  /// The rows that the rule looks at; an object is one row, null none.
  func table(in report: TemplateValue) throws(RuleError) -> [TemplateValue] {
    switch report.value(at: rows) {
    case nil:
      let mayMiss = draft.texts[.rows]?.origin == .builtIn || ReportTables.optional.contains(rows)
      guard !mayMiss else { return [] }
      throw RuleError(
        place: place(of: .rows),
        problem: .unknownTable(rows, known: ReportTables.names(in: report)))
    case .null: return []
    case .object(let object): return [.object(object)]
    case .list(let rows) where rows.allSatisfy(\.isObject): return rows
    default: throw RuleError(place: place(of: .rows), problem: .notATable(rows))
    }
  }

  /// Whether the data decide if there is such a key.
  static func isOpen(_ key: String) -> Bool {
    ReportTables.openObjects.contains { key.hasPrefix($0 + ".") }
  }

  /// A condition on a key that no row has would stay silent for ever.
  private func checkKeys(of table: [TemplateValue]) throws(RuleError) {
    guard let first = table.first else { return }
    for condition in conditions + escalations.flatMap(\.conditions) {
      let key = condition.key
      guard !Self.isOpen(key), table.allSatisfy({ $0.value(at: key) == nil }) else { continue }
      throw RuleError(
        place: condition.place,
        problem: .unknownColumn(key, table: rows, known: first.dottedKeys))
    }
  }
}

/// What the rules know of the report's shape.
private enum ReportTables {
  /// Tables that a report has only where they were asked for.
  static let optional: Set<String> = ["groups"]
  /// Objects whose keys come from the data.
  static let openObjects = ["meters", "keys", "evidence"]

  /// The tables of a report: its lists of objects and its objects, those of `cost` too.
  static func names(in report: TemplateValue) -> [String] {
    names(of: report, prefix: "")
      + names(of: report["cost"] ?? .null, prefix: "cost.")
  }

  private static func names(of value: TemplateValue, prefix: String) -> [String] {
    guard case .object(let object) = value else { return [] }
    return object.fields.filter { $0.value.isObject || $0.value.isList }.map { prefix + $0.name }
  }
}

extension TemplateValue {
  fileprivate var isObject: Bool { if case .object = self { true } else { false } }
  fileprivate var isList: Bool { if case .list = self { true } else { false } }
}
