import Charging
import ConfigurationText
import Metering
import PriceBooks
import Testing

/// What a careful reviewer finds in a price book: each defect, at its line and column.
struct `Checking price books` {
  /// The book of line 1 to 3, then prices.
  private static func book(_ prices: String, _ header: String = "checked: 2026-10-31") -> String {
    "tariff: prices/1\ncurrency: USD\n\(header)\nprices:\n\(prices)\n"
  }

  private static func findings(_ yaml: String, on day: String = "2026-11-01") -> [String] {
    let (book, errors) = PriceBook.read(yaml, file: "b.yaml")
    let today = CivilDate(parsing: day) ?? CivilDate(dayNumber: 0)
    return PriceCheck(book, file: "b.yaml", errors: errors, today: today).findings
      .map(\.description)
  }

  /// Whether there is one finding alone, at this place and with these words.
  private static func expectOne(
    _ yaml: String, _ start: String, _ words: String, on day: String = "2026-11-01",
    location: SourceLocation = #_sourceLocation
  ) {
    let findings = findings(yaml, on: day)
    #expect(findings.count == 1, "\(findings)", sourceLocation: location)
    let first = findings.first ?? ""
    #expect(first.hasPrefix("b.yaml:\(start): "), "\(first)", sourceLocation: location)
    #expect(first.contains(words), "\(first)", sourceLocation: location)
  }

  private static let sound = "  - {id: a, source: s, rates: [{per: 1, input: 1}]}"

  @Test func `a sound book has nothing to be said about`() {
    #expect(Self.findings(Self.book(Self.sound)).isEmpty)
  }

  @Test(arguments: [
    // Unknown keys.
    ("  - {id: a, source: s, rats: [], rates: [{per: 1, input: 1}]}", "5:24", "'rats'"),
    ("  - {id: a, source: s, rates: [{per: 1, input: 1, In-put: 2}]}", "5:51", "'In-put'"),
    ("  - {id: a, source: s, rates: [{per: 1, input: 1, when: {tier: x}}]}", "5:58", "'tier'"),
    // Numbers that are not plain decimals.
    ("  - {id: a, source: s, rates: [{per: 1, input: \"1,5\"}]}", "5:48", "'1,5'"),
    ("  - {id: a, source: s, rates: [{per: 1, input: 1e-6}]}", "5:48", "'1e-6'"),
    // Negative rates.
    ("  - {id: a, source: s, rates: [{per: 1, input: -1}]}", "5:48", "'-1'"),
    ("  - {id: a, source: s, rates: [{fixed: -1, per: 1 month}]}", "5:40", "'-1'"),
    // Two rows of one instant.
    ("  - {id: a, source: s, rates: [{per: 1, input: 1}, {per: 1, input: 2}]}", "5:52", "two rows"),
    // Conditions that hold together.
    (
      "  - {id: a, source: s, rates: [{per: 1, input: 1, when: {service_tier: batch}}, "
        + "{per: 1, input: 2, when: {hours: \"08:00-09:00\"}}]}", "5:81", "can hold together"
    ),
    // One id twice.
    (sound + "\n" + sound.replacing("per: 1,", with: "per: 2,"), "6:5", "the id 'a' twice"),
    // Rows that overlap.
    (
      "  - id: a\n    source: s\n    rates:\n"
        + "      - {from: 2026-01-01, until: 2026-06-01, per: 1, input: 1}\n"
        + "      - {from: 2026-05-31, per: 1, input: 1}", "9:9", "line 8"
    ),
  ])
  func `errors of prices`(prices: String, place: String, words: String) {
    let yaml = Self.book(prices)
    let findings = Self.findings(yaml).filter { $0.contains(": error: ") }
    #expect(findings.count == 1, "\(findings)")
    #expect(findings.first?.hasPrefix("b.yaml:\(place): error: found ") == true, "\(findings)")
    #expect(findings.first?.contains(words) == true, "\(findings)")
  }

  @Test(arguments: [
    ("checked: 2026-10-31\nmatch: x", "4:1", "'match'"),
    ("checked: 2026-10-31\ncontract: [{name: x, discount: 101%}]", "4:32", "'101%'"),
    ("checked: 2026-10-31\ncontract: [{name: x, discount: -1%}]", "4:32", "'-1%'"),
    ("checked: 2026-10-31\nfx: {EUR: [{rate: 0}]}", "4:12", "0"),
    ("checked: 2026-10-31\nassume: {unsplit: {input: 30%, output: 60%}}", "4:9", "100%"),
  ])
  func `errors beside prices`(header: String, place: String, words: String) {
    Self.expectOne(Self.book(Self.sound, header), "\(place): error", words)
  }

  @Test func `a currency that is missing or none`() {
    let yaml = Self.book(Self.sound)
    Self.expectOne(yaml.replacing("currency: USD\n", with: ""), "1:1: error", "currency")
    Self.expectOne(yaml.replacing("USD", with: "dollars"), "2:11: error", "'dollars'")
  }

  @Test(arguments: [
    ("a", "a"), ("a*", "*a"), ("a*c", "ab*"), ("*-large", "gpt-4o*"), ("a*b*c", "*abc"),
    ("x/*/y", "x/a/*"), ("{regex: \"^q\\\\d+$\"}", "{regex: \"^(q|z)[1-9]$\"}"),
    ("{regex: \"^same.*$\"}", "{regex: \"^same.*$\"}"),
  ])
  func `patterns of two prices that some name fits`(one: String, other: String) {
    func price(_ id: String, _ pattern: String) -> String {
      "  - id: \(id)\n    match: [\(pattern.hasPrefix("{") ? pattern : "\"\(pattern)\"")]\n"
        + "    source: s\n    rates: [{per: 1, input: 1}]"
    }
    let literals = [one, other].map { $0.filter { $0 != "*" }.count }
    guard one.hasPrefix("{") || literals[0] == literals[1] else {
      // The one with more literal bytes comes first: nothing is ambiguous.
      let findings = Self.findings(Self.book(price("p", one) + "\n" + price("q", other)))
      #expect(findings.isEmpty, "\(findings)")
      return
    }
    Self.expectOne(
      Self.book(price("p", one) + "\n" + price("q", other)), "9:5: error",
      "ambiguous between 'p' and 'q'")
  }

  @Test func `names of two prices on backends that both are for`() {
    func price(_ id: String, _ backend: String) -> String {
      "  - {id: \(id), match: m, backend: [\"\(backend)\"], source: s, rates: [{per: 1, input: 1}]}"
    }
    let meeting = Self.book(price("p", "ve*") + "\n" + price("q", "*eu"))
    Self.expectOne(meeting, "6:5: error", "'m' on the backend 've")
    #expect(Self.findings(Self.book(price("p", "ve*") + "\n" + price("q", "eu"))).isEmpty)
  }

  @Test func `a gap between rows, unless another row fills it`() {
    let gap =
      "  - id: a\n    source: s\n    rates:\n"
      + "      - {from: 2026-01-01, until: 2026-02-01, per: 1, input: 1}\n"
      + "      - {from: 2026-03-01, per: 1, input: 1}"
    Self.expectOne(Self.book(gap), "9:9: warning", "no price from 2026-02-01 to 2026-03-01")
    let filled = gap.replacing("input: 1}", with: "input: 1, when: {service_tier: batch}}")
    #expect(Self.findings(Self.book(filled + "\n      - {per: 1, input: 2}")).isEmpty)
  }

  @Test func `rows and prices that nothing reaches`() {
    let hours =
      "  - id: a\n    source: s\n    rates:\n      - {per: 1, input: 1}\n"
      + "      - {per: 1, input: 1, when: {hours: \"08:00-20:00\"}}\n"
      + "      - {per: 1, input: 1, when: {hours: \"20:00-08:00\"}}"
    Self.expectOne(Self.book(hours), "8:9: warning", "never reached")
    #expect(Self.findings(Self.book(hours.replacing("20:00-08", with: "20:00-07"))).isEmpty)
    let beaten =
      "  - {id: p, match: [\"m*\"], backend: [\"*\"], source: s, rates: [{per: 1, input: 1}]}\n"
      + "  - {id: q, match: [m], source: s, rates: [{per: 1, input: 1}]}"
    Self.expectOne(Self.book(beaten), "6:5: warning", "'q' is never reached")
  }

  @Test func `a price that one with an earlier name hides`() {
    func prices(_ other: String, _ rate: Int) -> String {
      "  - {id: p, match: [m], source: s, rates: [{per: 1, input: 1}]}\n"
        + "  - {id: q, match: [\"\(other)\"], source: s, rates: [{per: 1, input: \(rate)}]}"
    }
    let words = "'p' is hidden on the backend 'b': 'b/m' is tried before 'm', and fits 'q'"
    for other in ["b/m", "b/*", "b/m*"] {
      Self.expectOne(Self.book(prices(other, 2)), "5:5: warning", words)
      // Where it costs the same, nothing is hidden.
      #expect(Self.findings(Self.book(prices(other, 1))).isEmpty)
    }
    #expect(Self.findings(Self.book(prices("b/n", 2))).isEmpty)
    let never =
      "  - {id: p, match: [m], backend: [b], source: s, rates: [{per: 1, input: 1}]}\n"
      + "  - {id: q, match: [b/m], backend: [b], source: s, rates: [{per: 1, input: 2}]}"
    let findings = Self.findings(Self.book(never))
    #expect(findings.contains { $0.contains("'p' is never reached") }, "\(findings)")
  }

  @Test func `a meter that is priced as one without a rate`() {
    let row = "  - {id: a, source: s, rates: [{per: 1, input: 1, cache_read: inptu}]}"
    Self.expectOne(Self.book(row), "5:32: warning", "prices cache_read as inptu")
  }

  @Test func `a meter that disappears, and a rate that is a hundredfold off`() {
    func rows(_ later: String) -> String {
      Self.book(
        "  - id: a\n    source: s\n    rates:\n      - {per: 1M tokens, input: 1, cache_read: 1}\n"
          + "      - {from: 2026-01-01, \(later)}")
    }
    Self.expectOne(rows("per: 1M tokens, input: 1"), "9:9: warning", "no rate of cache_read")
    #expect(Self.findings(rows("per: 1M tokens, input: 1, cache_read: input")).isEmpty)
    let words = "a hundredfold"
    Self.expectOne(rows("per: 1M tokens, input: 100, cache_read: 1"), "9:9: warning", words)
    Self.expectOne(rows("per: 1M tokens, input: 0.01, cache_read: 1"), "9:9: warning", words)
    #expect(Self.findings(rows("per: 1M tokens, input: 99, cache_read: 1")).isEmpty)
    #expect(Self.findings(rows("per: 1K, input: 0.001, cache_read: 0.001")).isEmpty)
  }

  @Test func `no source, and prices that were not checked for long`() {
    let yaml = Self.book(Self.sound)
    Self.expectOne(yaml.replacing("source: s, ", with: ""), "5:5: warning", "no source")
    // 31 October and 90 days are 29 January.
    #expect(Self.findings(yaml, on: "2027-01-29").isEmpty)
    Self.expectOne(yaml, "3:10: warning", "91 days ago", on: "2027-01-30")
    Self.expectOne(yaml.replacing("checked: 2026-10-31\n", with: ""), "1:1: warning", "'checked:'")
  }

  @Test func `all that is wrong is said, not only the first`() {
    let prices =
      "  - {id: a, rates: [{per: 1, input: x-1}]}\n  - {id: b, rates: [{per: 1, input: -1}]}\n"
      + "  - {id: c, rates: [{input: 1}]}"
    let findings = Self.findings(Self.book(prices, "checked: 31.10.2026"))
    #expect(findings.count { $0.contains(": error: ") } >= 4, "\(findings)")
  }
}
