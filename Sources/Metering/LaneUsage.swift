/// All usage that one price decides about: what pricing sees of a summary.
///
/// A lane is what a price can depend on: the names, the service tier, the interval between two
/// instants at which some price changes, and the context class between two tier boundaries.
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
  package var requests: Int
  package var tokens: TokenCounts
  /// Quantities of `meters{}` by name, sorted by the bytes of the names.
  package var otherMeters: [(name: String, quantity: Int)]

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
}

/// Where prices change: what the books in use tell a summary before the first event is read.
package struct PriceBoundaries: Hashable, Sendable {
  /// Instants in milliseconds since 1970, ascending, each once.
  package var instants: [Int64]
  /// The smallest context, in tokens, of each tier, ascending, each once: a tier "above 128000"
  /// gives 128,001, one "at_least 128000" gives 128,000.
  package var contexts: [Int]

  package init(instants: [Int64] = [], contexts: [Int] = []) {
    self.instants = instants
    self.contexts = contexts
  }
}
