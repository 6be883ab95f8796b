import Charging
import Metering
import PriceBooks

extension PricedUsage {
  /// What the reader of a cost must know of the data that it rests on.
  var costNotes: [NoteRow] {
    var notes: [NoteRow] = []
    if month == nil, request.summary.used > 0 {
      notes.append(
        NoteRow(
          note: "no_month_estimate", count: 1, first: "less than one complete day of data"))
    }
    if let monthly, monthly.isMonthIncomplete {
      let first = zone.local(request.summary.firstRead).date
      notes.append(
        NoteRow(
          note: "month_incomplete", count: 1, first: "contract terms: data begin on \(first)"))
    }
    for (term, currency, day) in monthly?.missingExchange ?? [] {
      notes.append(
        NoteRow(
          note: "no_fx", count: 1,
          first: "contract term '\(term)': no rate for \(pair(currency)) on \(day.utcDate)"))
    }
    if period.isCut {
      notes.append(
        NoteRow(
          note: "days_cut", count: period.days.count - tables.days.keys.count,
          first: "days without usage have no row: the period has \(period.days.count) days"))
    }
    return notes + usageWithoutExchange
  }

  private func pair(_ currency: String) -> String { "\(currency) in \(request.currency)" }

  /// By currency: requests without a rate of exchange, and the first local day of them.
  private var usageWithoutExchange: [NoteRow] {
    let refused = costs.unpriced.filter { $0.reason == .noExchangeRate }.flatMap(\.parts)
    let lanes = Set(refused.map(\.lane))
    var missing: [String: (requests: Int, day: CivilDate)] = [:]
    let cells = request.summary.cells
    for (key, usage) in zip(cells.keys, cells.measures) where lanes.contains(Int(key.lane)) {
      let currency = request.books.currency(of: tables.lanes[Int(key.lane)])
      let day = CivilDate(dayNumber: Int(key.day))
      let known = missing[currency] ?? (0, day)
      missing[currency] = (known.requests + usage.requests, min(known.day, day))
    }
    return missing.sorted { $0.key.precedesBytewise($1.key) }.map { currency, usage in
      NoteRow(
        note: "no_fx", count: usage.requests,
        first: "no rate for \(pair(currency)) on \(usage.day)")
    }
  }
}
