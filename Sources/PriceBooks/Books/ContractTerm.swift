package import ExactNumbers
package import Metering

/// A negotiated term of a contract, applied to list cost over a calendar month (UTC).
package struct ContractTerm: Sendable {
  package var name: String
  package var kind: Kind
  /// The ids of prices that it applies to; empty for all.
  package var patterns: [NamePattern] = []
  /// The meter that it applies to; nil is every meter.
  package var meter: String?
  /// When it is in force.
  package var time = TimeRange.always
  package var place = TextPlace()
  /// What it says of its meter's unit, while its book is read.
  var units: [MeterUnit] = []

  package enum Kind: Sendable {
    /// A part of the cost, 0.12 for 12 %.
    case discount(ExactDecimal)
    /// An amount a month that pays for usage first.
    case credit(ExactDecimal)
    /// Units of the term's meter a month that cost nothing.
    case free(ExactDecimal)
    /// An amount a month that is paid at least.
    case commitment(ExactDecimal)
    /// What is above a step of the month's usage costs that step's price.
    case graduated([VolumeStep])
    /// The month's usage reaches a step, and all of it costs that step's price.
    case volume([VolumeStep])

    package var name: String {
      switch self {
      case .discount: "discount"
      case .credit: "credit"
      case .free: "free"
      case .commitment: "commitment"
      case .graduated: "graduated"
      case .volume: "volume"
      }
    }

    /// Whether it changes the contracted price, rather than how the contracted cost is paid.
    package var isNegotiatedPrice: Bool {
      switch self {
      case .discount, .free, .graduated, .volume: true
      case .credit, .commitment: false
      }
    }
  }

  package init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  package func holds(at instant: Instant) -> Bool { time.contains(instant) }

  package func applies(to priceID: String) -> Bool {
    patterns.isEmpty || patterns.contains { $0.matches(priceID) }
  }
}

/// A price from so much of a month's usage on.
package struct VolumeStep: Hashable, Sendable {
  /// Units of the term's meter or, where it names none, money at the price before this term.
  package var above: ExactDecimal
  package var price: Price

  package enum Price: Hashable, Sendable {
    case discount(ExactDecimal)
    case rate(Rate)
  }
}
