package import Metering
import Templating

/// The time that a report is about: what was asked, else the local days of the first and last event.
package struct ReportPeriod: Sendable {
  package let start: Instant?
  package let end: Instant?
  package let firstEvent: Instant?
  package let lastEvent: Instant?
  /// The local days that the period touches, in order.
  package let days: [CivilDate]

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
      days = []
      return
    }
    let first = zone.local(start).date
    let last = zone.local(end - .millisecond).date
    days = (first.dayNumber...last.dayNumber).map { CivilDate(dayNumber: $0) }
  }

  func tree(_ zone: ZoneOffsets) -> TemplateValue {
    func time(_ instant: Instant?) -> TemplateValue {
      instant.map { .text(zone.timestamp($0)) } ?? .null
    }
    return [
      "start": time(start), "end": time(end), "timezone": .text(zone.identifier),
      "first_event": time(firstEvent), "last_event": time(lastEvent),
      "days": .integer(days.count),
    ]
  }
}
