import ExactNumbers
import Metering
import Pricing

/// The usage of a backend on one tool, or of a routing method on that backend and tool.
struct ToolUse {
  let tool: NameID
  let backend: NameID
  var method = NameID.none
  var part = UsagePart()

  struct Key: Hashable {
    let tool: NameID
    let backend: NameID
    let method: NameID
  }
}

/// Which backends serve which tools, and how often they succeed.
struct ToolUses {
  /// By backend, each on each of its tools, in the order of the names' bytes.
  let byBackend: [ToolUse]
  /// The same usage, by routing method too.
  let byMethod: [ToolUse]
  private let served: [ToolUse.Key: Measures]

  init(_ summary: UsageSummary, names: NameTable) throws {
    byBackend = try Self.uses(summary, names) { _ in .none }
    byMethod = try Self.uses(summary, names) { $0.method }
    served = Dictionary(
      uniqueKeysWithValues: byBackend.map {
        (ToolUse.Key(tool: $0.tool, backend: $0.backend, method: .none), $0.part.usage)
      })
  }

  private static func uses(
    _ summary: UsageSummary, _ names: NameTable, method: (CellKey) -> NameID
  ) throws -> [ToolUse] {
    var uses: [ToolUse.Key: ToolUse] = [:]
    for (cell, usage) in zip(summary.cells.keys, summary.cells.measures) where usage.requests > 0 {
      let backend = summary.lanes.keys[Int(cell.lane)].backend
      let key = ToolUse.Key(tool: cell.tool, backend: backend, method: method(cell))
      var use =
        uses[key] ?? ToolUse(tool: key.tool, backend: key.backend, method: key.method)
      try use.part.add(usage, lane: Int(cell.lane), day: Int(cell.day))
      uses[key] = use
    }
    func order(_ use: ToolUse) -> [String] {
      [use.tool, use.backend, use.method].map { $0 == .none ? "" : names[$0] }
    }
    return uses.values.map { (order($0), $0) }.sorted { left, right in
      let different = zip(left.0, right.0).first { !$0.utf8.elementsEqual($1.utf8) }
      return different.map { $0.precedesBytewise($1) } ?? false
    }.map(\.1)
  }

  /// The backends that have at least 10 requests on the use's tool and succeed there no less often
  /// than the use's own backend.
  func alternatives(to use: ToolUse) -> [NameID] {
    guard let own = served[ToolUse.Key(tool: use.tool, backend: use.backend, method: .none)]
    else { return [] }
    let others = byBackend.filter { $0.tool == use.tool && $0.backend != use.backend }
    return others.filter { other in
      let usage = other.part.usage
      return usage.requests >= 10
        && Int128(usage.successes) * Int128(own.requests)
          >= Int128(own.successes) * Int128(usage.requests)
    }.map(\.backend)
  }
}

extension ReportBuilder {
  /// A use at list prices now, and on the cheapest backend that succeeds there as often.
  struct Choice {
    let now: CostSummary
    /// nil where nothing else is cheaper.
    let best: (backend: NameID, costs: CostSummary)?
  }

  /// nil where the use is not wholly priced.
  func choice(of use: ToolUse, among uses: ToolUses) throws -> Choice? {
    let now = try price(use.part)
    guard now.unpriced.isEmpty else { return nil }
    var best: (backend: NameID, costs: CostSummary)?
    for backend in now.list > .zero ? uses.alternatives(to: use) : [] {
      let costs = try price(use.part, as: name(backend))
      guard costs.unpriced.isEmpty, costs.list < best?.costs.list ?? now.list else { continue }
      best = (backend, costs)
    }
    return Choice(now: now, best: best)
  }
}
