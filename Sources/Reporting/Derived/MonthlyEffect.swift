import Charging
import CostModeling
import ExactNumbers
import Metering
import Templating

extension ReportBuilder {
  /// What costs of the period's days come to in a month, by the method of the month's estimate; nil
  /// where there is no estimate. Days of the month before the period count for what is expected.
  func perMonth(_ days: [CivilDate: ExactDecimal]) throws -> ExactDecimal? {
    guard let month, let start = period.start else { return nil }
    return try month.estimate.total(of: days, knownFrom: zone.local(start).date)
  }

  /// Costs by day, as an estimate takes them.
  static func byDay(_ table: UsageTable<Int>) -> [CivilDate: ExactDecimal] {
    let pairs = zip(table.keys, table.costs).map { (CivilDate(dayNumber: $0), $1.amount) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }
}
