import ExactNumbers

/// How far run rate was off on simulated accounts, by how many days of the month were complete: what
/// an interval rests on where the data can't say it.
///
/// The factors are e^±x for the log errors x of 0.70, 0.60, 0.50, 0.38, 0.28, 0.22, 0.15, 0.10 and
/// 0.05, on the whole month.
enum ErrorTable {
  static func factors(daysComplete: Int) -> (low: ExactDecimal, high: ExactDecimal) {
    let row = rows.last { $0.day <= daysComplete } ?? rows[0]
    return (ExactDecimal(units: row.low), ExactDecimal(units: row.high))
  }

  private static let rows: [(day: Int, low: Int128, high: Int128)] = [
    (1, 496_585_303_791_000_000, 2_013_752_707_470_000_000),
    (2, 548_811_636_094_000_000, 1_822_118_800_391_000_000),
    (3, 606_530_659_713_000_000, 1_648_721_270_700_000_000),
    (5, 683_861_409_212_000_000, 1_462_284_589_434_000_000),
    (7, 755_783_741_456_000_000, 1_323_129_812_337_000_000),
    (10, 802_518_797_962_000_000, 1_246_076_730_587_000_000),
    (15, 860_707_976_425_000_000, 1_161_834_242_728_000_000),
    (20, 904_837_418_036_000_000, 1_105_170_918_076_000_000),
    (25, 951_229_424_501_000_000, 1_051_271_096_376_000_000),
  ]
}
