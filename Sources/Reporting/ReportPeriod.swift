package import Metering

/// The time that a report is about: what was asked, else the local days of the first and last event.
package struct ReportPeriod: Sendable {
  package let start: Instant?
  package let end: Instant?
  package let firstEvent: Instant?
  package let lastEvent: Instant?
  /// The local days that the period touches.
  package let days: Range<CivilDate>

  /// How many days a report has a row for, used or not: about ten years.
  static let shownDays = 3_700

  /// Whether days without usage have no row.
  var isCut: Bool { days.count > Self.shownDays }

  package init(_ summary: UsageSummary) {
    let zone = summary.plan.zone
    firstEvent = summary.used > 0 ? summary.firstEvent : nil
    lastEvent = summary.used > 0 ? summary.lastEvent : nil
    let eventsStart = firstEvent.map { zone.start(of: zone.local($0).date) }
    let eventsEnd = lastEvent.map { zone.start(of: zone.local($0).date.advanced(by: 1)) }
    let start = summary.plan.period.from ?? eventsStart ?? summary.plan.period.until
    let end = summary.plan.period.until ?? eventsEnd ?? summary.plan.period.from
    self.start = start
    self.end = end
    guard let start, let end, start < end else {
      days = CivilDate(dayNumber: 0)..<CivilDate(dayNumber: 0)
      return
    }
    let first = zone.local(start).date
    days = first..<zone.local(end - .millisecond).date.advanced(by: 1)
  }
}
