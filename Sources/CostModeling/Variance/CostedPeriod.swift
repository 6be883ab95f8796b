package import ExactNumbers
import Metering

/// What a period cost, as a comparison sees it: sums by backend, model and meter.
package struct CostedPeriod: Sendable {
  /// What is compared with its like. Names are equal where their bytes are.
  package struct Key: Hashable, Comparable, Sendable {
    package let backend: String
    package let model: String
    package let meter: String

    package init(backend: String, model: String, meter: String) {
      self.backend = backend
      self.model = model
      self.meter = meter
    }

    private var parts: [String] { [backend, model, meter] }

    /// The key of what the same backend and model count in another meter.
    func meter(_ meter: String) -> Key { Key(backend: backend, model: model, meter: meter) }

    package static func == (left: Self, right: Self) -> Bool {
      zip(left.parts, right.parts).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
    }

    package func hash(into hasher: inout Hasher) {
      for part in parts {
        for byte in part.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
      }
    }

    package static func < (left: Self, right: Self) -> Bool {
      for (one, other) in zip(left.parts, right.parts) where !one.utf8.elementsEqual(other.utf8) {
        return one.precedesBytewise(other)
      }
      return false
    }
  }

  /// Sums of the charges of one key.
  package struct Sum: Hashable, Sendable {
    package var quantity = ExactDecimal.zero
    package var amount = ExactDecimal.zero
    /// All requests of the backend and model, whatever they count.
    package var requests = 0
    /// Whether some of the quantity rests on an assumed split.
    package var isAssumed = false
    /// Counted units that have no price.
    package var unpriced = ExactDecimal.zero
  }

  /// Usage that has no price.
  package struct Unpriced: Hashable, Sendable {
    package var requests = 0
    package var quantity = ExactDecimal.zero
  }

  package private(set) var sums: [Key: Sum] = [:]
  package private(set) var unpriced: [Key: Unpriced] = [:]
  /// What contract terms change: effective cost less cost at list price.
  package private(set) var contract = ExactDecimal.zero

  package init() {}

  /// The effective cost of what has a price.
  package var total: ExactDecimal { sums.values.reduce(contract) { $0 + $1.amount } }

  package mutating func addCharge(
    _ key: Key, quantity: ExactDecimal, amount: ExactDecimal, requests: Int, isAssumed: Bool
  ) {
    var sum = sums[key] ?? Sum()
    sum.quantity = sum.quantity + quantity
    sum.amount = sum.amount + amount
    sum.requests = requests
    sum.isAssumed = sum.isAssumed || isAssumed
    sums[key] = sum
  }

  package mutating func addContract(_ amount: ExactDecimal) { contract = contract + amount }

  package mutating func addUnpriced(_ key: Key, quantity: ExactDecimal, requests: Int) {
    unpriced[key, default: Unpriced()].quantity += quantity
    unpriced[key, default: Unpriced()].requests += requests
  }

  /// The sum of a key, with what of it has no price.
  func sum(of key: Key) -> Sum? {
    guard var sum = sums[key] else { return nil }
    sum.unpriced = unpriced[key]?.quantity ?? .zero
    return sum
  }

  /// Whether there is usage of the key without a price; tokens without a split would be counted
  /// as the meters of the assumed one.
  func lacksPrice(of key: Key, isAssumed: Bool) -> Bool {
    unpriced[key] != nil || (isAssumed && unpriced[key.meter(Meter.unsplit.name)] != nil)
  }
}
