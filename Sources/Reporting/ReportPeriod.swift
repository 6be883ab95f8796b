package import Metering

/// The time that a report is about: what was asked, else the local days of the first and last event.
package struct ReportPeriod: Sendable {
  package let start: Int64?
  package let end: Int64?
  package let firstEvent: Int64?
  package let lastEvent: Int64?
  /// The local days that the period touches, in order.
  package let days: [CivilDate]

  package init(_ summary: UsageSummary) {
    let zone = summary.plan.zone
    firstEvent = summary.used > 0 ? summary.firstEvent : nil
    lastEvent = summary.used > 0 ? summary.lastEvent : nil
    let eventsStart = firstEvent.map { zone.start(of: zone.local($0).date) }
    let eventsEnd = lastEvent.map { zone.start(of: zone.local($0).date.advanced(by: 1)) }
    let start = summary.plan.start ?? eventsStart ?? summary.plan.end
    let end = summary.plan.end ?? eventsEnd ?? summary.plan.start
    self.start = start
    self.end = end
    guard let start, let end, start < end else {
      days = []
      return
    }
    let first = zone.local(start).date
    let last = zone.local(end - 1).date
    days = (first.dayNumber...last.dayNumber).map { CivilDate(dayNumber: $0) }
  }
}
