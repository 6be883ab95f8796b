package import ExactNumbers
import Metering

/// A change of one rate of a price, in all its rows: `gemini.input=0.10`, `gemini.web_searches=8/1K`.
package struct RateChange: Sendable {
  /// The price's id, or a name that it prices.
  package var name: String
  package var meter: String
  package var price: ExactDecimal
  /// What the price is for; nil is the row's own unit of the meter, else a million tokens.
  package var per: ExactDecimal?

  /// nil where the text is not `NAME.METER=PRICE` or `NAME.METER=PRICE/UNIT`.
  package init?(parsing text: String) {
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2, let dot = sides[0].lastIndex(of: ".") else { return nil }
    let amounts = sides[1].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let amount = amounts.first, let price = try? ExactDecimal(parsing: amount),
      !price.isNegative
    else { return nil }
    name = String(sides[0][..<dot])
    meter = String(sides[0][sides[0].index(after: dot)...]).meterName
    self.price = price
    let isMeter = meter.utf8.allSatisfy {
      97...122 ~= $0 || 48...57 ~= $0 || $0 == UInt8(ascii: "_")
    }
    guard !name.isEmpty, !meter.isEmpty, isMeter else { return nil }
    if amounts.count == 2 {
      guard let unit = Quantity(parsing: String(amounts[1])), unit.misfit(of: meter) == nil else {
        return nil
      }
      per = unit.amount
    }
  }

  /// A million of what counts tokens, else one.
  private var customaryUnit: ExactDecimal {
    MeterDefinition(priced: meter).isToken ? ExactDecimal(1_000_000) : .one
  }

  fileprivate func apply(to row: inout PriceRow) {
    if meter == ReservedMeter.fixed.name {
      row.fixed = price
      return
    }
    row.rates[meter] = Rate(
      price: price, per: per ?? row.rates[meter]?.per ?? customaryUnit)
    row.fallbacks[meter] = nil
    for index in row.tiers.indices { row.tiers[index].rates[meter] = nil }
  }
}

extension PriceBooks {
  /// The id of the price that a change is about; nil where its name has none.
  package func priceID(of change: RateChange) -> String? {
    if hasPrice(id: change.name) { return change.name }
    let parts = change.name.split(separator: "/", maxSplits: 1).map(String.init)
    var questions = [PriceQuestion(backend: nil, model: change.name, instant: .epoch)]
    if parts.count == 2 {
      questions.insert(PriceQuestion(backend: parts[0], model: parts[1], instant: .epoch), at: 0)
    }
    for question in questions {
      guard let ids = search(question).steps.first(where: { !$0.ids.isEmpty })?.ids else {
        continue
      }
      return ids.count == 1 ? ids[0] : nil
    }
    return nil
  }

  /// The same books with one rate changed in every row of a price, its context tiers included.
  package func changing(_ change: RateChange, ofPrice id: String) -> PriceBooks {
    let holders = Set(index.entries(id: id).map(\.book))
    return PriceBooks(
      books.enumerated().map { number, book in
        // The entries of the other books need not be read.
        guard holders.contains(number) else { return book }
        var book = book
        for index in book.entries.indices where book.entries[index].id == id {
          for row in book.entries[index].rows.indices {
            change.apply(to: &book.entries[index].rows[row])
          }
        }
        return book
      })
  }
}
