import Templating

/// What a period lacks: a difference to days without data is no change of the usage.
enum DataCoverage {
  /// `with data from 2026-09-21 on`, where data begin on a later day than the period; nil where not.
  static func gap(_ period: TemplateValue?) -> String? {
    guard let start = day(period?["start"]), let first = day(period?["first_event"]),
      start.utf8.lexicographicallyPrecedes(first.utf8)
    else { return nil }
    return "with data from \(first) on"
  }

  private static func day(_ time: TemplateValue?) -> String? {
    time?.text.map { String($0.prefix(10)) }
  }
}
