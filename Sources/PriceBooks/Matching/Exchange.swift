package import ExactNumbers
package import Metering

/// What one unit of a currency is in another: `multiplier ÷ divisor`.
package struct Exchange: Hashable, Sendable {
  let multiplier: ExactDecimal
  let divisor: ExactDecimal

  package static let same = Exchange(multiplier: .one, divisor: .one)

  package func convert(_ amount: ExactDecimal) throws -> ExactDecimal {
    try amount.times(multiplier, dividedBy: divisor)
  }

  /// From the target back to the source.
  package func revert(_ amount: ExactDecimal) throws -> ExactDecimal {
    try amount.times(divisor, dividedBy: multiplier)
  }
}

extension PriceBooks {
  /// What one unit of a currency is in another at an instant; nil where no book says.
  ///
  /// A book that holds the rates of both currencies joins them; a later book comes first.
  package func exchange(
    from source: String, to target: String, at instant: Instant
  ) -> Exchange? {
    if source == target { return .same }
    for book in books.reversed() {
      func rate(_ currency: String) -> ExactDecimal? {
        if book.currency == currency { return .one }
        return book.exchange[currency]?.last { $0.from <= instant }?.rate
      }
      if let multiplier = rate(source), let divisor = rate(target) {
        return Exchange(multiplier: multiplier, divisor: divisor)
      }
    }
    return nil
  }
}
