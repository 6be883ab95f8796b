/// All usage that one price decides about: what pricing sees of a summary.
///
/// A lane is what a price can depend on: the names, the service tier, the interval between two
/// instants at which some price changes, the recurring hours that some price names, and the context
/// class between two tier boundaries.
package struct LaneUsage: Sendable {
  package var backend: String
  /// nil where the events name no model.
  package var model: String?
  package var serviceTier: String
  /// The first instant of the lane's price window, in milliseconds since 1970; `Int64.min` for the
  /// first. No price in use changes inside a window.
  package var windowStart: Int64
  /// The smallest context of the lane's class in tokens; nil where the requests' contexts are not
  /// known. No tier in use begins inside a class.
  package var contextFloor: Int?
  /// The recurring hours, of those that prices in use name, that all its events lie in.
  package var schedules: [Schedule] = []
  /// The UTC day, as days since 1970, where costs depend on it.
  package var utcDay: Int?
  package var requests: Int
  package var tokens: TokenCounts
  /// Quantities of `meters{}` by name, sorted by the bytes of the names.
  package var otherMeters: [(name: String, quantity: Int)]
  package var origin = Lane.Origin.counted
  /// What the source says it cost, in 1e-18 USD.
  package var reportedCost: Int128 = 0
  /// Milliseconds that passed without usage.
  package var idleTime = 0

  package init(
    backend: String, model: String?, serviceTier: String, windowStart: Int64, contextFloor: Int?,
    requests: Int, tokens: TokenCounts, otherMeters: [(name: String, quantity: Int)]
  ) {
    self.backend = backend
    self.model = model
    self.serviceTier = serviceTier
    self.windowStart = windowStart
    self.contextFloor = contextFloor
    self.requests = requests
    self.tokens = tokens
    self.otherMeters = otherMeters
  }

  /// All its tokens, those of `meters{}` included.
  package var tokenTotal: Int {
    otherMeters.reduce(tokens.total) { sum, meter in
      meter.name.hasSuffix("_tokens") ? sum + meter.quantity : sum
    }
  }
}
