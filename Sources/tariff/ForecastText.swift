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
    case .json: JSONRenderer().render(forecast)
    case .csv: days.text(.csv)
    default:
      ([sentences(format), shown(days).text(format)] + pastErrors(format)).joined(separator: "\n")
    }
  }

  private func sentences(_ format: DocumentFormat) -> String {
    let (month, estimate) = (forecast.month, forecast.month.estimate)
    var lines = ["\(estimate.month.monthText): \(money.total(month.amount))"]
    if estimate.method != .actual, month.isPriced {
      let (low, high) = month.interval
      lines += [
        "80 % interval: \(money.range(low, high)), "
          + "\(month.confidence.rawValue) confidence",
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
    guard let budget = forecast.budget else { return [] }
    let outcome = budget.breachDay.map { "passed on \($0)" } ?? "not passed in this month"
    return ["Budget: \(money.figure(budget.amount)), \(outcome)"]
  }

  private var days: TableOutput { TableOutput(of: forecast.days, currency: forecast.currency) }

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
