package import Metering

/// The row that prices some usage, or why none does.
package enum Resolution: Sendable {
  case priced(PricedRow)
  case unpriced(UnpricedReason)
}

/// A row with the entry and the book that it stands in.
package struct PricedRow: Sendable {
  package let book: PriceBook
  package let entry: PriceEntry
  package let row: PriceRow

  package init(book: PriceBook, entry: PriceEntry, row: PriceRow) {
    self.book = book
    self.entry = entry
    self.row = row
  }
}

extension PriceBooks {
  /// The row that prices usage, or why there is none; `schedules` are the recurring hours that hold.
  package func resolve(
    backend: String, model: String?, serviceTier: String, at instant: Instant,
    schedules: [Schedule] = []
  ) -> Resolution {
    decide(search(backend: backend, model: model), at: instant) {
      $0.holds(serviceTier: serviceTier, schedules: schedules)
    }.resolution
  }

  /// The row that prices a lane, or why there is none.
  package func resolve(_ lane: LaneUsage) -> Resolution {
    if let id = lane.pricedAs {
      let row = row(of: id, at: lane.windowStart) {
        $0.holds(serviceTier: lane.serviceTier, schedules: lane.schedules)
      }
      return row.map(Resolution.priced) ?? .unpriced(.noRowAtDate)
    }
    return resolve(
      backend: lane.backend, model: lane.model, serviceTier: lane.serviceTier,
      at: lane.windowStart, schedules: lane.schedules)
  }

  /// The first row that a search leads to, and the number of the step that decides.
  ///
  /// A name that a later book gives to a price is also a name of an earlier book's price of the same
  /// id: that price holds where the later book has no row, and nothing else goes by the name.
  func decide(
    _ search: NameSearch, at instant: Instant, where holds: (PriceCondition) -> Bool
  ) -> (resolution: Resolution, step: Int) {
    var idsWithoutRow: [String] = []
    var isNamed = false
    for (number, step) in search.steps.enumerated() {
      let ids = step.ids
      for id in ids + (ids.count > 1 ? [] : idsWithoutRow) {
        let row = row(of: id, at: instant, fromBook: step.firstBook, where: holds)
        if let row { return (ids.count > 1 ? .unpriced(.ambiguous) : .priced(row), number) }
      }
      idsWithoutRow += ids
      isNamed = isNamed || !ids.isEmpty
    }
    return (.unpriced(isNamed ? .noRowAtDate : .noMatch), search.steps.count)
  }

  /// The row of a price that holds at an instant, on a condition: of the last book's entry that has
  /// one, from a book on; a row with a condition comes before one without.
  package func row(
    of id: String, at instant: Instant, fromBook first: Int = 0,
    where holds: (PriceCondition) -> Bool
  ) -> PricedRow? {
    for place in index.entries(id: id).reversed() where place.book >= first {
      let entry = index.entry(place)
      let rows = entry.rows.filter { $0.holds(at: instant) && holds($0.condition) }
      if let row = rows.first(where: { !$0.condition.isEmpty }) ?? rows.first {
        return PricedRow(book: books[place.book], entry: entry, row: row)
      }
    }
    return nil
  }

  /// The id of the price that holds for a lane; nil where none does.
  package func priceID(of lane: LaneUsage) -> String? {
    guard case .priced(let row) = resolve(lane) else { return nil }
    return row.entry.id
  }

  /// The currency of the row that prices a lane; USD for what a source itself says that it cost.
  package func currency(of lane: LaneUsage) -> String {
    if lane.origin == .counted, case .priced(let row) = resolve(lane) { return row.book.currency }
    guard lane.origin == .accrued, let id = lane.model,
      let row = row(of: id, at: lane.windowStart, where: \.isEmpty)
    else { return "USD" }
    return row.book.currency
  }
}
