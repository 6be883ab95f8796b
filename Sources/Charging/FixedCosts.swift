import ExactNumbers
import Metering
import PriceBooks

/// The fixed costs of whole months (UTC), by day: each day's part of a cost of the month, with what its price
/// served on that day, over which it is shared.
struct FixedCosts {
  /// A UTC day's part of one row's cost, or less where the row holds for less than the day.
  struct Piece {
    let priced: PricedRow
    /// When it accrues: mostly the whole day.
    var spans: [TimeRange]
    /// In the book's currency.
    var amount: ExactDecimal
    /// The measure that it is shared by; idle time where nothing was served.
    var measure = UsageMeasure.idleTime
    /// All of the measure that was served on the day, filtered out or not.
    var total: ExactDecimal
    let backend: String

    var start: Instant { spans[0].start }
    var duration: TimeSpan { spans.reduce(.zero) { $0 + ($1.end - $1.start) } }
    var day: Int { start.utcDay }
    var month: UtcMonth { UtcMonth(containing: start) }
    /// The meter of its charges.
    var meter: String { (measure == .idleTime ? ReservedMeter.fixedIdle : .fixed).name }

    /// How much of its duration lies before an instant.
    func duration(before instant: Instant) -> TimeSpan {
      spans.reduce(.zero) { $0 + max(.zero, min($1.end, instant) - $1.start) }
    }
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
  private var index: [Key: Int] = [:]

  /// The costs of some months, over all usage read of them.
  init(_ books: PriceBooks, lanes: [LaneUsage], months: [UtcMonth]) throws {
    guard books.hasFixedCosts, let first = months.first, let last = months.last else { return }
    let days = TimeRange(start: first.start, end: last.end)
    let served = ServedUsage(books, lanes: lanes)
    for id in books.fixedPriceIDs {
      let backend = books.backend(ofPrice: id, serving: served.backends[id])
      for time in books.pieces(of: id, in: days) {
        guard let row = books.row(of: id, at: time.start, where: \.isEmpty),
          let fixed = row.row.fixed
        else { continue }
        let month = UtcMonth(containing: time.start)
        let amount = try month.accrued(fixed, by: time.end) - month.accrued(fixed, by: time.start)
        add(row, time, amount, served: served.sums[Key(row, day: time.start.utcDay)], backend)
      }
    }
  }

  /// Adds a part of a day's cost; other rows of a price may cut the day, and what they leave is one
  /// piece all the same.
  private mutating func add(
    _ row: PricedRow, _ span: TimeRange, _ amount: ExactDecimal, served: ServedUsage.Sum?,
    _ backend: String
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

  /// The days' time that passes without usage.
  var idleTimes: [IdleTime] {
    pieces.filter { $0.measure == .idleTime }.flatMap { piece in
      piece.spans.map {
        IdleTime(backend: piece.backend, model: piece.priced.entry.id, time: $0)
      }
    }
  }

  /// The piece that a lane has a part in; `row` is the one that prices the lane.
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

/// The usage that rows with a fixed cost served, by row and UTC day.
private struct ServedUsage {
  typealias Sum = (tokens: ExactDecimal, requests: ExactDecimal)

  private(set) var sums: [FixedCosts.Key: Sum] = [:]
  /// The first by its bytes of the backends that each price served.
  private(set) var backends: [String: String] = [:]

  init(_ books: PriceBooks, lanes: [LaneUsage]) {
    for lane in lanes where lane.origin == .counted && lane.requests > .zero {
      guard let day = lane.utcDay, case .priced(let row) = books.resolve(lane),
        row.row.fixed != nil
      else { continue }
      let key = FixedCosts.Key(row, day: day)
      let sum = sums[key] ?? (.zero, .zero)
      sums[key] = (sum.tokens + lane.tokenTotal, sum.requests + lane.requests)
      let first = backends[row.entry.id] ?? lane.backend
      backends[row.entry.id] = lane.backend.precedesBytewise(first) ? lane.backend : first
    }
  }
}

extension PriceBooks {
  /// The backend that a price's idle time is shown for: the one that a book names for it, else one
  /// that it served, else what its own names say.
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

  /// Whole UTC days, cut at midnights and where rows of the price change.
  fileprivate func pieces(of id: String, in days: TimeRange) -> [TimeRange] {
    let rows = entries(id: id).flatMap(\.entry.rows)
    let changes = Set(rows.flatMap(\.time.edges)).filter { $0 > days.start && $0 < days.end }
    let midnights = (days.start.utcDay..<days.end.utcDay).map(Instant.init(utcDay:))
    let edges = changes.union(midnights).sorted() + [days.end]
    return zip(edges, edges.dropFirst()).map(TimeRange.init(start:end:))
  }
}
