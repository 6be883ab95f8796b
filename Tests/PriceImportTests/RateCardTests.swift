import ExactNumbers
import Foundation
import Metering
import PriceBooks
import PriceImport
import TestSupport
import Testing

/// A rate card is the whole book: exported and imported it is the same one.
struct `A rate card` {
  @Test(arguments: 1...200)
  func `imports back as the same book`(seed: Int) throws {
    var random = SeededNumbers(seed)
    let yaml = RandomBook(&random).yaml
    let book = try PriceBook(parsing: yaml, file: "book.yaml", zones: ImportedBook.zones)
    let back = try ImportedBook("csv", Self.csv(book)).imported.book
    let difference = PriceDifference(from: book, to: back)
    #expect(difference.rows.isEmpty, "\(difference.rows) of \(yaml)")
    #expect(back.name == book.name)
    #expect(back.checked == book.checked)
    func sources(_ book: PriceBook) -> [[String?]] {
      book.entries.map { entry in entry.rows.map { $0.source ?? entry.source } }
    }
    #expect(sources(back) == sources(book), "\(yaml)")
    #expect(Self.csv(back) == Self.csv(book))
  }

  static func csv(_ book: PriceBook) -> String {
    let lines = RateCard.settings(book) + RateCard.lines(book)
    let texts = lines.map { line in
      line.map { cell in
        switch cell {
        case .text(let text): "\"\(text.replacing("\"", with: "\"\""))\""
        case .number(let number): number.description
        }
      }
    }
    return ([RateCard.columns] + texts).map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  @Test func `keeps the source of each row`() throws {
    let book = try ImportedBook(
      "csv",
      """
      id,from,meter,price,source
      a,2026-01-01,input,1,list of January
      a,2026-02-01,input,2,list of February
      b,2026-01-01,input,1,
      b,2026-02-01,input,2,a letter
      """
    ).imported.book
    let sources = book.entries.map { entry in entry.rows.map { $0.source ?? entry.source } }
    #expect(sources == [["list of January", "list of February"], [nil, "a letter"]])
  }

  @Test(arguments: [
    ("id,meter,price,per\na,input,1,1M toucans", "2: found the unit 'toucans' of input"),
    ("id,meter,price,per\na,p,1,1K pages\nb,p,1,1 sheet", "3: found the unit 'sheet' of p"),
    ("id,setting,value\n,contract,\"{name: x, discount: 101%}\"", "2: found '101%'"),
    ("id,setting,value\n,colour,red", "2: found the unknown setting 'colour'"),
    ("id,meter,price,currency\na,input,1,USD\nb,input,1,EUR", "3: found 'EUR' beside 'USD'"),
    ("id,meter,price\na,,1", "2: found no meter"), ("id,meter,price\n,input,1", "2: found no id"),
  ])
  func `says which line is wrong`(text: String, words: String) throws {
    do {
      _ = try ImportedBook("csv", text)
      Issue.record("the card was read")
    } catch {
      #expect("\(error)".contains("prices.json:" + words), "\(error)")
    }
  }
}

/// A book of all that the language can say, at random.
private struct RandomBook {
  private(set) var yaml: String

  init(_ random: inout SeededNumbers) {
    yaml = """
      tariff: prices/1
      name: \(random.pick(["ours", "\"a: b\"", "\"=1+1\"", "\"\\\"q\\\"\""]))
      currency: \(random.pick(["USD", "EUR"]))

      """
    if random.chance(50) { yaml += "checked: 2026-10-31\n" }
    if random.chance(30) { yaml += "matching: first\n" }
    if random.chance(50) { yaml += "assume: {unsplit: {input: 45%, output: 55%}}\n" }
    if random.chance(50) { yaml += "backends: {one: p0, \"t: wo\": p1}\n" }
    yaml += "prices:\n"
    for number in 0..<1 + random.below(3) { yaml += Self.entry(&random, "p\(number)") }
    if random.chance(50) { yaml += Self.contract(&random) }
    if random.chance(50) {
      yaml +=
        "fx: {GBP: [{rate: 1.25}], CHF: [{from: 2026-01-01, rate: 1.1}, "
        + "{from: 2026-02-01, rate: 1.2}]}\n"
    }
  }

  private static func entry(_ random: inout SeededNumbers, _ id: String) -> String {
    var text = "  - id: \(id)\n"
    if random.chance(60) {
      text += "    match: [\(id)-x, \"\(id)*\", {regex: \"^\(id)\\\\d+$\"}, \"=\(id)\"]\n"
    }
    if random.chance(30) { text += "    backend: [a, \"b-*\"]\n" }
    if random.chance(30) { text += "    ignore_case: true\n" }
    if random.chance(60) { text += "    source: https://example.com/a\n" }
    if random.chance(20) { text += "    assume: {unsplit: {input: 100%}}\n" }
    text += "    rates:\n"
    for day in 1..<2 + random.below(3) {
      let until = random.chance(20) ? ", until: 2026-0\(day)-20" : ""
      text += "      - {from: 2026-0\(day)-01\(until)\(row(&random))}\n"
    }
    if random.chance(30) {
      text += "      - {when: {service_tier: \"fl ex\"}\(row(&random))}\n"
      text +=
        "      - {when: {service_tier: batch, hours: \"16:30-00:30\", weekdays: [sat, sun], "
        + "timezone: Asia/Shanghai}\(row(&random))}\n"
    } else if random.chance(20) {
      text += "      - {from: 2027-01-01, fixed: 310.5, per: 1 month, cache_read: input}\n"
    }
    return text
  }

  /// The rates of a row; sometimes none.
  private static func row(_ random: inout SeededNumbers) -> String {
    guard !random.chance(10) else { return "" }
    var fields = ["per: \(random.pick(["1M tokens", "1K", "1", "1.5K tokens"]))"]
    if random.chance(30) { fields.append("source: \"a letter, 2026\"") }
    for meter in ["input", "output", "cache_read", "reasoning", "input_audio"] {
      let price = "\(random.below(90)).\(1 + random.below(9))"
      if random.chance(50) { fields.append("\(meter): \(price)") }
    }
    if random.chance(40) { fields.append("cache_write: input") }
    if random.chance(20) { fields.append("\"input_*\": input") }
    if random.chance(30) {
      fields.append("pages: {price: 3, per: \(random.pick(["1K pages", "1"]))}")
    }
    if random.chance(30) { fields.append("requests: {price: 0.001, per: 1}") }
    if random.chance(30) {
      fields.append(
        "above: [{at_least: \(random.pick([0, 1, 1000])), input: 7}, "
          + "{context: 128000, input: 8, pages: {price: 1, per: 1 page}}]")
    }
    return ", " + fields.joined(separator: ", ")
  }

  private static func contract(_ random: inout SeededNumbers) -> String {
    let terms = [
      "{name: \"cut: all\", discount: 12.5%, from: 2026-01-01}",
      "{name: free, match: [p0, \"p*\"], meter: pages, free: 10K pages}",
      "{name: steps, meter: input, graduated: [{above: 0, discount: 0%}, "
        + "{above: 100M tokens, price: 0.05, per: 1M tokens}]}",
      "{name: volume, volume: [{above: 0, discount: 0%}, {above: 1000.5, discount: 5%}]}",
      "{name: credit, credit: 100.25, until: 2026-11-01}", "{name: least, commitment: 5000}",
    ].filter { _ in random.chance(60) }
    return terms.isEmpty ? "" : "contract:\n" + terms.map { "  - \($0)\n" }.joined()
  }
}
