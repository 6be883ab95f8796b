import ExactNumbers
import Metering
import PriceBooks

/// All costs at list prices that terms of contracts may change, by UTC day, in an order that does not
/// depend on how they were read.
struct CostItems {
  /// A charge of a lane, or a piece of a fixed cost.
  struct Item {
    let target: ContractRun.Target
    let priceID: String
    let meter: String
    let instant: Instant
    let quantity: ExactDecimal
    /// The amount and its two bounds, in the report's currency.
    var amounts: [ExactDecimal]
  }

  /// By the number of the UTC day.
  private(set) var days: [Int: [Item]] = [:]

  init(
    _ books: PriceBooks, _ lanes: [LaneUsage], _ fixed: FixedCosts, currency: String
  ) throws {
    guard !books.terms.isEmpty else { return }
    var days: [Int: [(order: [String], item: Item)]] = [:]
    for (index, lane) in lanes.enumerated()
    where lane.origin == .counted && lane.requests > .zero {
      for charge in LaneCharges(lane, books: books, currency: currency).charges {
        days[lane.utcDay ?? 0, default: []].append(
          (lane.order(charge), try Item(charge, of: lane, index)))
      }
    }
    let edges = Set(books.terms.flatMap(\.term.time.edges)).sorted()
    for (index, piece) in fixed.pieces.enumerated() {
      let exchange = books.exchange(
        from: piece.priced.book.currency, to: currency, at: piece.start)
      for part in try piece.parts(cutAt: edges) {
        guard let amount = try exchange?.convert(part.amount) else { continue }
        let order = ["", piece.priced.entry.id, String(part.start.milliseconds)]
        let item = Item(part: part.start, of: piece, index, amount)
        days[piece.day, default: []].append((order, item))
      }
    }
    self.days = days.mapValues { day in
      day.sorted { $0.order.precedes($1.order) }.map(\.item)
    }
  }
}

extension CostItems.Item {
  fileprivate init(_ charge: LaneCharge, of lane: LaneUsage, _ index: Int) throws {
    let quantity = try charge.quantity
    let rates = [charge.rate, charge.lowest, charge.highest]
    self.init(
      target: .usage(lane: index, measure: charge.measure, meter: charge.meter),
      priceID: charge.priced.entry.id, meter: charge.meter.meterName, instant: lane.windowStart,
      quantity: quantity,
      amounts: try rates.map { try charge.exchange.convert($0.cost(of: quantity)) })
  }

  fileprivate init(
    part start: Instant, of piece: FixedCosts.Piece, _ index: Int, _ amount: ExactDecimal
  ) {
    self.init(
      target: .fixed(piece: index), priceID: piece.priced.entry.id, meter: ReservedMeter.fixed.name,
      instant: start, quantity: .zero, amounts: [amount, amount, amount])
  }
}

extension FixedCosts.Piece {
  /// What accrues before the first of some instants, between each two and after the last: a term
  /// that begins within a day changes only what accrues from then on.
  fileprivate func parts(
    cutAt edges: [Instant]
  ) throws -> [(start: Instant, amount: ExactDecimal)] {
    let cost = priced.row.fixed ?? .zero
    return try spans.flatMap { span in
      let cuts = [span.start] + edges.filter { $0 > span.start && $0 < span.end } + [span.end]
      return try zip(cuts, cuts.dropFirst()).map { start, end in
        (start, try month.accrued(cost, by: end) - month.accrued(cost, by: start))
      }
    }
  }
}

extension LaneUsage {
  fileprivate func order(_ charge: LaneCharge) -> [String] {
    [
      backend, model ?? "", serviceTier, String(windowStart.milliseconds),
      String(contextFloor ?? -1), charge.meter, charge.share?.description ?? "",
      model == nil ? "0" : "1", schedules.map(Self.text).joined(separator: " "), pricedAs ?? "",
    ]
  }

  private static func text(_ schedule: Schedule) -> String {
    let days = (schedule.weekdays ?? []).sorted().map(String.init).joined()
    return "\(schedule.zone.identifier) \(schedule.hoursText ?? "") \(days)"
  }
}
