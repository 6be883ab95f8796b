import ExactNumbers
import Foundation
import Metering
import PriceBooks
import Recommendations
import Reporting
import Templating

/// The report that the program makes of random events at some books.
struct LawReport {
  let books: [PriceBook]
  var currency = "USD"
  var zone = ZoneOffsets.utc

  /// Of a period, from events that were read in several parts.
  func tree(_ parts: [[LawEvent]], _ period: TimeRange) throws -> TemplateValue {
    let prices = PriceBooks(books)
    var plan = SummaryPlan()
    plan.period = period
    plan.zone = zone
    plan.boundaries = prices.boundaries
    var names = NameTable()
    var whole = UsageSummary(plan: plan)
    for part in parts {
      var theirs = NameTable()
      var summary = UsageSummary(plan: plan)
      for event in part { try summary.add(event.usage(&theirs), names: &theirs) }
      try whole.merge(summary, names: &names, otherNames: theirs)
    }
    let request = ReportRequest(
      summary: whole, names: names, inputs: InputFigures(), books: prices, currency: currency,
      rules: RuleSet.none, options: [:], generator: "law")
    return try Report(request).tree
  }

  /// The total of a period, and the cost of each of its local days.
  func costs(
    _ events: [LawEvent], _ period: TimeRange
  ) throws -> (total: ExactDecimal, days: [String: ExactDecimal]) {
    let tree = try tree([events], period)
    var days: [String: ExactDecimal] = [:]
    for day in tree["days"]?.elements ?? [] {
      guard case .text(let date)? = day["date"] else { continue }
      days[date] = day["cost"]?["amount"]?.number ?? .zero
    }
    return (tree["cost"]?["total"]?["amount"]?.number ?? .zero, days)
  }
}

extension ZoneOffsets {
  /// A zone of the machine's database; nil where it has none of that name.
  static func named(_ name: String) -> ZoneOffsets? {
    if name == "UTC" { return .utc }
    let file = URL(filePath: "/usr/share/zoneinfo").appending(path: name)
    guard let data = try? Data(contentsOf: file) else { return nil }
    return ZoneOffsets(identifier: name, tzif: [UInt8](data))
  }
}
