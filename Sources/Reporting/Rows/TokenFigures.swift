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
      Field(meter.name, meter.definition.about, in: .tokens) { $0.counts[meter] }
    } + [
      Field("other", "Tokens of meters whose name ends in _tokens.", in: .tokens) { $0.other },
      Field("total", "All tokens.", in: .tokens) { $0.total },
    ]
}
