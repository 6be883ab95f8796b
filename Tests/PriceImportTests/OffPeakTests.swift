import ExactNumbers
import Metering
import PriceBooks
import PriceImport
import TestSupport
import Testing

/// `off_peak_pricing` of LiteLLM, in every form, against what its own calculator takes for off-peak.
struct `Off-peak hours of LiteLLM` {
  private func book(_ hours: String, _ rates: String = "\"input_cost_per_token\": 5e-7") throws
    -> ImportedBook
  {
    try ImportedBook(
      "litellm",
      """
      {"m": {"input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6,
      "input_cost_per_token_above_200k_tokens": 3e-6, "output_cost_per_token_above_200k_tokens": 4e-6,
      "off_peak_pricing": {\(hours), \(rates)}}}
      """)
  }

  private static let weekdays = """
    "windows": [{"hours_utc": ["00:00-01:00", "04:00-06:00", "10:00-00:00"], "weekdays": [1,2,3,4,5]},
    {"hours_utc": "00:00-00:00", "weekdays": [6, 7]}]
    """

  // 2026-08-24 is a Monday.
  @Test(arguments: [
    ("\"hours_utc\": \"09:00-17:00\"", "2026-01-01T09:00:00Z", true),
    ("\"hours_utc\": \"09:00-17:00\"", "2026-01-01T17:00:00Z", false),
    ("\"hours_utc\": \"16:30-00:30\"", "2026-01-01T00:15:00Z", true),
    ("\"hours_utc\": \"16:30-00:30\"", "2026-01-01T00:30:00Z", false),
    ("\"hours_utc\": \"00:00-00:00\"", "2026-01-01T12:00:00Z", true),
    ("\"hours_utc\": [\"bad\", \"13:00-16:00\"]", "2026-01-01T14:00:00Z", true),
    ("\"hours_utc\": \"25:00-26:00\"", "2026-01-01T18:00:00Z", false),
    ("\"hours_utc\": \"16:00-24:00\"", "2026-01-01T23:59:00Z", true),
    (weekdays, "2026-08-24T01:30:00Z", false), (weekdays, "2026-08-26T05:00:00Z", true),
    (weekdays, "2026-08-29T02:00:00Z", true), (weekdays, "2026-08-30T08:00:00Z", true),
    (
      "\"windows\": [{\"hours_utc\": \"00:00-00:00\", \"weekdays\": [\"Sat\", \"sunday\"]}]",
      "2026-08-29T12:00:00Z", true
    ),
    (
      "\"windows\": [{\"hours_utc\": \"00:00-00:00\", \"weekdays\": [\"Sat\", \"sunday\"]}]",
      "2026-08-28T12:00:00Z", false
    ),
    (
      "\"windows\": [{\"hours_utc\": \"00:00-00:00\", \"weekdays\": [0, 8, \"noday\", true]}]",
      "2026-08-29T12:00:00Z", false
    ),
    ("\"windows\": \"00:00-00:00\"", "2026-08-29T12:00:00Z", false),
    (
      "\"hours_utc\": \"04:00-06:00\", \"windows\": [{\"hours_utc\": \"00:00-00:00\", \"weekdays\": [7]}]",
      "2026-08-28T05:00:00Z", true
    ),
    (
      "\"hours_utc\": \"04:00-06:00\", \"windows\": [{\"hours_utc\": \"00:00-00:00\", \"weekdays\": [7]}]",
      "2026-08-30T05:00:00Z", true
    ),
    (
      """
      "weekday_timezone": "Asia/Shanghai",
      "windows": [{"hours_utc": "16:00-17:00", "weekdays": [6]}]
      """, "2026-08-28T16:30:00Z", true
    ),
    (
      """
      "weekday_timezone": "Asia/Shanghai",
      "windows": [{"hours_utc": "16:00-17:00", "weekdays": [6]}]
      """, "2026-08-29T16:30:00Z", false
    ),
    (
      """
      "weekday_timezone": "Not/AZone", "windows": [{"hours_utc": "16:00-17:00", "weekdays": ["5"]}]
      """, "2026-08-28T16:30:00Z", true
    ),
    (
      "\"weekday_timezone\": \"America/New_York\", \"windows\": [{\"weekdays\": [\"sat\"]}]",
      "2026-08-30T03:59:00Z", true
    ),
    (
      "\"weekday_timezone\": \"America/New_York\", \"windows\": [{\"weekdays\": [\"sat\"]}]",
      "2026-08-29T03:59:00Z", false
    ),
  ])
  func `hold when its calculator says so`(hours: String, at: String, isOffPeak: Bool) throws {
    let instant = try Instant.of(at)
    let book = try book(hours)
    for context in [0, 250_000] {
      let price = book.price("input", of: "m", context: context, at: instant)
      #expect(price == (isOffPeak ? "0.5" : context > 0 ? "3" : "1"), "\(book.remarks)")
    }
    // What the block does not name stays.
    #expect(book.price("output", of: "m", context: 250_000, at: instant) == "4")
  }

  @Test func `that can't be said are left out, and said to be`() throws {
    let book = try book(
      """
      "weekday_timezone": "America/New_York", "windows": [{"hours_utc": "16:00-17:00",
      "weekdays": [5]}, {"hours_utc": "nights"}, {"weekdays": ["noday"]}, {}]
      """, "\"input_cost_per_token\": 5e-7, \"rebate\": 1")
    for what in [
      "off-peak hours (UTC) of a zone whose clocks change", "off-peak hours that are not read",
      "off-peak weekdays that are not known", "an off-peak window without hours",
      "a key of off_peak_pricing that is not known: rebate",
    ] {
      #expect(book.remarks.contains("left out: \(what)"), "\(book.remarks)")
    }
    #expect(book.price("input", of: "m", at: try .of("2026-08-28T16:30:00Z")) == "1")
  }

  @Test func `take the place of the prices of every service tier`() throws {
    let book = try ImportedBook(
      "litellm",
      """
      {"m": {"input_cost_per_token": 2e-6, "output_cost_per_token": 4e-6,
      "input_cost_per_token_batches": 1e-6, "output_cost_per_token_batches": 2e-6,
      "off_peak_pricing": {"hours_utc": "16:00-00:00", "input_cost_per_token": "5e-7"}}}
      """)
    let (day, night) = (
      try Instant.of("2026-08-28T15:59:00Z"), try Instant.of("2026-08-28T16:00:00Z")
    )
    for (tier, input, output) in [("standard", "2", "4"), ("batch", "1", "2")] {
      #expect(book.price("input", of: "m", tier: tier, at: day) == input)
      #expect(book.price("input", of: "m", tier: tier, at: night) == "0.5")
      #expect(book.price("output", of: "m", tier: tier, at: night) == output)
    }
  }

  /// Windows may overlap in any way: the rows never hold together, and off-peak is where one of the
  /// windows is.
  @Test(arguments: 1...60)
  func `are a union, however windows overlap`(seed: Int) throws {
    var random = SeededNumbers(seed)
    let offset = random.chance(50) ? 8 : 0
    let windows = (0..<1 + random.below(4)).map { _ in
      (
        start: random.below(24), end: random.below(24),
        days: random.chance(30) ? nil : Set((0..<1 + random.below(4)).map { _ in random.below(7) })
      )
    }
    let texts = windows.map { window in
      let days = window.days.map {
        ", \"weekdays\": [\($0.sorted().map { "\($0 + 1)" }.joined(separator: ", "))]"
      }
      return "{\"hours_utc\": \"\(window.start):00-\(window.end):00\"\(days ?? "")}"
    }
    let zone = offset == 0 ? "UTC" : "Asia/Shanghai"
    let text =
      "\"weekday_timezone\": \"\(zone)\", \"windows\": [\(texts.joined(separator: ", "))]"
    let book = try book(text)
    let monday = try Instant.of("2026-08-24T00:00:00Z")
    for hour in 0..<7 * 24 {
      let isOffPeak = windows.contains { window in
        let day = (hour + offset) / 24 % 7
        guard window.days?.contains(day) ?? true else { return false }
        let clock = hour % 24
        if window.start == window.end { return true }
        return window.start < window.end
          ? clock >= window.start && clock < window.end
          : clock >= window.start || clock < window.end
      }
      let instant = monday + TimeSpan.minute * (60 * hour + 30)
      #expect(
        book.price("input", of: "m", at: instant) == (isOffPeak ? "0.5" : "1"),
        "hour \(hour) of \(text)")
    }
  }
}
