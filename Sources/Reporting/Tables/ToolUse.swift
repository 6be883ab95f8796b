import Charging
import ExactNumbers
import Metering

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
  /// By tool, in the order of the backends' names.
  private let served: [NameID: [Service]]

  /// How often a backend succeeds on a tool.
  private struct Service {
    let backend: NameID
    let requests: Int
    let successes: Int

    /// Fractions are compared by their cross products.
    func succeedsAsOften(as other: Service) -> Bool {
      Int128(successes) * Int128(other.requests) >= Int128(other.successes) * Int128(requests)
    }
  }

  init(_ summary: UsageSummary, names: NameTable) throws {
    byBackend = try Self.uses(summary, names) { _ in .none }
    byMethod = try Self.uses(summary, names) { $0.method }
    let services = byBackend.map { use in
      let usage = use.part.usage
      return (
        use.tool,
        [Service(backend: use.backend, requests: usage.requests, successes: usage.successes)]
      )
    }
    served = Dictionary(services, uniquingKeysWith: +)
  }

  private static func uses(
    _ summary: UsageSummary, _ names: NameTable, method: (CellKey) -> NameID
  ) throws -> [ToolUse] {
    var uses: [ToolUse.Key: ToolUse] = [:]
    for (cell, usage) in zip(summary.cells.keys, summary.cells.measures) where usage.requests > 0 {
      let backend = summary.lanes.keys[Int(cell.lane)].backend
      let key = ToolUse.Key(tool: cell.tool, backend: backend, method: method(cell))
      // In place: a use taken out of the dictionary would be copied, with all its days.
      try uses[key, default: ToolUse(tool: key.tool, backend: key.backend, method: key.method)]
        .part.add(usage, lane: Int(cell.lane), day: Int(cell.day))
    }
    func order(_ use: ToolUse) -> [String] {
      [use.tool, use.backend, use.method].map { $0 == .none ? "" : names[$0] }
    }
    // Only places are moved while sorting: a use holds tables.
    let found = Array(uses.values)
    let texts = found.map(order)
    return found.indices.sorted { texts[$0].precedes(texts[$1]) }.map { found[$0] }
  }

  /// The backends that have at least 10 requests on the use's tool and succeed there no less often
  /// than the use's own backend.
  func alternatives(to use: ToolUse) -> [NameID] {
    let services = served[use.tool] ?? []
    guard let own = services.first(where: { $0.backend == use.backend }) else { return [] }
    return services.filter {
      $0.backend != own.backend && $0.requests >= 10 && $0.succeedsAsOften(as: own)
    }.map(\.backend)
  }
}

extension PricedUsage {
  /// A use at list prices now, and on the cheapest backend that succeeds there as often.
  struct Choice {
    let now: CostSummary
    /// nil where nothing else is cheaper.
    let best: (backend: NameID, costs: CostSummary)?
  }

  /// nil where the use is not wholly priced.
  func choice(of use: ToolUse) throws -> Choice? {
    let now = try price(use.part)
    guard now.unpriced.isEmpty else { return nil }
    var best: (backend: NameID, costs: CostSummary)?
    for backend in now.list > .zero ? toolUses.alternatives(to: use) : [] {
      let costs = try price(use.part, as: name(backend))
      guard costs.unpriced.isEmpty, costs.list < best?.costs.list ?? now.list else { continue }
      best = (backend, costs)
    }
    return Choice(now: now, best: best)
  }
}
