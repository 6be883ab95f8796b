import CostModeling
import Metering
import PriceBooks
import Reporting

/// Steps of scenarios that are about none of the usage, with the names that they may have meant.
struct IdleSteps {
  private let steps: [(scenario: String, step: String)]
  private let scenarios: [Scenario]
  private let request: ReportRequest

  init(
    _ steps: [(scenario: String, step: String)], _ scenarios: [Scenario], _ request: ReportRequest
  ) {
    self.steps = steps
    self.scenarios = scenarios
    self.request = request
  }

  var notes: [String] {
    steps.map { idle in
      let scenario = scenarios.first { $0.name == idle.scenario }
      let step = scenario?.steps.first { $0.text == idle.step }
      return "\(idle.scenario): '\(idle.step)' is about none of the usage\(step.map(meant) ?? "")"
    }
  }

  /// What there is in the place of a name that nothing has; nothing where all names are known.
  private func meant(_ step: ScenarioStep) -> String {
    switch step.change {
    case .move(let from, _, _, _): return missing(from, in: backends)
    case .model(let from, _, _, _), .cache(let from, _), .volume(let from, _):
      return missing(from, in: entries.map(\.id))
    case .tier(let from, let to, _):
      let price = missing(from, in: entries.map(\.id))
      return price.isEmpty ? missing(to, in: tiers) : price
    case .prices, .rate: return ""
    }
  }

  private func missing(_ name: String, in known: [String]) -> String {
    let isGlob = name.utf8.contains(UInt8(ascii: "*"))
    guard !isGlob, !known.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else { return "" }
    return UnmatchedNames.known(known, for: name)
  }

  private var entries: [PriceEntry] { request.books.books.flatMap(\.entries) }

  /// The service tiers that some price has a row for.
  private var tiers: [String] {
    entries.flatMap(\.rows).compactMap(\.condition.serviceTier) + ["standard"]
  }

  private var backends: [String] {
    request.summary.lanes.keys.map { request.names.text($0.backend) }
  }
}
