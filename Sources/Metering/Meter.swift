/// A kind of token that the native record has a field of its own for.
///
/// The meters are disjoint: a cached token is not also an input token, and a reasoning token not
/// also an output token. Any other count, of tokens or not, is a named meter of `meters{}`.
package enum Meter: Int, CaseIterable, Sendable {
  case input
  case output
  case cacheRead
  case cacheWrite
  case cacheWrite1h
  case reasoning
  /// All tokens of a request whose split is not known.
  case unsplit

  /// The name in reports and price books.
  package var name: String {
    switch self {
    case .input: "input"
    case .output: "output"
    case .cacheRead: "cache_read"
    case .cacheWrite: "cache_write"
    case .cacheWrite1h: "cache_write_1h"
    case .reasoning: "reasoning"
    case .unsplit: "unsplit"
    }
  }

  /// Whether its tokens are part of the context that a price's tiers look at.
  package var isInputSide: Bool {
    switch self {
    case .input, .cacheRead, .cacheWrite, .cacheWrite1h: true
    case .output, .reasoning, .unsplit: false
    }
  }
}

/// Counts of tokens by ``Meter``; a fixed-size value, so that a summary's cells hold no references.
package struct TokenCounts: Hashable, Sendable {
  private var counts = InlineArray7()

  package init() {}

  package subscript(meter: Meter) -> Int {
    get { counts[meter.rawValue] }
    set { counts[meter.rawValue] = newValue }
  }

  /// The sum over all meters.
  package var total: Int { counts.sum }

  /// The tokens of the request's input side, cached ones included.
  package var context: Int {
    self[.input] + self[.cacheRead] + self[.cacheWrite] + self[.cacheWrite1h]
  }

  /// Adds another's counts; false, and nothing added, where a sum would not fit.
  package mutating func add(_ other: TokenCounts) -> Bool { counts.add(other.counts) }
}

/// Seven integers side by side.
struct InlineArray7: Hashable, Sendable {
  private var low = SIMD4<Int>.zero
  private var high = SIMD4<Int>.zero

  subscript(index: Int) -> Int {
    get { index < 4 ? low[index] : high[index - 4] }
    set { if index < 4 { low[index] = newValue } else { high[index - 4] = newValue } }
  }

  var sum: Int { low.wrappedSum() &+ high.wrappedSum() }

  mutating func add(_ other: InlineArray7) -> Bool {
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
