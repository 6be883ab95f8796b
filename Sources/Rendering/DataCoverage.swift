import Reporting

/// What a period lacks: a difference to days without data is no change of the usage.
enum DataCoverage {
  /// `with data from 2026-09-21 on`, where data begin on a later day than the period; nil where not.
  static func gap(_ times: ComparedTimes) -> String? {
    guard let start = times.start.map(day), let first = times.firstEvent.map(day),
      start.utf8.lexicographicallyPrecedes(first.utf8)
    else { return nil }
    return "with data from \(first) on"
  }

  /// The local day of a time.
  private static func day(_ time: String) -> String { String(time.prefix(10)) }
}
