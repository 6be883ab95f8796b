import Foundation
import Rendering
import TestSupport
import Testing

/// `--table` in CSV and NDJSON: one fact a row, and always the same columns.
struct `A table` {
  private func output(_ arguments: String..., path: String = "samples/gateway") throws -> String {
    let outcome = try Program().run(list: ["report", path, "--group-by", "label:team"] + arguments)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  private func csv(_ name: String, path: String = "samples/gateway") throws -> CSVTable {
    try #require(CSVTable(try output("--format", "csv", "--table", name, path: path)))
  }

  @Test(arguments: ReportTable.names)
  func `has the same columns without any row`(name: String) throws {
    let empty = try Scratch.folder().path
    let table = try csv(name)
    #expect(try csv(name, path: empty).columns == table.columns)
    #expect(table.columns.last == "currency")
    #expect(Set(table.columns).count == table.columns.count)
    let lines = try output("--format", "ndjson", "--table", name).split(separator: "\n")
    #expect(lines.count == table.rows.count)
    for line in lines.prefix(1) {
      let row = try JSONTree(line)
      #expect(Set(row.fields.keys) == Set(table.columns))
    }
  }

  @Test(arguments: ReportTable.names)
  func `is described`(name: String) throws {
    let page = try String(
      contentsOf: Program.root.appending(path: "docs/tables.md"), encoding: .utf8)
    let section = try #require(page.components(separatedBy: "\n## \(name)\n").dropFirst().first)
    let rows = section.components(separatedBy: "\n## ")[0].split(separator: "\n")
    let described = rows.filter { $0.hasPrefix("| `") }.map { $0.split(separator: "`")[1] }
    let columns = try csv(name).columns.dropLast().map { $0.hasPrefix("keys_") ? "keys_…" : $0 }
    #expect(described.map(String.init) == columns)
  }

  @Test func `of charges adds up to the total, terms and usage without a price included`() throws {
    let book = try Scratch.file()
    let yaml = """
      tariff: prices/1
      currency: USD
      prices: []
      contract:
        - {name: rebate, discount: 7%}
        - {name: "=voucher", credit: 0.50}
      """
    try Data(yaml.utf8).write(to: book)
    let arguments = ["report", "samples/gateway", "--prices", book.path]
    let csv = try Program().run(list: arguments + ["--format", "csv"])
    let table = try #require(CSVTable(csv.output), "\(csv.errors)")
    let json = try Program().run(list: arguments + ["--format", "json"])
    let report = try JSONTree(json.output)
    let rows = table.cells(["amount", "term", "term_kind", "reason", "backend", "book"])
    let sum = rows.reduce(Decimal(0)) { $0 + (Decimal(string: $1[0]) ?? 0) }
    #expect(sum == report["cost", "total", "amount"].number)
    let terms = rows.filter { !$0[1].isEmpty }.map { Array($0[1...2]) }
    #expect(terms == [["rebate", "discount"], ["'=voucher", "credit"]])
    let unpriced = rows.filter { !$0[3].isEmpty }
    #expect(unpriced == [["", "", "", "no_match", "mystery-gpu", ""]])
  }

  @Test func `of days by backend adds up to the days`() throws {
    let days = try csv("days").cells(["date", "cost_amount"])
    let parts = try csv("day_backends").cells(["date", "cost_amount"])
    for day in days {
      let sum = parts.filter { $0[0] == day[0] }.reduce(Decimal(0)) {
        $0 + (Decimal(string: $1[1]) ?? 0)
      }
      #expect(sum == Decimal(string: day[1]) ?? 0, "\(day[0])")
    }
  }

  @Test func `that no report has is an error that names all`() throws {
    let outcome = try Program().run(
      "report", "samples/gateway", "--format", "csv", "--table", "colours")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("--table: found 'colours'; expected one of assumptions, back"))
  }
}
