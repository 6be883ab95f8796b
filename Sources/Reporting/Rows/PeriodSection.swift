import Metering

/// The time that the report is about, as it shows it.
package struct PeriodSection: ReportRow {
  package let start: Timestamp?
  package let end: Timestamp?
  package let timezone: String
  package let firstEvent: Timestamp?
  package let lastEvent: Timestamp?
  package let days: Int

  package static let fields: [Field<PeriodSection>] = [
    Field("start", FieldText.start) { $0.start },
    Field("end", FieldText.end) { $0.end },
    Field("timezone", "Decides days, hours, weeks and months.") { $0.timezone },
    Field("first_event", "The first event of the period; null without events.") { $0.firstEvent },
    Field("last_event", "The last event of the period; null without events.") { $0.lastEvent },
    Field("days", "Local days that the period touches.", in: .days) { $0.days },
  ]

  init(_ period: ReportPeriod, in zone: ZoneOffsets) {
    start = period.start.map { Timestamp($0, in: zone) }
    end = period.end.map { Timestamp($0, in: zone) }
    timezone = zone.identifier
    firstEvent = period.firstEvent.map { Timestamp($0, in: zone) }
    lastEvent = period.lastEvent.map { Timestamp($0, in: zone) }
    days = period.days.count
  }
}
