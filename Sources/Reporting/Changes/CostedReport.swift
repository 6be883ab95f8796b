package import Charging
package import CostModeling
package import ExactNumbers
import Metering
import PriceBooks
package import Templating

/// One side of a comparison: what a report says it cost, just made or read from a file. Both ways
/// hold the same figures, so both give the same answer.
package struct CostedReport: Sendable {
  package let name: String
  /// What was asked.
  package let options: TemplateObject
  /// The price books in use.
  package let books: [BookVersion]
  /// The digest of the rules in use.
  package let rules: String
  package let period: ComparedTimes
  /// Local days that the period touches.
  package let days: Int
  package let currency: String
  package let cost: CostAmount
  package let list: ExactDecimal?
  package let contracted: ExactDecimal?
  package let totals: ComparedMeasures
  /// The rows of the tables that comparisons show.
  package let tables: [ComparedTable: [ComparedRow]]
  /// The cost by backend, model and meter.
  package let costs: CostedPeriod

  /// What has a price; 0 where nothing has.
  package var amount: ExactDecimal { cost.isUnknown ? .zero : cost.amount }

  package var isComplete: Bool { !cost.hasUnpriced }
}

/// The tables of a report whose rows a comparison shows.
package enum ComparedTable: String, CaseIterable, Sendable {
  case backends, models, tools, routes
}

/// The requests, tokens and cost of one row, in one of two reports.
package struct ComparedMeasures: Sendable {
  package let requests: ExactDecimal
  package let tokens: ExactDecimal
  /// nil where there is usage and none of it has a price.
  package let cost: ExactDecimal?

  static let none = ComparedMeasures(requests: .zero, tokens: .zero, cost: .zero)
}

/// A row of a table in one of two reports.
package struct ComparedRow: Sendable {
  package let name: String
  package let measures: ComparedMeasures
}

/// The times of a compared period, as its report shows them.
package struct ComparedTimes: ReportRow {
  package let start: String?
  package let end: String?
  package let timezone: String?
  package let firstEvent: String?
  package let lastEvent: String?

  package static let fields: [Field<ComparedTimes>] = [
    Field("start", FieldText.start) { $0.start },
    Field("end", FieldText.end) { $0.end },
    Field("timezone", "Decides days, hours, weeks and months.") { $0.timezone },
    Field("first_event", "The first event of the period; null without events.") { $0.firstEvent },
    Field("last_event", "The last event of the period; null without events.") { $0.lastEvent },
  ]
}

extension CostedReport {
  /// What a report that was just made says.
  package init(_ report: Report) throws {
    self.init(
      options: report.options, books: report.prices, rules: report.rules,
      period: report.period, cost: report.cost,
      totals: report.totals, tables: report.comparedRows)
  }

  init(
    options: TemplateObject, books: [BookRow], rules: RulesSection, period: PeriodSection,
    cost: CostSection, totals: MeasuresRow,
    tables: [ComparedTable: [ComparedRow]]
  ) {
    let times = ComparedTimes(
      start: period.start?.text, end: period.end?.text, timezone: period.timezone,
      firstEvent: period.firstEvent?.text, lastEvent: period.lastEvent?.text)
    self.init(
      name: Self.name(options, times), options: options,
      books: BookVersion.all(books.map { ($0.name, $0.digest) }, options: options),
      rules: rules.digest, period: times, days: period.days,
      currency: cost.currency,
      cost: cost.total, list: cost.list, contracted: cost.contracted,
      totals: ComparedMeasures(totals), tables: tables, costs: CostedPeriod(cost))
  }

  /// The period as it was asked for, else the paths: what people call it, the same for a report
  /// and for its events.
  static func name(_ options: TemplateObject, _ period: ComparedTimes) -> String {
    for option in ["month", "week", "day"] {
      if let text = options[option]?.text { return text }
    }
    let isBounded = ["since", "until", "last"].contains { options[$0]?.text != nil }
    let paths = options["paths"].map { $0.elements.compactMap(\.text) } ?? []
    if isBounded || paths.isEmpty {
      return [period.start, period.end].map { Self.short($0 ?? "") }.joined(separator: " to ")
    }
    return paths.joined(separator: ", ")
  }

  /// A midnight as its date.
  private static func short(_ time: String) -> String {
    time.dropFirst(10).hasPrefix("T00:00:00.000") ? String(time.prefix(10)) : time
  }
}

extension ComparedMeasures {
  init(_ row: MeasuresRow) {
    self.init(
      requests: ExactDecimal(row.requests), tokens: ExactDecimal(row.tokens.total),
      cost: row.cost.knownAmount)
  }
}

extension CostedPeriod {
  /// The sums of a report's charges.
  fileprivate init(_ cost: CostSection) {
    self.init()
    for row in cost.charges {
      let charge = row.charge
      addCharge(
        Key(backend: charge.backend, model: charge.model, meter: charge.meter),
        quantity: charge.quantity, amount: charge.amount, requests: row.requests,
        isAssumed: charge.isAssumed)
    }
    for line in cost.contract { addContract(line.amount) }
    for usage in cost.unpriced {
      addUnpriced(
        Key(backend: usage.backend, model: usage.model, meter: usage.meter),
        quantity: usage.quantity, requests: usage.requests.wholePart)
    }
  }
}

extension ExactDecimal {
  /// The whole part, as an integer.
  fileprivate var wholePart: Int { Int(units / Self.unitsPerOne) }
}
