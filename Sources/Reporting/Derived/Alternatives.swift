import Charging
import ExactNumbers
import Metering
import Templating

extension ReportBuilder {
  /// What a month of a backend's usage would save on the cheapest backend that serves its tools.
  func alternatives() throws -> [TemplateValue] {
    guard month != nil else { return [] }
    var savings: [Move: (saving: ExactDecimal, tools: [String])] = [:]
    for use in toolUses.byBackend where !toolUses.alternatives(to: use).isEmpty {
      guard let choice = try choice(of: use, among: toolUses), let best = choice.best,
        let now = try perMonth(use.part.byDay(choice.now, meters: tables.meterNames)),
        let then = try perMonth(use.part.byDay(best.costs, meters: tables.meterNames)), now > then
      else { continue }
      let move = Move(from: name(use.backend), to: name(best.backend))
      let sum = savings[move] ?? (.zero, [])
      savings[move] = (sum.saving + now - then, sum.tools + [name(use.tool)])
    }
    let sorted = savings.sorted { $0.key.order.precedesBytewise($1.key.order) }
    return sorted.map { move, sum in
      [
        "name": .text("\(move.from) → \(move.to)"), "backend": .text(move.from),
        "to": .text(move.to), "monthly_saving": .decimal(sum.saving),
        "tools": .text(sum.tools.joined(separator: ", ")),
      ]
    }
  }

  private struct Move: Hashable {
    let from: String
    let to: String
    var order: String { from + "\0" + to }
  }
}
