import ExactNumbers
import Metering
import Templating

/// The days, by backend and with what the month's estimate has for the days to come.
extension DocumentView {
  func addDayChart(to view: inout TemplateObject) {
    let days = report["days"]?.elements ?? []
    let stack = stack(days)
    let dated = zip(days, stack.parts).compactMap { day, parts in
      Self.date(day["date"]?.text).map { (date: $0, parts: parts.map(\.amount)) }
    }
    let forecast = forecast(days)
    let chart = DayChart(
      days: dated, series: stack.names.map { (name: $0, value: "") },
      forecast: forecast.map { ($0.start, $0.end, $0.daily) }, money: money)
    view["chart_days"] = chart.tree
    view["day_series"] = .list(stack.names.map { ["name": .text($0)] })
    view["day_parts"] = .list(dayParts(days, stack.parts))
    view["forecast_days"] = forecast.map(shown) ?? .null
  }

  private typealias Forecast = (
    start: CivilDate, end: CivilDate, rest: ExactDecimal, daily: ExactDecimal
  )

  private static func date(_ text: String?) -> CivilDate? {
    let parts = (text ?? "").prefix(10).split(separator: "-").compactMap { Int($0) }
    return parts.count == 3 ? CivilDate(year: parts[0], month: parts[1], day: parts[2]) : nil
  }

  /// What the estimate adds to the data, spread evenly over the days of the month without data.
  private func forecast(_ days: [TemplateValue]) -> Forecast? {
    let month = report["cost"]?["month"] ?? .null
    guard month["method"]?.text != "actual", let amount = month["amount"]?["amount"]?.number,
      let first = Self.date((month["month"]?.text ?? "").prefix(7) + "-01"),
      let last = days.last(where: { ($0["requests"]?.number ?? .zero) > .zero }),
      let latest = Self.date(last["date"]?.text)
    else { return nil }
    let start = max(first, latest.advanced(by: 1))
    let end = first.nextMonthStart.advanced(by: -1)
    guard start <= end else { return nil }
    let count = end.dayNumber - start.dayNumber + 1
    let rest = max(amount - (month["actual_to_date"]?.number ?? .zero), .zero)
    return (start, end, rest, rest.divided(by: ExactDecimal(count)) ?? .zero)
  }

  private func shown(_ forecast: Forecast) -> TemplateValue {
    [
      "start": .text(forecast.start.description), "end": .text(forecast.end.description),
      "days": .integer(forecast.end.dayNumber - forecast.start.dayNumber + 1),
      "cost": .text(money.figure(forecast.rest)), "a_day": .text(money.figure(forecast.daily)),
    ]
  }

  /// What a day's usage of a series costs, as far as it has a price.
  private typealias Part = (amount: ExactDecimal, isComplete: Bool)

  /// The backends that have a pattern, the dearest first, and the days' costs of each.
  private func stack(_ days: [TemplateValue]) -> (names: [String], parts: [[Part]]) {
    let ranked = BarChart.largest(report["backends"]?.elements ?? [], Self.cost)
    let isWhole = ranked.count <= DayChart.patterns
    let kept = ranked.prefix(isWhole ? DayChart.patterns : DayChart.patterns - 1)
    var places: [[UInt8]: Int] = [:]
    for (place, row) in kept.enumerated() { places[Self.key(row)] = place }
    let others = isWhole ? [] : ["\(ranked.count - kept.count) others"]
    let names = kept.map { ChartGeometry.label(Self.name($0), beside: "") } + others
    let parts = days.map { day in
      (day["backends"]?.elements ?? []).reduce(
        into: Array(repeating: Part(.zero, true), count: names.count)
      ) { parts, row in
        let place = places[Self.key(row)] ?? names.count - 1
        guard parts.indices.contains(place) else { return }
        let isComplete = row["cost"]?["complete"] == .bool(true)
        parts[place].amount = parts[place].amount + Self.cost(row)
        parts[place].isComplete = parts[place].isComplete && isComplete
      }
    }
    return (names, parts)
  }

  /// The days with usage, as the chart has them.
  private func dayParts(_ days: [TemplateValue], _ parts: [[Part]]) -> [TemplateValue] {
    zip(days, parts).compactMap { day, parts in
      guard (day["requests"]?.number ?? .zero) > .zero else { return nil }
      return [
        "date": day["date"] ?? .null, "requests": count(day["requests"]),
        "tokens": count(day["tokens"]?["total"]),
        "parts": .list(parts.map { ["cost": .text(text($0))] }),
        "cost": .text(money.cell(day["cost"])),
      ]
    }
  }

  private func text(_ part: Part) -> String {
    guard !part.isComplete else { return money.figure(part.amount) }
    return part.amount.units == 0 ? "not priced" : "≥ " + money.figure(part.amount)
  }

  static func name(_ row: TemplateValue) -> String {
    let name = row["name"]?.text ?? ""
    return name.isEmpty ? "(none)" : name
  }

  private static func key(_ row: TemplateValue) -> [UInt8] { Array((row["name"]?.text ?? "").utf8) }

  static func cost(_ row: TemplateValue) -> ExactDecimal { row["cost"]?["amount"]?.number ?? .zero }
}
