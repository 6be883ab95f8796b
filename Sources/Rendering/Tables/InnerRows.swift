import Metering
import Reporting

/// A day's cost on one backend: a row of a list in a list, with what identifies the outer row.
struct DayBackendRow: ReportRow {
  let date: CivilDate
  let cost: NamedCost

  static let fields: [Field<DayBackendRow>] =
    [Field("date", "The local day.") { $0.date }] + Reporting.fields(of: \.cost)
}

/// A message of an error pattern.
struct MessageRow: ReportRow {
  let error: ErrorRow
  let message: ErrorMessage

  static let fields: [Field<MessageRow>] =
    [
      Field("type", "The error's type; null where it has none.") { $0.error.type },
      Field("code", "The error's code, as text; null where it has none.") { $0.error.code },
    ] + Reporting.fields(of: \.message)
}
