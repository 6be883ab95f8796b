import Charging
package import ExactNumbers
import Metering
import PriceBooks

/// Usage that had a price before a step and has none after it: what it cost is not saved.
package struct LostUsage: Hashable, Sendable {
  package var meter: String
  package var quantity: ExactDecimal
}

/// Usage that a step changed: the same usage as it was priced before, and as it is now.
struct ChangedUsage {
  typealias Part = (lane: Lane, flow: LaneFlow)

  let before: Part
  let after: Part
}

/// Finds what a step takes the price from, lane by lane: that other usage gets one in the same step
/// makes up for nothing.
struct LostPrices {
  let pricing: ScenarioPricing
  let columns: MeasureColumns
  /// What goes from one meter to another is one: of a cache step input and what is read from a cache.
  let merged: Set<String>

  init(_ step: ScenarioStep, _ pricing: ScenarioPricing, _ columns: MeasureColumns) {
    self.pricing = pricing
    self.columns = columns
    if case .cache = step.change {
      merged = Set([Meter.input, .cacheRead].map(\.name))
    } else {
      merged = []
    }
  }

  /// By the bytes of the meters' names.
  func lost(
    _ changed: [ChangedUsage], _ booksBefore: PriceBooks, _ booksAfter: PriceBooks
  ) throws -> [LostUsage] {
    let after = try unpriced(changed.map(\.after), booksAfter)
    guard !after.isEmpty else { return [] }
    let before = try unpriced(changed.map(\.before), booksBefore)
    var lost: [String: ExactDecimal] = [:]
    for (place, quantity) in after {
      let more = quantity - (before[place] ?? .zero)
      if more > .zero { lost[place.meter, default: .zero] += more }
    }
    return lost.map { LostUsage(meter: $0.key, quantity: $0.value) }
      .sorted { $0.meter.precedesBytewise($1.meter) }
  }

  private struct Place: Hashable {
    let index: Int
    let meter: String
  }

  /// What of the period's usage has no price, by its number.
  private func unpriced(
    _ usage: [ChangedUsage.Part], _ books: PriceBooks
  ) throws -> [Place: ExactDecimal] {
    let lanes = usage.map { lane, flow in
      var priced = LaneUsage(lane, boundaries: pricing.plan.boundaries, names: pricing.names)
      columns.fill(&priced, with: flow.sum { $0.part == .period })
      return priced
    }
    var quantities: [Place: ExactDecimal] = [:]
    for usage in try books.price(lanes, currency: pricing.currency).unpriced {
      let meter = merged.contains(usage.meter) ? Meter.input.name : usage.meter
      for part in usage.parts {
        quantities[Place(index: part.lane, meter: meter), default: .zero] += part.quantity
      }
    }
    return quantities
  }
}

extension [ChangedUsage] {
  /// The part of what could be read from a cache that was, from 0 to 1; nil of nothing.
  func hitBefore() -> ExactDecimal? {
    var (input, read) = (ExactDecimal.zero, ExactDecimal.zero)
    for usage in self {
      let sum = usage.before.flow.sum { $0.part == .period }
      input += sum[Meter.input.rawValue]
      read += sum[Meter.cacheRead.rawValue]
    }
    return read.divided(by: input + read)
  }
}
