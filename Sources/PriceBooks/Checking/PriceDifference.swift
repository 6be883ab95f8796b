package import ExactNumbers
import Metering

/// The difference of two books, rate by rate.
package struct PriceDifference: Sendable {
  package enum Change: String, Sendable {
    case added
    case removed
    case changed
  }

  /// The place of a rate in a book: what prices it, from when, and on which condition.
  package struct Row: Sendable {
    package let change: Change
    package let id: String
    /// As a book writes it; empty for always.
    package let from: String
    /// Conditions and context, as a book writes them; empty for none.
    package let when: String
    package let meter: String
    package let before: Rate?
    package let after: Rate?

    /// Of the price for one unit; nil where there is no price before, or it was 0.
    package var percent: ExactDecimal? {
      guard let before, let after, before.price > .zero,
        let new = try? after.price.times(before.per, dividedBy: after.per)
      else { return nil }
      let difference = ExactDecimal(units: (new - before.price).units * 100)
      return difference.divided(by: before.price, digits: 6)
    }
  }

  package let rows: [Row]

  package init(from old: PriceBook, to new: PriceBook) {
    let before = Self.rates(old)
    let after = Self.rates(new)
    let keys = Set(before.keys).union(after.keys).sorted { $0.parts.precedes($1.parts) }
    rows = keys.compactMap { key in
      let (one, other) = (before[key], after[key])
      guard one != other else { return nil }
      let change: Change = one == nil ? .added : other == nil ? .removed : .changed
      return Row(
        change: change, id: key.parts[0], from: key.parts[1], when: key.parts[2],
        meter: key.parts[3], before: one, after: other)
    }
  }

  private struct Key: Hashable {
    let parts: [String]
  }

  private static func rates(_ book: PriceBook) -> [Key: Rate] {
    var rates: [Key: Rate] = [:]
    for entry in book.entries {
      for row in entry.rows {
        let from = row.from?.dateOrTimestamp ?? ""
        func add(_ meter: String, _ rate: Rate, context: Int?) {
          var when = row.condition.fields
          if let context { when.append("context: \(context - 1)") }
          rates[Key(parts: [entry.id, from, when.joined(separator: ", "), meter])] = rate
        }
        for (meter, rate) in row.rates { add(meter, rate, context: nil) }
        for tier in row.tiers {
          for (meter, rate) in tier.rates { add(meter, rate, context: tier.minimum) }
        }
        if let fixed = row.fixed {
          add(ReservedMeter.fixed.name, Rate(price: fixed, per: .one), context: nil)
        }
      }
    }
    return rates
  }
}
