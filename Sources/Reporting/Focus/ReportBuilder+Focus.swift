import Charging
import ExactNumbers
import Metering
import PriceBooks

extension ReportBuilder {
  /// The rows of FOCUS, by day, usage before terms, then by the charges' order and the tags.
  func focusTable() throws -> FocusTable {
    let places = try FocusPlaces(
      request.summary, names: request.names, meters: tables.meterNames)
    let shares = FocusShares(costs, lanes: tables.lanes, places: places)
    var rows: [(order: FocusOrder, row: FocusRow)] = []
    for (key, part) in shares.parts
    where part.quantity > .zero || part.list.amount != .zero {
      let place = places.places[key.place]
      let order = FocusOrder(day: place.day, isTerm: false, index: key.charge, place: key.place)
      rows.append((order, try row(costs.charges[key.charge], part, at: place)))
    }
    for (key, amount) in shares.terms where !amount.isZero {
      let place = places.places[key.place]
      var order = FocusOrder(day: place.day, isTerm: true, index: key.term, place: key.place)
      order.names = [key.backend, key.model]
      rows.append((order, row(costs.contract[key.term], key, amount, at: place)))
    }
    return FocusTable(
      currency: request.currency, generator: request.generator,
      generatedAt: request.generatedAt.map(FocusPeriod.text), digest: request.summary.digest.text,
      rows: rows.sorted { $0.order.precedes($1.order) }.map(\.row),
      unpriced: costs.unpriced.map {
        FocusTable.Unpriced(
          backend: $0.backend, model: $0.model, meter: $0.meter, reason: $0.reason.rawValue,
          requests: $0.requests, quantity: $0.quantity)
      })
  }

  private func row(
    _ charge: Charge, _ part: FocusShares.Part, at place: FocusPlaces.Place
  ) throws -> FocusRow {
    let contracted = part.list.amount + part.negotiated.amount
    var row = FocusRow(
      category: .usage, chargePeriod: .day(place.day), billingPeriod: .month(of: place.day),
      tags: place.tags, backend: charge.backend, model: charge.model)
    row.charge = try FocusCharge(charge, part, contracted: contracted)
    row.listCost = part.list.amount
    row.contractedCost = contracted
    row.effectiveCost = contracted
    row.low = part.list.low + part.negotiated.low
    row.high = part.list.high + part.negotiated.high
    return row
  }

  /// A credit pays after the fact; what else stands beside the charges is an adjustment. Both have
  /// no price and no quantity, and by the specification one amount for all four costs.
  private func row(
    _ line: ContractLine, _ key: FocusShares.TermKey, _ amount: FocusShares.Bounded,
    at place: FocusPlaces.Place
  ) -> FocusRow {
    var row = FocusRow(
      category: line.kind == "credit" ? .credit : .adjustment, chargePeriod: .day(place.day),
      billingPeriod: .month(of: place.day), tags: place.tags, backend: key.backend,
      model: key.model)
    row.term = FocusRow.Term(name: line.name, kind: line.kind)
    row.listCost = amount.amount
    row.contractedCost = amount.amount
    row.effectiveCost = amount.amount
    row.low = amount.low
    row.high = amount.high
    return row
  }
}

/// A total order of the rows that does not depend on how they were made.
private struct FocusOrder {
  let day: CivilDate
  let isTerm: Bool
  let index: Int
  let place: Int
  var names: [String] = []

  func precedes(_ other: FocusOrder) -> Bool {
    if day != other.day { return day < other.day }
    if isTerm != other.isTerm { return other.isTerm }
    if index != other.index { return index < other.index }
    for (left, right) in zip(names, other.names) where !left.utf8.elementsEqual(right.utf8) {
      return left.precedesBytewise(right)
    }
    return place < other.place
  }
}

extension FocusShares.Bounded {
  fileprivate var isZero: Bool { amount == .zero && low == .zero && high == .zero }
}

extension FocusCharge {
  fileprivate init(
    _ charge: Charge, _ part: FocusShares.Part, contracted: ExactDecimal
  ) throws {
    let unit = FocusUnit(charge)
    let price = try charge.unitPrice.times(unit.size, dividedBy: charge.per)
    let quantity = try part.quantity.times(.one, dividedBy: unit.size)
    let isList = part.negotiated.amount == .zero
    let listUnitPrice = try charge.exchange.convert(price)
    let unitPrice =
      isList || quantity == .zero
      ? listUnitPrice : try contracted.times(.one, dividedBy: quantity)
    self.init(
      meter: charge.meter, unit: unit, quantity: part.quantity, pricingQuantity: quantity,
      listUnitPrice: listUnitPrice, contractedUnitPrice: unitPrice,
      pricingCurrency: charge.bookCurrency, pricingListUnitPrice: price,
      pricingContractedUnitPrice: isList ? price : try charge.exchange.revert(unitPrice),
      pricingEffectiveCost: try charge.exchange.revert(contracted), book: charge.book,
      priceID: charge.priceID, effectiveFrom: charge.effectiveFrom.map(FocusPeriod.text),
      serviceTier: charge.serviceTier, contextTier: charge.contextTier,
      isAssumed: charge.isAssumed, isRecurring: charge.isFixed)
  }
}

extension FocusPeriod {
  fileprivate static func day(_ day: CivilDate) -> FocusPeriod {
    FocusPeriod(start: midnight(day), end: midnight(day.advanced(by: 1)))
  }

  fileprivate static func month(of day: CivilDate) -> FocusPeriod {
    FocusPeriod(start: midnight(day.monthStart), end: midnight(day.nextMonthStart))
  }

  private static func midnight(_ day: CivilDate) -> String { "\(day)T00:00:00Z" }

  /// A fraction of a second is cut off.
  fileprivate static func text(_ instant: Instant) -> String {
    ZoneOffsets.utc.timestamp(instant).prefix { $0 != "." && $0 != "Z" } + "Z"
  }
}
