package import ExactNumbers
import Metering

/// What differs from an earlier report, beside every figure.
package struct ChangesSection: ReportRow {
  package let against: String
  package let difference: CostDifference
  package let tables: [ComparedTable: [ChangedRow]]

  init(against: String, difference: CostDifference) {
    self.against = against
    self.difference = difference
    tables = ComparedTable.allCases.reduce(into: [:]) { tables, table in
      tables[table] = ChangedRow.rows(
        difference.before.tables[table, default: []], difference.after.tables[table, default: []])
    }
  }

  package var before: CostedReport { difference.before }
  package var cost: Change {
    Change(
      before: difference.before.cost.knownAmount, after: difference.after.cost.knownAmount)
  }
  package var totals: ChangedMeasures {
    ChangedMeasures(difference.before.totals, difference.after.totals)
  }

  package func rows(of table: ComparedTable) -> [ChangedRow] { tables[table, default: []] }

  package static let fields: [Field<ChangesSection>] =
    [
      Field("against", "What it is compared with.") { $0.against },
      Field("period", "The time that the earlier report is about.") {
        ChangesPeriod(times: $0.before.period)
      },
      Field("cost", "What it cost.") {
        CostChange(change: $0.cost, isComplete: $0.difference.isComplete)
      },
      Field("effects", "Why the cost differs; they add up to the difference.") {
        $0.difference.effects
      },
      Field("totals", "All usage of the period.") { $0.totals },
    ]
    + ComparedTable.allCases.map { table in
      Field(table.rawValue, table.about) { $0.rows(of: table) }
    }
    + [
      Field("asked_differently", "Where the two sides were asked differently.") {
        $0.difference.askedDifferently
      }
    ]
}

extension ComparedTable {
  fileprivate var about: String {
    switch self {
    case .backends: "By backend, sorted by name."
    case .models: "By model, sorted by name; \"\" where events name none."
    case .tools: "By tool, sorted by name."
    case .routes: "By routing method and backend, sorted by name."
    }
  }
}

/// The period of the earlier report.
package struct ChangesPeriod: ReportRow {
  let times: ComparedTimes

  package static let fields: [Field<ChangesPeriod>] =
    Reporting.fields(of: { (period: ChangesPeriod) in period.times }).filter {
      $0.name != "timezone"
    }
}

/// A figure before and after.
package struct Change: ReportRow {
  package let before: ExactDecimal?
  package let after: ExactDecimal?

  package var difference: ExactDecimal? { after.flatMap { after in before.map { after - $0 } } }
  package var percent: ExactDecimal? {
    difference.flatMap { difference in
      before.flatMap { CostDifference.percent(difference, of: $0) }
    }
  }

  package static let fields: [Field<Change>] = [
    Field("before", "In the earlier report; null where it has no such figure.") { $0.before },
    Field("after", "In this report; null where it has none.") { $0.after },
    Field("difference", "after − before; null where either is.") { $0.difference },
    Field(
      "percent", "The difference in percent of before; null where that is 0.", in: .percent
    ) { $0.percent },
  ]
}

/// The change of the total cost, and whether it is that of all usage.
package struct CostChange: ReportRow {
  package let change: Change
  package let isComplete: Bool

  package static let fields: [Field<CostChange>] =
    Reporting.fields(of: \.change) + [
      Field("complete", "Whether all of the usage has a price.") { $0.isComplete }
    ]
}

/// How the requests, tokens and cost of a row changed.
package struct ChangedMeasures: ReportRow {
  package let requests: Change
  package let tokens: Change
  package let cost: Change

  init(_ before: ComparedMeasures, _ after: ComparedMeasures) {
    requests = Change(before: before.requests, after: after.requests)
    tokens = Change(before: before.tokens, after: after.tokens)
    cost = Change(before: before.cost, after: after.cost)
  }

  package static let fields: [Field<ChangedMeasures>] = [
    Field("requests", "Requests; a record may stand for several.") { $0.requests },
    Field("tokens", "All tokens.") { $0.tokens },
    Field("cost", "What it cost.") { $0.cost },
  ]
}

/// A row of either report, and how it changed; where one has no such row it counts 0.
package struct ChangedRow: ReportRow {
  package let name: String
  package let measures: ChangedMeasures

  package static let fields: [Field<ChangedRow>] =
    [Field("name", FieldText.name) { $0.name }] + Reporting.fields(of: \.measures)

  /// All rows of either report, by the bytes of their names.
  fileprivate static func rows(
    _ before: [ComparedRow], _ after: [ComparedRow]
  ) -> [ChangedRow] {
    let (old, new) = (byName(before), byName(after))
    let names = Set(old.keys).union(new.keys).sorted { $0.lexicographicallyPrecedes($1) }
    return names.map { name in
      ChangedRow(
        name: String(decoding: name, as: UTF8.self),
        measures: ChangedMeasures(old[name] ?? .none, new[name] ?? .none))
    }
  }

  private static func byName(_ rows: [ComparedRow]) -> [[UInt8]: ComparedMeasures] {
    Dictionary(rows.map { (Array($0.name.utf8), $0.measures) }) { first, _ in first }
  }
}

/// An earlier report to compare with, and what documents call it.
package struct EarlierReport: Sendable {
  package let name: String
  package let report: CostedReport

  package init(name: String, report: CostedReport) {
    self.name = name
    self.report = report
  }
}
