import CostModeling
import ExactNumbers
import Metering
import Rendering
import Reporting
import Templating

/// A forecast as an answer: for people a few sentences and two tables, for programs its days.
struct ForecastText {
  let forecast: Forecast

  func text(_ format: DocumentFormat) -> String {
    switch format {
    case .json: JSONRenderer().render(forecast.tree)
    case .csv: days.text(.csv)
    default:
      ([sentences(format), shown(days).text(format)] + pastErrors(format)).joined(separator: "\n")
    }
  }

  private func sentences(_ format: DocumentFormat) -> String {
    let (month, estimate) = (forecast.month, forecast.month.estimate)
    var lines = ["\(estimate.month.monthText): \(money.total(month.amount.tree))"]
    if estimate.method != .actual {
      let (low, high) = month.interval
      lines += [
        "80 % interval: \(money.figure(low))–\(money.figure(high)), "
          + "\(estimate.confidence.rawValue) confidence",
        "To date: \(money.figure(month.toDate)), \(estimate.daysComplete) complete days",
      ]
    }
    lines.append("Method: \(estimate.method.rawValue) (\(estimate.reason.text))")
    lines.append("History from: \(estimate.historyFrom)")
    lines += budget
    return format == .markdown
      ? lines.map { "- \($0)\n" }.joined() : lines.map { "\($0)\n" }.joined()
  }

  private var budget: [String] {
    guard let amount = forecast.budget["amount"]?.number else { return [] }
    let day = forecast.budget["forecast_breach_date"]?.text
    let outcome = day.map { "passed on \($0)" } ?? "not passed in this month"
    return ["Budget: \(money.figure(amount)), \(outcome)"]
  }

  private var days: TableOutput {
    var table = TableOutput(
      columns: ["date", "kind", "amount", "cumulative", "low", "high", "currency"])
    table.rows = forecast.days.map { day in
      [
        .text(day.date.description), .text(day.kind.rawValue), .decimal(day.amount),
        .decimal(day.cumulative), .decimal(day.low), .decimal(day.high), .text(forecast.currency),
      ]
    }
    return table
  }

  /// How the methods did with as many days to go; nothing where the data are too short to say.
  private func pastErrors(_ format: DocumentFormat) -> [String] {
    guard let test = forecast.month.estimate.backTest else {
      return forecast.month.estimate.method == .actual
        ? [] : ["Past errors: the data are too short for trials; the interval is a fixed table's\n"]
    }
    var table = TableOutput(
      columns: ["method", "used", "MAPE %", "WAPE %", "bias %", "coverage %", "skill %"])
    table.rows = forecast.methods.map { method in
      let figures = [
        method.errors.meanPercent, method.errors.weightedPercent, method.errors.biasPercent,
        method.errors.coveragePercent, method.skill,
      ]
      return [.text(method.name.rawValue), .bool(method.isUsed)]
        + figures.map { $0.map { .text($0.text(fractionDigits: 1)) } ?? .text("–") }
    }
    table.figures = Set(table.columns.dropFirst(2))
    let trials = test.seasonal.trials.count
    return [
      "Past errors on these data, \(trials) trials with \(test.horizon) days to go:\n",
      table.text(format),
    ]
  }

  /// Amounts rounded for the eye.
  private func shown(_ table: TableOutput) -> TableOutput {
    var table = table
    table.figures = ["amount", "cumulative", "low", "high"]
    table.rows = table.rows.map { row in
      row.map { value in
        if case .decimal(let amount) = value { .text(money.figure(amount)) } else { value }
      }
    }
    return table
  }

  private var money: MoneyText { MoneyText(currency: forecast.currency) }
}
