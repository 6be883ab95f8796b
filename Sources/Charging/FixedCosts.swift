import ExactNumbers
import Metering
import PriceBooks

/// Costs of the month, by UTC day: each day's part is shared over what its price served that day.
struct FixedCosts {
  /// A UTC day's part of one row's cost, or less where the period or the row ends inside the day.
  struct Piece {
    let priced: PricedRow
    /// When it accrues: mostly the whole day.
    var spans: [TimeRange]
    /// In the book's currency.
    var amount: ExactDecimal
    /// What it is shared by; idle time where nothing was served.
    var measure = UsageMeasure.idleTime
    /// All of the measure that was served, filtered out or not.
    var total: ExactDecimal
    let backend: String

    var start: Instant { spans[0].start }
    var duration: TimeSpan { spans.reduce(.zero) { $0 + ($1.end - $1.start) } }
    var day: Int { start.utcDay }
    var month: UtcMonth { UtcMonth(containing: start) }
    /// Of its charges.
    var meter: String { measure == .idleTime ? "fixed_idle" : "fixed" }
  }

  /// A row on a UTC day.
  struct Key: Hashable {
    let book: String
    let place: TextPlace
    let priceID: String
    let from: Instant?
    let day: Int

    init(_ priced: PricedRow, day: Int) {
      book = priced.book.digest
      place = priced.row.place
      priceID = priced.entry.id
      from = priced.row.from
      self.day = day
    }
  }

  private(set) var pieces: [Piece] = []
  private(set) var index: [Key: Int] = [:]

  /// The costs from `start` to `end`, over all usage read of that time.
  init(_ books: PriceBooks, lanes: [LaneUsage], from start: Instant, to end: Instant) throws {
    guard books.hasFixedCosts, start < end else { return }
    var served: [Key: (tokens: ExactDecimal, requests: ExactDecimal)] = [:]
    var backends: [String: String] = [:]
    for lane in lanes where lane.origin == .counted && lane.requests > .zero {
      guard let day = lane.utcDay, case .priced(let row) = books.resolve(lane),
        row.row.fixed != nil
      else { continue }
      let sum = served[Key(row, day: day)] ?? (.zero, .zero)
      served[Key(row, day: day)] = (sum.tokens + lane.tokenTotal, sum.requests + lane.requests)
      let first = backends[row.entry.id] ?? lane.backend
      backends[row.entry.id] = lane.backend.precedesBytewise(first) ? lane.backend : first
    }
    for id in books.fixedPriceIDs {
      let backend = books.backend(ofPrice: id, serving: backends[id])
      for time in books.pieces(of: id, from: start, to: end) {
        guard let row = books.row(of: id, at: time.start, where: \.isEmpty),
          let fixed = row.row.fixed
        else { continue }
        let month = UtcMonth(containing: time.start)
        let amount = try month.accrued(fixed, by: time.end) - month.accrued(fixed, by: time.start)
        add(row, time, amount, served: served[Key(row, day: time.start.utcDay)], backend)
      }
    }
  }

  /// Other rows of a price may cut the day of this one: what they leave is one piece all the same.
  private mutating func add(
    _ row: PricedRow, _ span: TimeRange, _ amount: ExactDecimal,
    served: (tokens: ExactDecimal, requests: ExactDecimal)?, _ backend: String
  ) {
    let key = Key(row, day: span.start.utcDay)
    if let known = index[key] {
      pieces[known].spans.append(span)
      pieces[known].amount = pieces[known].amount + amount
      if served == nil { pieces[known].total = pieces[known].duration.exactMilliseconds }
      return
    }
    var piece = Piece(priced: row, spans: [span], amount: amount, total: .zero, backend: backend)
    piece.total = piece.duration.exactMilliseconds
    if let served {
      piece.measure = served.tokens > .zero ? .tokens : .requests
      piece.total = served.tokens > .zero ? served.tokens : served.requests
    }
    index[key] = pieces.count
    pieces.append(piece)
  }

  /// What passes unused.
  var idleTimes: [IdleTime] {
    pieces.filter { $0.measure == .idleTime }.flatMap { piece in
      piece.spans.map {
        IdleTime(backend: piece.backend, model: piece.priced.entry.id, time: $0)
      }
    }
  }

  /// The piece that a lane has a part in.
  func piece(of lane: LaneUsage, books: PriceBooks, row: PricedRow?) -> Int? {
    guard let day = lane.utcDay else { return nil }
    if lane.origin == .counted { return row.flatMap { index[Key($0, day: day)] } }
    guard let id = lane.model,
      let row = books.row(of: id, at: lane.windowStart, where: \.isEmpty),
      let piece = index[Key(row, day: day)], pieces[piece].measure == .idleTime,
      pieces[piece].backend.utf8.elementsEqual(lane.backend.utf8)
    else { return nil }
    return piece
  }
}

extension PriceBooks {
  /// Where its idle time is shown: the backend that a book names for it, else one that it served,
  /// else what its own names say.
  fileprivate func backend(ofPrice id: String, serving served: String?) -> String {
    for book in books.reversed() {
      if let named = book.backends.first(where: { $0.name == id }) { return named.backend }
    }
    if let served { return served }
    let entries = entries(id: id).reversed().map(\.entry)
    for pattern in entries.flatMap({ $0.backends + $0.patterns }) {
      if case .exact(let name) = pattern {
        return name == id ? String(id.prefix { $0 != "/" }) : name
      }
    }
    return String(id.prefix { $0 != "/" })
  }

  /// The time from `start` to `end`, cut at midnights (UTC) and where rows of the price change.
  fileprivate func pieces(of id: String, from start: Instant, to end: Instant) -> [TimeRange] {
    let rows = entries(id: id).flatMap(\.entry.rows)
    let changes = Set(rows.flatMap(\.time.edges))
    var cuts = changes.filter { $0 > start && $0 < end }
    let firstDay = start.utcDay + 1
    let lastDay = (end - .millisecond).utcDay
    if firstDay <= lastDay { cuts.formUnion((firstDay...lastDay).map(Instant.init(utcDay:))) }
    let edges = [start] + cuts.sorted() + [end]
    return zip(edges, edges.dropFirst()).map(TimeRange.init(start:end:))
  }
}
