import ExactNumbers
import Metering

/// Prices usage event by event and contract terms day by day, as slowly and plainly as it can be
/// said: what the summary's prices are compared with. It shares no code with the program's pricing
/// but exact numbers and dates.
struct NaiveCosts {
  let books: [LawBook]
  let currency: String

  /// A quantity of one event with its price.
  struct Item {
    var event: LawEvent
    var meter: String
    var quantity: ExactDecimal
    var id: String
    var book: String
    var from: Int64?
    var tier: Int?
    /// At list price, its low and its high bound.
    var amounts: [ExactDecimal]
    /// In the book's currency.
    var listAmount: ExactDecimal
  }

  private(set) var items: [Item] = []
  /// `backend/model/meter/reason` with quantities.
  private(set) var unpriced: [String: Int] = [:]
  /// Contract lines by name: the amount and its bounds.
  private(set) var terms: [String: [ExactDecimal]] = [:]
  /// By UTC day, after terms.
  private(set) var days: [Int64: ExactDecimal] = [:]
  private(set) var fixed = ExactDecimal.zero

  static let day: Int64 = 86_400_000

  init(
    _ books: [LawBook], _ events: [LawEvent], currency: String, from start: Int64, to end: Int64
  ) throws {
    self.books = books
    self.currency = currency
    var served: [String: [LawEvent]] = [:]
    for event in events { try price(event, &served) }
    var byDay: [Int64: [Item]] = [:]
    for item in items { byDay[floor(item.event.time), default: []].append(item) }
    // Terms see the whole month, of which the days asked for are shown.
    let (first, last) = (Self.month(start).start, Self.month(end - 1).end)
    try addFixed(from: first, to: last, &byDay)
    try apply(&byDay, from: first, to: last, shown: start..<end)
    for (day, items) in byDay {
      days[day] = items.reduce(days[day] ?? .zero) { $0 + $1.amounts[0] }
    }
  }

  private func floor(_ time: Int64) -> Int64 { time / Self.day * Self.day }

  private static func number(_ text: String) throws -> ExactDecimal {
    try ExactDecimal(parsing: text)
  }
}

extension NaiveCosts {
  private func holds(_ row: LawBook.Row, _ time: Int64, tier: String) -> Bool {
    guard time >= row.from ?? .min, time < row.until ?? .max else { return false }
    if let wanted = row.serviceTier, wanted != tier { return false }
    let minute = Int(time / 60_000 % 1440)
    if let days = row.weekdays, !days.contains(Int((time / Self.day + 3) % 7)) { return false }
    guard let hours = row.hours else { return true }
    return hours.start < hours.end
      ? hours.start <= minute && minute < hours.end : minute >= hours.start || minute < hours.end
  }

  /// A row without `until` ends where the next one of its condition begins.
  private func rows(_ entry: LawBook.Entry) -> [LawBook.Row] {
    entry.rows.map { row in
      var row = row
      if row.until == nil, !row.isConditional {
        row.until = entry.rows.filter { !$0.isConditional }.compactMap(\.from)
          .filter { $0 > row.from ?? .min }.min()
      }
      return row
    }
  }

  private func row(
    _ id: String, _ time: Int64, tier: String, plain: Bool = false
  ) -> (LawBook, LawBook.Row)? {
    for book in books.reversed() {
      guard let entry = book.entries.first(where: { $0.id == id }) else { continue }
      let held = rows(entry).filter { holds($0, time, tier: tier) && !(plain && $0.isConditional) }
      if let row = held.first(where: \.isConditional) ?? held.first { return (book, row) }
    }
    return nil
  }

  private func exchanged(_ amount: ExactDecimal, at time: Int64) throws -> ExactDecimal {
    guard currency == "EUR" else { return amount }
    let rate = books[0].exchange.last { $0.from <= time }?.rate ?? "1.25"
    return try amount.times(.one, dividedBy: Self.number(rate))
  }

  private func rate(
    _ meter: String, _ row: LawBook.Row, inTier: Bool
  ) -> (price: String, per: Int)? {
    if inTier, let rate = row.aboveRates[meter] { return rate }
    if let rate = row.rates[meter] { return rate }
    if meter == "cache_read", row.hasFallback { return self.rate("input", row, inTier: inTier) }
    return meter == "reasoning" ? self.rate("output", row, inTier: inTier) : nil
  }

  private func cost(
    _ quantity: ExactDecimal, _ rate: (price: String, per: Int)
  ) throws -> ExactDecimal {
    try quantity.times(Self.number(rate.price), dividedBy: ExactDecimal(rate.per))
  }

  private mutating func refuse(_ event: LawEvent, _ meter: String, _ count: Int, _ why: String) {
    unpriced["\(event.backend)/\(event.model)/\(meter)/\(why)", default: 0] += count
  }

  private mutating func price(
    _ event: LawEvent, _ served: inout [String: [LawEvent]]
  ) throws {
    let id = String(event.model.suffix(1))
    guard books.contains(where: { $0.entries.contains { $0.id == id } }) else {
      for (meter, count) in event.counts { refuse(event, meter, count, "no_match") }
      return
    }
    guard let (book, row) = row(id, event.time, tier: event.serviceTier) else {
      for (meter, count) in event.counts { refuse(event, meter, count, "no_row_at_date") }
      return
    }
    if row.fixed != nil { return }
    let isKnown = event.requests == 1 && event.counts["unsplit"] == nil
    let context = ["input", "cache_read", "cache_write", "input_audio"].reduce(0) {
      $0 + (event.counts[$1] ?? 0)
    }
    let inTier = isKnown && row.above.map { context > $0 } == true
    var counts = event.counts
    if row.rates["requests"] != nil { counts["requests"] = event.requests }
    for (meter, count) in counts {
      func add(
        _ meter: String, _ quantity: ExactDecimal, _ rates: [(price: String, per: Int)]
      ) throws {
        let list = try rates.map { try cost(quantity, $0) }
        let bounds = [list[0], list.min() ?? list[0], list.max() ?? list[0]]
        items.append(
          Item(
            event: event, meter: meter, quantity: quantity, id: id, book: book.name,
            from: row.from, tier: inTier ? row.above.map { $0 + 1 } : nil,
            amounts: try bounds.map { try exchanged($0, at: event.time) }, listAmount: list[0]))
      }
      if meter == "unsplit" {
        let all = [row.rates, row.aboveRates].flatMap { $0 }
        let tokens = all.filter { $0.key != "web_searches" && $0.key != "requests" }.map(\.value)
        for (part, share) in [("input", "0.3"), ("output", "0.7")] {
          guard let rate = row.rates[part] else { continue }
          let quantity = try ExactDecimal(count).times(Self.number(share))
          try add(part, quantity, [rate] + tokens)
        }
      } else if let rate = rate(meter, row, inTier: inTier) {
        let other = isKnown || row.above == nil ? nil : self.rate(meter, row, inTier: true)
        try add(meter, ExactDecimal(count), [rate] + (other.map { [$0] } ?? []))
      } else {
        refuse(event, meter, count, "no_rate")
      }
    }
  }
}

extension NaiveCosts {
  private static func month(_ time: Int64) -> (start: Int64, end: Int64) {
    let date = CivilDate(dayNumber: Int(time / day))
    return (
      Int64(date.monthStart.dayNumber) * day, Int64(date.nextMonthStart.dayNumber) * day
    )
  }

  /// A cost of the month accrues each millisecond that its row holds.
  private mutating func addFixed(
    from start: Int64, to end: Int64, _ byDay: inout [Int64: [Item]]
  ) throws {
    for id in ["a", "b", "c", "d"] {
      var cuts: Set<Int64> = Set(stride(from: start, through: end, by: Int(Self.day)))
      for book in books {
        for entry in book.entries where entry.id == id {
          cuts.formUnion(rows(entry).flatMap { [$0.from, $0.until].compactMap(\.self) })
        }
      }
      cuts.formUnion(books.flatMap(\.terms).flatMap { [$0.from, $0.until].compactMap(\.self) })
      let edges = cuts.filter { $0 >= start && $0 <= end }.sorted()
      for (from, until) in zip(edges, edges.dropFirst()) {
        guard let (book, row) = row(id, from, tier: "", plain: true), let cost = row.fixed else {
          continue
        }
        let month = Self.month(from)
        let share = try ExactDecimal(cost).times(
          ExactDecimal(Int(until - from)), dividedBy: ExactDecimal(Int(month.end - month.start)))
        let amount = try exchanged(share, at: from)
        fixed = fixed + amount
        var event = LawEvent()
        event.time = from
        byDay[floor(from), default: []].append(
          Item(
            event: event, meter: "fixed", quantity: .zero, id: id, book: book.name, from: row.from,
            tier: nil, amounts: [amount, amount, amount], listAmount: share))
      }
    }
  }

  /// What a term has counted in its month.
  private struct State {
    var used = ExactDecimal.zero
    var spent = ExactDecimal.zero
    var committed = ExactDecimal.zero
    var paid = ExactDecimal.zero
    /// What the whole month counts.
    var ofMonth = ExactDecimal.zero
  }

  private mutating func apply(
    _ byDay: inout [Int64: [Item]], from start: Int64, to end: Int64, shown: Range<Int64>
  ) throws {
    for term in books.flatMap(\.terms) {
      terms[term.name] = [.zero, .zero, .zero]
      for bound in 0..<3 {
        var state = State()
        for day in stride(from: start, to: end, by: Int(Self.day)) {
          if day == Self.month(day).start {
            state = State()
            let month = stride(from: day, to: min(end, Self.month(day).end), by: Int(Self.day))
            for day in month {
              let items = (byDay[day] ?? []).filter { applies(term, to: $0) }
              state.ofMonth = state.ofMonth + (try counted(term, items, bound, day))
            }
          }
          var items = byDay[day] ?? []
          let matching = items.indices.filter { applies(term, to: items[$0]) }
          let (change, beside) = try self.change(
            term, matching.map { items[$0].amounts[bound] }, matching.map { items[$0].quantity },
            day, &state)
          for (index, change) in zip(matching, change) {
            items[index].amounts[bound] = items[index].amounts[bound] + change
          }
          byDay[day] = items
          guard shown.contains(day) else { continue }
          let before = terms[term.name]?[bound] ?? .zero
          terms[term.name]?[bound] = before + change.reduce(beside, +)
          if bound == 0 { days[day] = (days[day] ?? .zero) + beside }
        }
      }
    }
  }

  private func applies(_ term: LawBook.Term, to item: Item) -> Bool {
    item.event.time >= term.from ?? .min && item.event.time < term.until ?? .max
      && (term.ids.isEmpty || term.ids.contains(item.id))
      && (term.meter == nil || term.meter == item.meter)
  }

  /// Units of the term's meter, or money in the book's currency.
  private func counted(
    _ term: LawBook.Term, _ items: [Item], _ bound: Int, _ day: Int64
  ) throws -> ExactDecimal {
    if term.meter != nil { return items.reduce(.zero) { $0 + $1.quantity } }
    let rate = try exchanged(.one, at: day)
    return try items.reduce(.zero) { $0 + $1.amounts[bound] }.times(.one, dividedBy: rate)
  }

  private func change(
    _ term: LawBook.Term, _ amounts: [ExactDecimal], _ quantities: [ExactDecimal], _ day: Int64,
    _ state: inout State
  ) throws -> ([ExactDecimal], ExactDecimal) {
    let total = amounts.reduce(.zero, +)
    let quantity = quantities.reduce(.zero, +)
    /// The same part of each amount.
    func all(_ change: ExactDecimal, of whole: ExactDecimal) throws -> [ExactDecimal] {
      guard whole != .zero else { return amounts.map { _ in .zero } }
      return try amounts.map { try $0.times(change, dividedBy: whole) }
    }
    /// Of the book's currency.
    func money(_ amount: Int) throws -> ExactDecimal {
      try exchanged(ExactDecimal(amount), at: day)
    }
    let hundred = ExactDecimal(100)
    let inBook = currency == "EUR" ? try total.times(.one, dividedBy: money(1)) : total
    let measured = term.meter == nil ? inBook : quantity
    switch term.kind {
    case .discount(let percent): return (try all(-ExactDecimal(percent), of: hundred), .zero)
    case .credit(let amount):
      let left = try exchanged(ExactDecimal(amount) - state.used, at: day)
      let paid = min(left, total)
      state.used =
        paid == left ? ExactDecimal(amount) : state.used + inBook
      return (try all(-paid, of: total), .zero)
    case .free(let units):
      let free = min(ExactDecimal(units) - state.used, quantity)
      state.used = state.used + free
      return (try all(-free, of: quantity), .zero)
    case .commitment(let amount):
      state.spent = state.spent + total
      let month = Self.month(day)
      let begin = max(day, term.from ?? .min)
      let length = max(0, min(day + Self.day, term.until ?? .max) - begin)
      state.committed =
        state.committed
        + (try money(amount).times(
          ExactDecimal(Int(length)), dividedBy: ExactDecimal(Int(month.end - month.start))))
      let payable = max(state.spent, state.committed)
      let beside = payable - state.paid - total
      state.paid = payable
      return (amounts.map { _ in .zero }, beside)
    case .graduated(let steps):
      let before = state.used
      state.used = state.used + measured
      var percents = ExactDecimal.zero
      for (index, step) in steps.enumerated() {
        let end = index + 1 < steps.count ? ExactDecimal(steps[index + 1].above) : state.used
        let inside = min(end, state.used) - max(ExactDecimal(step.above), before)
        if inside > .zero {
          percents = percents + (try inside.times(step.percent, dividedBy: .one))
        }
      }
      let whole = try measured.times(hundred)
      return (try all(-percents, of: whole), .zero)
    case .volume(let steps):
      let percent = steps.last { ExactDecimal($0.above) < state.ofMonth }?.percent ?? 0
      return (try all(-ExactDecimal(percent), of: hundred), .zero)
    }
  }
}
