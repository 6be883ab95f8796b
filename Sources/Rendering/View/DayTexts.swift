import ExactNumbers
import Metering
import Charging
import Reporting
import Templating

/// The days, by backend and with what the month's estimate has for the days to come.
struct DayTexts: ViewPart {
  private let days: [DayRow]
  private let stack: DayStack
  private let estimate: DaysToCome?
  private let money: MoneyText

  init(_ report: Report, _ money: MoneyText) throws {
    self.money = money
    days = report.days
    stack = DayStack(report)
    estimate = try Forecast(report).flatMap(DaysToCome.init)
  }

  var names: TemplateObject {
    [
      "chart_days": DayChart(days: days, stack: stack, estimate: estimate, money: money).tree,
      "day_series": .list(stack.names.map { ["name": .text($0)] }), "day_parts": .list(dayParts),
      "forecast_days": estimate.map(shown) ?? .null, "sparklines": sparklines,
      "mermaid_days": .text(days.map { "\"\($0.date)\"" }.joined(separator: ", ")),
      "mermaid_costs": .text(
        days.map(\.measures.cost.amount.description).joined(separator: ", ")),
    ]
  }

  private func shown(_ estimate: DaysToCome) -> TemplateValue {
    [
      "start": .text(estimate.start.description), "end": .text(estimate.end.description),
      "days": .integer(estimate.amounts.count), "cost": .text(money.figure(estimate.cost)),
      "a_day": .text(money.figure(estimate.mean)),
    ]
  }

  /// The days with usage, as the chart has them.
  private var dayParts: [TemplateValue] {
    zip(days, stack.days).filter { $0.0.measures.requests > 0 }.map { day, parts in
      [
        "date": .text(day.date.description), "requests": .count(day.measures.requests),
        "tokens": .count(day.measures.tokens.total),
        "parts": .list(parts.map { ["cost": .text(text($0))] }),
        "cost": .text(money.cell(day.measures.cost)),
      ]
    }
  }

  private func text(_ part: DayStack.Part) -> String {
    part.cost.hasUnpriced ? money.cell(part.cost) : money.figure(part.cost.amount)
  }

  /// The days' costs by month; days of the first month before the period are null, so that the
  /// months' days stand under each other.
  private var sparklines: TemplateValue {
    var months: [(month: CivilDate, costs: [TemplateValue])] = []
    for day in days {
      let month = day.date.monthStart
      if months.last?.month != month {
        let before = day.date.dayNumber - month.dayNumber
        months.append((month, Array(repeating: .null, count: before)))
      }
      let amount = day.measures.cost.knownAmount
      months[months.count - 1].costs.append(amount.map(TemplateValue.decimal) ?? .null)
    }
    return .list(months.map { ["month": .text($0.month.monthText), "costs": .list($0.costs)] })
  }
}
