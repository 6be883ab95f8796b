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
    switch search(backend: backend, model: model).outcome {
    case .none: return .unpriced(.noMatch)
    case .ambiguous: return .unpriced(.ambiguous)
    case .price(let id):
      return resolve(id: id, at: instant) {
        $0.holds(serviceTier: serviceTier, schedules: schedules)
      }
    }
  }

  /// The row that prices a lane, or why there is none.
  package func resolve(_ lane: LaneUsage) -> Resolution {
    if let id = lane.pricedAs {
      return resolve(id: id, at: lane.windowStart) {
        $0.holds(serviceTier: lane.serviceTier, schedules: lane.schedules)
      }
    }
    return resolve(
      backend: lane.backend, model: lane.model, serviceTier: lane.serviceTier,
      at: lane.windowStart, schedules: lane.schedules)
  }

  private func resolve(
    id: String, at instant: Instant, where holds: (PriceCondition) -> Bool
  ) -> Resolution {
    row(of: id, at: instant, where: holds).map(Resolution.priced) ?? .unpriced(.noRowAtDate)
  }

  /// The row of a price that holds at an instant, on a condition: of the last book's entry that has
  /// one; a row with a condition comes before one without.
  package func row(
    of id: String, at instant: Instant, where holds: (PriceCondition) -> Bool
  ) -> PricedRow? {
    for place in index.entries(id: id).reversed() {
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
