/// One usage event, as every input format hands it over: names interned, numbers whole.
///
/// An event stands for ``requests`` requests, each with the same outcome and mean duration. Its
/// names are numbers of the ``NameTable`` of the reader that made it.
package struct UsageEvent: Sendable {
  package var timestamp = Instant.epoch
  package var tool = NameID.none
  package var backend = NameID.none
  package var model = NameID.none
  package var routingMethod = NameID.none
  package var serviceTier = NameID.none
  package var session = NameID.none
  /// In units of 1e-9, 0 to 1,000,000,000.
  package var routingConfidence = 0
  /// Microseconds of one request; nil where it is not known.
  package var duration: Int?
  /// Disjoint counts, for all requests together. Either `.unsplit` alone, or a split.
  package var tokens = TokenCounts()
  /// Counts of `meters{}`, sorted by the bytes of the meters' names; mostly empty.
  package var otherMeters: [OtherMeter] = []
  package var requests = 1
  package var isSuccess = true
  package var error: UsageError?
  /// Labels, sorted by the bytes of their names; mostly empty.
  package var labels: [Label] = []
  /// What the source says it cost, in 1e-18 USD; nil where it does not say.
  package var reportedCost: Int128?

  package init() {}

  package struct OtherMeter: Hashable, Sendable {
    package var name: NameID
    package var quantity: Int
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
