package import ExactNumbers

/// The usage of one ``Lane`` with its names spelt out: what pricing sees of a summary.
///
/// Its quantities are exact decimals, as a scenario moves shares of usage: 30 % of 7 tokens are 2.1
/// tokens.
package struct LaneUsage: Sendable {
  package var backend: String
  /// nil where the events name no model.
  package var model: String?
  package var serviceTier: String
  /// The first instant of the lane's price window, inside which no price changes;
  /// ``Instant/distantPast`` for the window before the first change.
  package var windowStart: Instant
  /// The smallest context of the lane's class in tokens: no tier of a price begins inside a class.
  /// nil where the requests' contexts are not known.
  package var contextFloor: Int?
  /// The recurring hours, of those that some price names, that its events lie in.
  package var schedules: [Schedule] = []
  /// The UTC day, as days since 1970, where costs depend on it.
  package var utcDay: Int?
  /// The id of the price that a scenario prices it by, whatever its names say.
  package var pricedAs: String?
  package var requests: ExactDecimal
  /// All counts that are not 0: those of ``Meter``, then those of `meters{}` by the bytes of their
  /// names.
  package var quantities: [MeterQuantity]
  package var origin = Lane.Origin.counted
  /// What the source says it cost, in USD.
  package var reportedCost = ExactDecimal.zero
  /// Milliseconds that passed without usage.
  package var idleTime = ExactDecimal.zero

  package init(
    backend: String, model: String?, serviceTier: String, windowStart: Instant, contextFloor: Int?,
    requests: Int, tokens: TokenCounts, otherMeters: [(name: String, quantity: Int)]
  ) {
    self.backend = backend
    self.model = model
    self.serviceTier = serviceTier
    self.windowStart = windowStart
    self.contextFloor = contextFloor
    self.requests = ExactDecimal(requests)
    quantities = Self.quantities(tokens, otherMeters)
  }

  /// A lane of a summary, without usage yet.
  package init(_ lane: Lane, boundaries: PriceBoundaries, names: NameTable) {
    let context = Int(lane.contextClass)
    self.init(
      backend: names[lane.backend], model: lane.model == .none ? nil : names[lane.model],
      serviceTier: names[lane.serviceTier],
      windowStart: lane.window == 0 ? .distantPast : boundaries.instants[Int(lane.window) - 1],
      contextFloor: context < 0 ? nil : context == 0 ? 0 : boundaries.contexts[context - 1],
      requests: 0, tokens: TokenCounts(), otherMeters: [])
    schedules = boundaries.schedules(of: lane)
    utcDay = boundaries.splitsDays ? Int(lane.utcDay) : nil
    pricedAs = lane.pricedAs == .none ? nil : names[lane.pricedAs]
    origin = lane.origin
  }

  /// Sets its quantities to what a summary counted.
  package mutating func setCounts(_ usage: Measures, names: NameTable) {
    requests = ExactDecimal(usage.requests)
    let columns = Meter.allCases.filter { usage.tokens[$0] > 0 }.map { meter in
      MeterQuantity(
        meter: meter.name, quantity: ExactDecimal(usage.tokens[meter]),
        requests: ExactDecimal(usage.meterRequests[meter]))
    }
    let others = usage.otherMeters.filter { $0.quantity > 0 }.map { other in
      MeterQuantity(
        meter: names[other.name], quantity: ExactDecimal(other.quantity), isOther: true,
        requests: ExactDecimal(other.requests))
    }
    quantities = columns + others.sorted { $0.meter.precedesBytewise($1.meter) }
    reportedCost = ExactDecimal(units: usage.reportedCost)
    idleTime = usage.idleTime.exactMilliseconds
  }

  private static func quantities(
    _ tokens: TokenCounts, _ others: [(name: String, quantity: Int)]
  ) -> [MeterQuantity] {
    let columns = Meter.allCases.map { ($0.name, tokens[$0], false) }
    return (columns + others.map { ($0.name, $0.quantity, true) }).filter { $0.1 > 0 }.map {
      MeterQuantity(meter: $0.0, quantity: ExactDecimal($0.1), isOther: $0.2)
    }
  }
}

extension LaneUsage: MeasuredUsage {
  package var tokenTotal: ExactDecimal {
    quantities.reduce(.zero) { $1.isToken ? $0 + $1.quantity : $0 }
  }

  package func column(_ name: String) -> ExactDecimal? {
    quantities.first { !$0.isOther && $0.meter == name }?.quantity
  }

  package func other(_ name: String) -> ExactDecimal? {
    quantities.first { $0.isOther && $0.meter == name }?.quantity
  }
}

/// How much of one meter some usage has.
package struct MeterQuantity: Hashable, Sendable {
  package var meter: String
  package var quantity: ExactDecimal
  /// Whether it is one of `meters{}`: it may have the name of a count with a field of its own.
  package var isOther: Bool
  /// How many requests have it; nil where only all requests of the lane are known.
  package var requests: ExactDecimal?

  package init(
    meter: String, quantity: ExactDecimal, isOther: Bool = false, requests: ExactDecimal? = nil
  ) {
    self.meter = meter
    self.quantity = quantity
    self.isOther = isOther
    self.requests = requests
  }

  /// Whether it counts tokens.
  package var isToken: Bool {
    isOther
      ? MeterDefinition(counted: meter).isToken : Meter(name: meter)?.definition.isToken == true
  }
}
