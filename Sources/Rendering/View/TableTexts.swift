import ExactNumbers
import Metering
import Charging
import Reporting
import Templating

/// The rows of the tables of usage and of errors.
struct TableTexts: ViewPart {
  private let report: Report
  private let money: MoneyText
  private let changes: ChangeTexts

  init(_ report: Report, _ money: MoneyText, _ changes: ChangeTexts) {
    self.report = report
    self.money = money
    self.changes = changes
  }

  var names: TemplateObject {
    [
      "backends": .list(report.backends.sorted { $0.rank < $1.rank }.map(backend)),
      "models": .list(report.models.map { .object(row($0.name, $0.measures, in: .models)) }),
      "tools": .list(report.tools.map { .object(row($0.name, $0.measures, in: .tools)) }),
      "routes": .list(report.routes.map(route)), "days": .list(days), "hours": .list(hours),
      "errors": .list(report.errors.map(error)),
    ]
  }

  private func row(
    _ name: String, _ measures: MeasuresRow, in table: ComparedTable
  ) -> TemplateObject {
    [
      "name": .text(name.shownName), "requests": .count(measures.requests),
      "success": .percent(measures.successPercent), "tokens": .count(measures.tokens.total),
      "mean": .milliseconds(measures.durations.mean),
      "p95": .milliseconds(measures.durations.percentile(95)),
      "cost": .text(money.cell(measures.cost)),
      "change": .text(changes.change(of: name, in: table)),
    ]
  }

  private func backend(_ backend: BackendRow) -> TemplateValue {
    var shown = row(backend.name, backend.measures, in: .backends)
    shown["rank"] = .text(String(backend.rank))
    shown["score"] = .text(backend.score.text(fractionDigits: 1))
    return .object(shown)
  }

  private func route(_ route: RouteRow) -> TemplateValue {
    var shown = row(route.name, route.measures, in: .routes)
    shown["confidence"] = .text(route.confidence.map { $0.text(fractionDigits: 2) } ?? "–")
    return .object(shown)
  }

  private var days: [TemplateValue] {
    let used = report.days.filter { $0.measures.requests > 0 }
    let most = used.map(\.measures.cost.amount).max() ?? .zero
    return used.map { day in
      [
        "date": .text(day.date.description), "requests": .count(day.measures.requests),
        "tokens": .count(day.measures.tokens.total), "cost": .text(money.cell(day.measures.cost)),
        "percent": share(day.measures.cost.amount, of: most),
      ]
    }
  }

  private var hours: [TemplateValue] {
    let most = ExactDecimal(report.hours.map(\.measures.requests).max() ?? 0)
    return report.hours.map { row in
      [
        "hour": .integer(row.hour), "requests": .count(row.measures.requests),
        "percent": share(ExactDecimal(row.measures.requests), of: most),
      ]
    }
  }

  /// 0 to 100, with one digit; what is more than nothing is at least 0.1, so that its bar shows.
  private func share(_ part: ExactDecimal, of whole: ExactDecimal) -> TemplateValue {
    guard part > .zero, let ratio = try? part.times(ExactDecimal(100), dividedBy: whole) else {
      return .decimal(.zero)
    }
    let least = ExactDecimal(units: ExactDecimal.unitsPerOne / 10)
    return .decimal(max(ratio.rounded(to: 1), least))
  }

  private func error(_ row: ErrorRow) -> TemplateValue {
    [
      "type": .text(row.type ?? "–"), "code": .text(row.code ?? "–"), "count": .count(row.count),
      "first": .text(row.firstSeen.text), "last": .text(row.lastSeen.text),
      "message": .text(row.messages.first?.text ?? "–"), "cost": .text(money.cell(row.cost)),
    ]
  }
}
