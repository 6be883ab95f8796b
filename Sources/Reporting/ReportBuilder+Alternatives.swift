import ExactNumbers
import Metering
import Pricing
import Templating

extension ReportBuilder {
  /// Tables that rules may look at and that the report itself does not show.
  func derivedTables() throws -> [(String, [TemplateValue])] {
    [
      ("alternatives", try alternatives()), ("spikes", []), ("cache_opportunities", []),
      ("price_ages", []), ("concentration", []), ("groups", []),
    ]
  }

  /// What a month of a backend's usage would save on the cheapest backend that serves its tools.
  private func alternatives() throws -> [TemplateValue] {
    guard month != nil else { return [] }
    var served = try servedByTool()
    served.sort { name($0.tool).precedesBytewise(name($1.tool)) }
    var savings: [NameID: [NameID: (saving: ExactDecimal, tools: [String])]] = [:]
    for use in served {
      guard let best = try cheapest(for: use, among: served), best.saving > .zero else { continue }
      var sum = savings[use.backend]?[best.backend] ?? (.zero, [])
      sum.saving = sum.saving + best.saving
      sum.tools.append(name(use.tool))
      savings[use.backend, default: [:]][best.backend] = sum
    }
    let rows = savings.flatMap { from, targets in
      targets.map { (name(from), name($0.key), $0.value.saving, $0.value.tools) }
    }
    let sorted = rows.sorted { ($0.0 + "\0" + $0.1).precedesBytewise($1.0 + "\0" + $1.1) }
    return sorted.map { from, to, saving, tools in
      [
        "name": .text("\(from) → \(to)"), "backend": .text(from), "to": .text(to),
        "monthly_saving": .decimal(saving), "tools": .text(tools.joined(separator: ", ")),
      ]
    }
  }

  /// A backend's usage on one tool.
  private struct Use {
    let tool: NameID
    let backend: NameID
    var usage = Measures()
    var lanes: [Int: Measures] = [:]
  }

  private struct Pair: Hashable {
    let backend: NameID
    let tool: NameID
  }

  private func servedByTool() throws -> [Use] {
    let summary = request.summary
    var uses: [Pair: Use] = [:]
    for (key, usage) in zip(summary.cells.keys, summary.cells.measures) {
      let backend = summary.lanes.keys[Int(key.lane)].backend
      let pair = Pair(backend: backend, tool: key.tool)
      var use = uses[pair] ?? Use(tool: key.tool, backend: backend)
      try use.usage.merge(usage)
      try use.lanes[Int(key.lane), default: Measures()].merge(usage)
      uses[pair] = use
    }
    let ordered = uses.values.sorted { name($0.backend).precedesBytewise(name($1.backend)) }
    return ordered
  }

  private func cheapest(
    for use: Use, among all: [Use]
  ) throws -> (backend: NameID, saving: ExactDecimal)? {
    let now = try price(use, as: nil)
    guard now.unpriced.isEmpty, now.list > .zero else { return nil }
    var best: (backend: NameID, costs: CostSummary)?
    for other in all where other.tool == use.tool && other.backend != use.backend {
      guard other.usage.requests >= 10, succeedsAsOften(other.usage, use.usage) else { continue }
      let costs = try price(use, as: name(other.backend))
      guard costs.unpriced.isEmpty else { continue }
      if best.map({ costs.list < $0.costs.list }) ?? true {
        best = (other.backend, costs)
      }
    }
    guard let best, let saving = try perMonth(now, less: best.costs) else { return nil }
    return (best.backend, saving)
  }

  private func succeedsAsOften(_ one: Measures, _ other: Measures) -> Bool {
    Int128(one.successes) * Int128(other.requests) >= Int128(other.successes) * Int128(one.requests)
  }

  private func price(_ use: Use, as backend: String?) throws -> CostSummary {
    let lanes = tables.lanes.enumerated().map { index, lane in
      var lane = lane
      let usage = use.lanes[index]
      lane.requests = usage?.requests ?? 0
      lane.tokens = usage?.tokens ?? TokenCounts()
      lane.otherMeters = (usage?.otherMeters ?? []).map { (name($0.name), $0.quantity) }
      if let backend {
        lane.backend = backend
        lane.model = nil
      }
      return lane
    }
    return try request.books.price(lanes, currency: request.currency)
  }
}
