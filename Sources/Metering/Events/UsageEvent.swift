/// One usage event, as every input format hands it over: its names as numbers, its counts whole.
///
/// Mostly it is one request. Where a source has only sums, it stands for ``requests`` of them, all
/// with one outcome and with their mean duration. Its names are numbers of the ``NameTable`` of the
/// reader that made it.
package struct UsageEvent: Sendable {
  package var timestamp = Instant.epoch
  package var tool = NameID.none
  package var backend = NameID.none
  package var model = NameID.none
  package var routingMethod = NameID.none
  package var serviceTier = NameID.none
  package var session = NameID.none
  /// How sure the router was, in units of 1e-9: 0 to 1,000,000,000.
  package var routingConfidence: Int?
  /// Microseconds of one request; nil where it is not known.
  package var duration: Int?
  /// The counts that have columns, for all requests together: ``Meter/unsplit`` alone or, where
  /// it is known which tokens they are, all others.
  package var tokens = TokenCounts()
  /// All other counts, those of `meters{}`, sorted by the bytes of their names; mostly empty.
  package var otherMeters: [OtherMeter] = []
  package var requests = 1
  package var context = Context.counted
  package var isSuccess = true
  package var error: UsageError?
  /// Labels, sorted by the bytes of their names; mostly empty.
  package var labels: [Label] = []
  /// What the source says it cost, in 1e-18 USD; nil where it does not say.
  package var reportedCost: Int128?

  package init() {}

  /// What is known of the context of each request, on which the tiers of prices depend.
  package enum Context: Hashable, Sendable {
    /// Of one request it is what its counts say; of several it is not known.
    case counted
    /// The event is a sum over requests of which nobody says how large each was.
    case unknown
    /// So many tokens, as far as tiers are concerned.
    case stated(Int)
  }

  package struct OtherMeter: Hashable, Sendable {
    package var name: NameID
    package var quantity: Int
    /// Requests that have it; known in sums alone.
    package var requests = 0

    package init(name: NameID, quantity: Int) {
      self.name = name
      self.quantity = quantity
    }
  }

  package struct Label: Hashable, Sendable {
    package var name: NameID
    package var value: NameID
    package init(name: NameID, value: NameID) {
      self.name = name
      self.value = value
    }
  }

  /// An error object; a part of it that is absent is ``NameID/none``.
  package struct UsageError: Hashable, Sendable {
    package var type = NameID.none
    package var code = NameID.none
    package var message = NameID.none
    package init() {}
  }
}
