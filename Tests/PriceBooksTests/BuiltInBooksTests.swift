import Charging
import ConfigurationText
import ExactNumbers
import Foundation
import Metering
import PriceBooks
import TestSupport
import Testing

/// The price books that the program carries, all together.
struct `Built-in books` {
  private static let folder = Program.root.appending(path: "pricing")

  private static func prepared() throws -> PreparedBooks {
    let data = try Data(contentsOf: folder.appending(path: "prepared.txt"))
    return try #require(PreparedBooks(Array(data)))
  }

  private static func parsed() throws -> [(file: String, book: PriceBook)] {
    try prepared().books.map { file, _ in
      let text = try String(contentsOf: Program.root.appending(path: file), encoding: .utf8)
      return (file, try PriceBook(parsing: text, file: file))
    }
  }

  private static func all() throws -> PriceBooks { PriceBooks(try prepared().books.map(\.book)) }

  private static func instant(_ text: String) throws -> Instant {
    if let date = CivilDate(parsing: text) { return date.utcMidnight }
    return try #require(DateTimeText(parsing: text)).asUTC
  }

  @Test func `stand in the prepared form as their files say`() throws {
    let text = try String(
      contentsOf: Self.folder.appending(path: "prepared.txt"), encoding: .utf8)
    // Files that were changed since are what this finds; `make prices` prepares them again.
    #expect(try PreparedBooksWriter.text(Self.parsed()) == text)
    // What is read of it is what was written into it.
    #expect(try PreparedBooksWriter.text(Self.prepared().books) == text)
  }

  @Test func `are all the files of the folder`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let books = files.filter { $0.hasSuffix(".yaml") }.map { "pricing/\($0)" }
    #expect(Set(books) == Set(try Self.prepared().books.map(\.file)))
    #expect(try Self.prepared().books.first?.file == "pricing/default.yaml")
  }

  @Test(arguments: BuiltInPriceTable.lines.indices)
  func `price a name as the sources do`(index: Int) throws {
    let line = BuiltInPriceTable.lines[index]
    let books = try Self.all()
    var question = PriceQuestion(
      backend: line.backend, model: line.model, instant: try Self.instant(line.at))
    question.context = 1000
    let answer = books.explain(question)
    guard case .priced(let row) = answer.resolution else {
      Issue.record("\(line.model) has no price")
      return
    }
    #expect(row.entry.id == line.id)
    #expect(row.row.rates["input"]?.price.description == line.input, "\(line.model)")
    #expect(row.row.rates["output"]?.price.description ?? "" == line.output, "\(line.model)")
    #expect(row.row.rates["input"]?.per == ExactDecimal(1_000_000))
  }

  @Test(arguments: [
    ("local", "0", "0"), ("gemini", "0.075", "0.3"), ("nvidia_deepseek", "0.27", "1.08"),
    ("nvidia_qwen", "0.45", "1.8"),
  ])
  func `leave the recorder's four backends as they were`(
    backend: String, input: String, output: String
  ) throws {
    let resolution = try Self.all().resolve(
      backend: backend, model: nil, serviceTier: "standard",
      at: Instant(milliseconds: 1_790_000_000_000))
    guard case .priced(let row) = resolution else {
      Issue.record("\(backend) has no price")
      return
    }
    #expect(row.entry.id == backend)
    #expect(row.book.name == "default")
    #expect(row.row.rates["input"]?.price.description == input)
    #expect(row.row.rates["output"]?.price.description == output)
  }

  @Test func `never leave a name between two prices`() throws {
    let books = try Self.all()
    var tried = 0
    for (_, book) in try Self.prepared().books {
      for pattern in book.entries.flatMap(\.patterns) {
        for end in ["", "24-05-13", "-x"] {
          let name = pattern.description.replacing("*", with: end)
          let resolution = books.resolve(
            backend: "nobody", model: name, serviceTier: "standard",
            at: Instant(milliseconds: 1_790_000_000_000))
          if case .unpriced(.ambiguous) = resolution { Issue.record("\(name) is ambiguous") }
          tried += 1
        }
      }
    }
    #expect(tried > 20_000)
  }

  @Test func `give every id and every exact name to one book`() throws {
    var owners: [String: String] = [:]
    for (_, book) in try Self.prepared().books {
      for entry in book.entries {
        for case .exact(let name) in entry.patterns {
          #expect(owners[name] == nil, "\(name): \(book.name) and \(owners[name] ?? "")")
          owners[name] = book.name
        }
      }
    }
    let ids = try Self.prepared().books.flatMap { $0.book.entries.map(\.id) }
    #expect(Set(ids).count == ids.count)
  }

  @Test func `pass their own check without a finding`() throws {
    let today = CivilDate(year: 2026, month: 11, day: 24)
    for (file, book) in try Self.parsed() {
      let findings = PriceCheck(book, file: file, errors: [], today: today).findings
      #expect(findings.map(\.description) == [])
    }
  }

  @Test func `find nothing that isn't named`() throws {
    for name in ["", "gpt-4", "gpt-4o ", "GPT-4O", "zzzz", "a", "gpt-4o-2", "\u{7F}"] {
      let resolution = try Self.all().resolve(
        backend: "nobody", model: name, serviceTier: "standard",
        at: Instant(milliseconds: 1_790_000_000_000))
      if name == "gpt-4" {
        guard case .priced = resolution else { Issue.record("gpt-4 has no price"); continue }
      } else {
        guard case .unpriced(.noMatch) = resolution else {
          Issue.record("'\(name)' has a price")
          continue
        }
      }
    }
  }

  @Test func `charge DeepSeek's hours on the days on which they hold`() throws {
    let books = try Self.all()
    // The night of 2025: 16:30 to 00:30. The peaks of 2026: weekdays, and one Saturday.
    for (model, at, input) in [
      ("deepseek-chat", "2025-02-26T16:29:59Z", "0.27"),
      ("deepseek-chat", "2025-02-26T16:30:00Z", "0.135"),
      ("deepseek-chat", "2025-03-01T00:29:59Z", "0.135"),
      ("deepseek-chat", "2025-03-01T00:30:00Z", "0.27"),
      ("deepseek-chat", "2025-09-05T17:00:00Z", "0.56"),
      ("deepseek-reasoner", "2025-03-01T00:29:59Z", "0.135"),
      ("deepseek-v4-pro", "2026-08-16T02:00:00Z", "0.435"),
      ("deepseek-v4-pro", "2026-08-21T02:00:00Z", "1.32"),
      ("deepseek-v4-pro", "2026-08-21T05:00:00Z", "0.66"),
      ("deepseek-v4-pro", "2026-08-22T09:59:59Z", "1.32"),
      ("deepseek-v4-pro", "2026-08-22T10:00:00Z", "0.66"),
      ("deepseek-v4-pro", "2026-08-23T02:00:00Z", "0.66"),
      ("deepseek-v4-pro", "2026-11-23T06:00:00Z", "1.32"),
      ("deepseek-v4-flash", "2026-11-23T10:00:00Z", "0.15"),
    ] {
      let answer = books.explain(
        PriceQuestion(backend: "nobody", model: model, instant: try Self.instant(at)))
      guard case .priced(let row) = answer.resolution else {
        Issue.record("\(model) has no price at \(at)")
        continue
      }
      #expect(row.row.rates["input"]?.price.description == input, "\(model) at \(at)")
    }
  }

  /// All rows of service tiers, each with the standard row that holds when it begins, or today.
  private static func tierRows() throws -> [(id: String, row: PriceRow, standard: PriceRow)] {
    let today = try instant("2026-11-24")
    return try prepared().books.flatMap(\.book.entries).flatMap { entry in
      entry.rows.filter { $0.condition.serviceTier != nil }.compactMap { row in
        let start = max(row.time.start, min(today, row.until ?? today) - .millisecond)
        let standard = entry.rows.first { $0.condition.isEmpty && $0.holds(at: start) }
        return standard.map { (entry.id, row, $0) }
      }
    }
  }

  @Test func `keep the standard row's context tiers in every service tier`() throws {
    var compared = 0
    for (id, row, standard) in try Self.tierRows() {
      for tier in standard.tiers {
        let own = row.tiers.first { $0.minimum == tier.minimum }
        #expect(own != nil, "\(id) \(row.condition.serviceTier ?? "") at \(tier.minimum)")
        for meter in tier.rates.keys { #expect(own?.rates[meter] != nil, "\(id) \(meter)") }
        compared += 1
      }
    }
    #expect(compared > 100)
  }

  @Test func `bill reasoning of a service tier as its output`() throws {
    let books = try Self.all()
    for (id, row, _) in try Self.tierRows() where row.rates["output"] != nil {
      let priced = PricedRow(book: books.books[0], entry: PriceEntry(id: id), row: row)
      for tier in [nil] + row.tiers.map(Optional.some) {
        #expect(priced.rate(of: "reasoning", tier: tier) == priced.rate(of: "output", tier: tier))
      }
    }
  }

  @Test func `begin xAI's large context at 200,000 for every name and tier`() throws {
    let book = try #require(try Self.prepared().books.first { $0.file == "pricing/xai.yaml" }?.book)
    let tiers = book.entries.flatMap(\.rows).flatMap(\.tiers).map(\.minimum)
    #expect(tiers.filter { $0 != 200_000 && $0 != 128_001 } == [])
    #expect(tiers.count > 40)
    for name in book.entries.flatMap(\.patterns).map(\.description) {
      #expect(name.split(separator: "/").count <= 2, "\(name)")
    }
  }

  @Test(arguments: [
    ("gemini-4-argon", "batch", "2026-11-24", "5"), ("gemini-4-argon", "batch", "2026-12-01", "10"),
    ("gemini-4-argon", "standard", "2026-12-01", "20"),
    ("gemini-4-argon", "flex", "2026-11-30", "5"),
    // Nothing is published of flex from then on: it is not cheaper than the list.
    ("gemini-4-argon", "flex", "2026-12-01", "20"),
    ("gemini-2.5-flash", "batch", "2026-10-03", "1.25"),
    ("gemini-2.5-flash", "priority", "2026-10-03", "4.5"),
  ])
  func `know today's service tiers, and of days to come what is said`(
    model: String, tier: String, at: String, output: String
  ) throws {
    let resolution = try Self.all().resolve(
      backend: "google", model: model, serviceTier: tier, at: try Self.instant(at))
    guard case .priced(let row) = resolution else {
      Issue.record("\(model) has no price")
      return
    }
    for meter in ["output", "reasoning"] {
      #expect(row.rate(of: meter, tier: nil)?.price.description == output)
    }
  }

  @Test func `let a user's book cover an id for its own instants alone`() throws {
    let own = try PriceBook(
      parsing: """
        tariff: prices/1
        currency: USD
        prices:
          - id: openai/gpt-4o
            rates: [{from: 2026-06-01, per: 1M tokens, input: 1, output: 4}]
        """, file: "own.yaml")
    let books = PriceBooks(try Self.prepared().books.map(\.book) + [own])
    for (at, input) in [("2026-05-31", "2.5"), ("2026-06-01", "1")] {
      let resolution = books.resolve(
        backend: "nobody", model: "gpt-4o", serviceTier: "standard", at: try Self.instant(at))
      guard case .priced(let row) = resolution else {
        Issue.record("gpt-4o has no price at \(at)")
        continue
      }
      #expect(row.row.rates["input"]?.price.description == input)
    }
    #expect(books.boundaries.instants.contains(try Self.instant("2026-06-01")))
  }

  @Test func `are no prepared books when something else is in the file`() {
    for text in ["", "tariff prepared prices/1\n", "tariff prepared prices/1\nsizes\t1\t0\t0\t0\n"]
    {
      #expect(PreparedBooks(Array(text.utf8)) == nil)
    }
  }
}
