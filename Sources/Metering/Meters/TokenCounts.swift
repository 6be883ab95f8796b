/// Counts by ``Meter``: a value of fixed size, so that a summary's cells hold no references.
package struct TokenCounts: Hashable, Sendable {
  private var counts = EightCounts()

  package init() {}

  package subscript(meter: Meter) -> Int {
    get { counts[meter.rawValue] }
    set { counts[meter.rawValue] = newValue }
  }

  /// All tokens.
  package var total: Int { counts.sum(of: Self.tokens) }

  /// The tokens of the request's input side, cached ones included.
  package var context: Int { counts.sum(of: Self.context) }

  /// A number for each meter that is counted, 0 for the others: requests by what they have.
  func counted(times number: Int) -> TokenCounts {
    var requests = TokenCounts()
    requests.counts = counts.positive(as: number)
    return requests
  }

  /// Adds another's counts; false, and nothing added, where a sum would not fit.
  package mutating func add(_ other: TokenCounts) -> Bool { counts.add(other.counts) }

  private static let tokens = EightCounts.Mask(\.isToken)
  private static let context = EightCounts.Mask(\.isContext)
}

/// Eight integers side by side, by the raw value of ``Meter``.
struct EightCounts: Hashable, Sendable {
  private var low = SIMD4<Int>.zero
  private var high = SIMD4<Int>.zero

  /// Which of them count: all bits of those that do, none of the others.
  struct Mask: Sendable {
    fileprivate var low = SIMD4<Int>.zero
    fileprivate var high = SIMD4<Int>.zero

    init(_ counts: (MeterDefinition) -> Bool) {
      for meter in Meter.allCases where counts(meter.definition) {
        let place = meter.rawValue
        if place < 4 { low[place] = -1 } else { high[place - 4] = -1 }
      }
    }
  }

  subscript(index: Int) -> Int {
    get { index < 4 ? low[index] : high[index - 4] }
    set { if index < 4 { low[index] = newValue } else { high[index - 4] = newValue } }
  }

  func sum(of mask: Mask) -> Int {
    (low & mask.low).wrappedSum() &+ (high & mask.high).wrappedSum()
  }

  /// A number in each place that is above 0.
  func positive(as number: Int) -> EightCounts {
    var places = EightCounts()
    places.low.replace(with: number, where: low .> 0)
    places.high.replace(with: number, where: high .> 0)
    return places
  }

  mutating func add(_ other: EightCounts) -> Bool {
    let newLow = low &+ other.low
    let newHigh = high &+ other.high
    // Counts are never negative, so a sum that wrapped is.
    guard newLow.min() >= 0, newHigh.min() >= 0 else { return false }
    let total = newLow.wrappedSum() &+ newHigh.wrappedSum()
    guard total >= 0, newLow.max() < Int.max / 8, newHigh.max() < Int.max / 8 else { return false }
    low = newLow
    high = newHigh
    return true
  }
}
