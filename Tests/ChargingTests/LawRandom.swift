import Metering
import TestSupport

/// Random books of the whole language and random events, the same for one seed.
struct LawRandom {
  private var numbers: SeededNumbers
  /// 27 October 2026, 00:00 UTC: the month ends within the days of the events.
  private let start: Int64 = 1_793_059_200_000
  private let days: Int64 = 9
  /// Instants at which something changes; events come close to them.
  private var marks: [Int64] = []

  static let meters = [
    "input", "output", "cache_read", "cache_write", "reasoning", "input_audio", "web_searches",
  ]

  init(seed: Int) { numbers = SeededNumbers(seed) }

  mutating func below(_ bound: Int) -> Int { numbers.below(bound) }
  mutating func chance(_ percent: Int) -> Bool { numbers.chance(percent) }
  mutating func pick<Element>(_ list: [Element]) -> Element { numbers.pick(list) }

  private mutating func instant() -> Int64 {
    let unit: Int64 = pick([86_400_000, 3_600_000, 1])
    let time = start + Int64(below(Int(days * 86_400_000)))
    marks.append(time / unit * unit)
    return time / unit * unit
  }

  private mutating func price() -> (price: String, per: Int) {
    (pick(["0", "0.075", "0.3", "3", "15", "1.25", "0.001"]), pick([1_000_000, 1000, 1]))
  }

  private mutating func rates(_ percent: Int) -> [String: (price: String, per: Int)] {
    var rates: [String: (price: String, per: Int)] = [:]
    for meter in Self.meters where chance(percent) { rates[meter] = price() }
    return rates
  }

  private mutating func row(from: Int64?) -> LawBook.Row {
    var row = LawBook.Row(from: from)
    row.rates = rates(60)
    row.rates["input"] = price()
    row.rates["output"] = price()
    if chance(30) { row.rates["requests"] = price() }
    if row.rates["cache_read"] == nil { row.hasFallback = chance(50) }
    if chance(40) {
      row.above = pick([10, 1000, 128_000])
      row.aboveRates = rates(40)
    }
    return row
  }

  private mutating func entry(_ id: String) -> LawBook.Entry {
    var rows = [row(from: chance(50) ? nil : instant())]
    let second = instant()
    if chance(50), second > rows[0].from ?? .min {
      rows.append(row(from: second))
    } else if chance(30), second > rows[0].from ?? .min {
      rows[0].until = second
    }
    if chance(30), let last = rows.indices.last {
      let edge = (rows[last].from, rows[last].until)
      rows[last] = LawBook.Row(from: edge.0, until: edge.1, fixed: below(1000) + 1)
    }
    if chance(40) {
      var batch = row(from: chance(50) ? instant() : nil)
      batch.serviceTier = "batch"
      rows.append(batch)
    }
    if chance(40) {
      var night = row(from: nil)
      night.serviceTier = "flex"
      if chance(70) { night.hours = pick([(990, 30), (480, 1200), (1, 2)]) }
      if night.hours == nil || chance(40) { night.weekdays = [below(3), 3 + below(4)] }
      rows.append(night)
    }
    return LawBook.Entry(id: id, model: "model-\(id)", rows: rows)
  }

  private mutating func term(_ index: Int) -> LawBook.Term {
    let kinds: [LawBook.Term.Kind] = [
      .discount(pick([0, 12, 50, 100])), .credit(below(1000) + 1), .free(below(100_000) + 1),
      .commitment(below(5000) + 1), .graduated([(10, 10), (5000, 50)]),
      .volume([(0, 5), (1000, 10), (100_000, 50)]),
    ]
    var term = LawBook.Term(name: "term\(index)", ids: [], kind: pick(kinds))
    if case .free = term.kind { term.meter = pick(["input", "output", "input_audio"]) }
    if chance(30) { term.meter = pick(["input", "web_searches"]) }
    if chance(40) { term.ids = [pick(["a", "b"])] }
    if chance(30) { term.from = instant() }
    let end = instant()
    if chance(20), end > term.from ?? .min { term.until = end }
    return term
  }

  mutating func books() -> [LawBook] {
    (0...below(2)).map { index in
      var book = LawBook(name: "book\(index)", currency: "USD")
      book.entries = (index == 0 ? ["a", "b", "c"] : ["b", "d"]).map { entry($0) }
      let count = below(4)
      // Terms of two books have names of their own.
      book.terms = (0..<count).map { term($0 + index * 4) }
      if index == 0 {
        let later = (instant() / 86_400_000) * 86_400_000
        book.exchange = [(0, "1.25")] + (later > 0 ? [(later, "0.8")] : [])
      }
      return book
    }
  }

  mutating func events(_ names: inout NameTable) -> [LawEvent] {
    (0..<pick([1, 5, 40])).map { _ in
      var event = LawEvent()
      event.time =
        chance(40) && !marks.isEmpty
        ? pick(marks) + Int64(below(3) - 1) : start + Int64(below(Int(days) * 86_400_000))
      event.backend = pick(["x", "y"])
      event.model = pick(["model-a", "model-b", "model-c", "model-d", "model-e"])
      event.serviceTier = pick(["standard", "standard", "batch", "flex"])
      event.tool = pick(["t", "u"])
      event.requests = pick([1, 1, 1, 3])
      if chance(20) {
        event.counts["unsplit"] = below(100_000) + 1
      } else {
        for meter in Self.meters where chance(50) {
          event.counts[meter] = pick([1, 10, 11, 1000, 1001, 128_000, below(200_000) + 1])
        }
        // Usage without any count is priced by its requests alone.
        if event.counts.isEmpty { event.counts["input"] = 1 }
      }
      return event
    }
  }
}

/// A usage event as plain values.
struct LawEvent {
  var time: Int64 = 0
  var backend = ""
  var model = ""
  var serviceTier = ""
  var tool = ""
  var requests = 1
  var counts: [String: Int] = [:]

  /// As the program's readers hand it over.
  func usage(_ names: inout NameTable) -> UsageEvent {
    var event = UsageEvent()
    event.timestamp = Instant(milliseconds: time)
    event.backend = names.id(of: backend)
    event.model = names.id(of: model)
    event.serviceTier = names.id(of: serviceTier)
    event.tool = names.id(of: tool)
    event.routingMethod = names.id(of: "r")
    event.requests = requests
    for (meter, count) in counts.sorted(by: { $0.key < $1.key }) {
      if let column = Meter.allCases.first(where: { $0.name == meter }) {
        event.tokens[column] = count
      } else {
        let name = meter == "input_audio" ? "input_audio_tokens" : meter
        event.otherMeters.append(
          UsageEvent.OtherMeter(name: names.id(of: name), quantity: count))
      }
    }
    return event
  }
}
