package import Metering

/// Tokens by meter; the meters are disjoint, so they add up to the total.
package struct TokenFigures: ReportRow {
  package let counts: TokenCounts
  /// Tokens of meters that have no column of their own.
  package let other: Int

  init(_ counts: TokenCounts, other: Int) {
    self.counts = counts
    self.other = other
  }

  package var total: Int { counts.total + other }

  package static let fields: [Field<TokenFigures>] =
    Meter.tokens.map { meter in
      Field(meter.name, meter.about, in: .tokens) { $0.counts[meter] }
    } + [
      Field("other", "Tokens of meters whose name ends in _tokens.", in: .tokens) { $0.other },
      Field("total", "All tokens.", in: .tokens) { $0.total },
    ]
}

extension Meter {
  /// What the meter counts, as a sentence.
  fileprivate var about: String {
    switch self {
    case .input: "Input tokens, without cached ones."
    case .output: "Output tokens, without reasoning."
    case .cacheRead: "Input tokens read from a cache."
    case .cacheWrite:
      "Input tokens written to a cache for 5 minutes, or for a time that is not said."
    case .cacheWrite1h: "Input tokens written to a cache for an hour."
    case .reasoning: "Tokens of reasoning."
    case .unsplit: "Tokens of which only the total is known."
    }
  }
}
