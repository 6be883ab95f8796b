import Charging
package import ConfigurationText
package import ExactNumbers
package import Metering
package import PriceBooks

/// What would be different: steps, applied in order, each a line of the waterfall.
package struct Scenario: Sendable {
  package var name: String
  package var steps: [ScenarioStep]

  package init(name: String, steps: [ScenarioStep]) {
    self.name = name
    self.steps = steps
  }
}

/// One change of prices or of usage.
package struct ScenarioStep: Sendable {
  package var change: Change
  /// What else must hold for the usage that it changes; all of them.
  package var conditions: [DimensionCondition]
  /// What it says, for people.
  package var text: String
  /// Where it stands, for errors that show only once all books are known.
  package var node: ConfigurationNode?

  package init(
    _ change: Change, conditions: [DimensionCondition] = [], text: String,
    node: ConfigurationNode? = nil
  ) {
    self.change = change
    self.conditions = conditions
    self.text = text
    self.node = node
  }

  package enum Change: Sendable {
    /// A book over the books in use.
    case prices(PriceBook)
    /// One rate of one price, everywhere.
    case rate(RateChange)
    /// A share of a backend's usage goes to another backend.
    case move(from: String, to: String, model: String?, share: ExactDecimal)
    /// A share of what some prices price is priced as another, its tokens scaled by meter.
    case model(from: String, to: String, share: ExactDecimal, scales: [MeterScale])
    /// So much of what could be read from a cache is.
    case cache(of: String, hit: ExactDecimal)
    /// A share of what is not in the service tier yet goes there.
    case tier(of: String, to: String, share: ExactDecimal)
    /// All measures of some usage become so many times as much.
    case volume(of: String, factor: ExactDecimal)
  }

  /// The book that it puts over the others, if it does.
  package var book: PriceBook? {
    if case .prices(let book) = change { book } else { nil }
  }
}

extension ScenarioStep.Change {
  /// Whether usage goes from one backend, price or tier to another.
  var sendsUsageElsewhere: Bool {
    switch self {
    case .move, .model, .tier: true
    case .prices, .rate, .cache, .volume: false
    }
  }
}

/// So many times as much of a meter.
package struct MeterScale: Hashable, Sendable {
  package var meter: String
  package var factor: ExactDecimal

  package init(meter: String, factor: ExactDecimal) {
    self.meter = meter
    self.factor = factor
  }
}

extension DimensionCondition {
  /// Whether it is about what a scenario changes, and so is asked of its usage, not of the events.
  package var isAboutLanes: Bool {
    switch dimension {
    case .backend, .model, .serviceTier: true
    default: false
    }
  }
}

extension [Scenario] {
  /// What the plan must ask of the events, each condition once.
  package var eventConditions: [DimensionCondition] {
    var conditions: [DimensionCondition] = []
    for condition in flatMap(\.steps).flatMap(\.conditions)
    where !condition.isAboutLanes && !conditions.contains(condition) {
      conditions.append(condition)
    }
    return conditions
  }

  /// Whether some step sets a cost of the month, which no book in use need have.
  package var setFixedCosts: Bool {
    flatMap(\.steps).contains { step in
      if case .rate(let change) = step.change {
        change.meter == ReservedMeter.fixed.name
      } else {
        false
      }
    }
  }

  /// The books that some step puts over those in use.
  package var books: [PriceBook] { flatMap(\.steps).compactMap(\.book) }
}
