import Foundation
import Rendering
import TestSupport
import Testing

/// `tariff compare` over the samples, as a user runs it.
struct `Comparisons` {
  static let folder = "samples/gateway/scenarios"

  private func compare(_ arguments: String...) throws -> Program.Outcome {
    try Program().run(list: ["compare", "samples/gateway"] + arguments)
  }

  @Test(arguments: ["compare.txt", "compare.md", "compare.json", "compare.csv", "compare.html"])
  func `of the gateway are the same bytes as ever`(file: String) throws {
    let made = try Scratch.folder().appending(path: file)
    let outcome = try compare(
      "--month", "2026-10", "--scenario", "\(Self.folder)/local-first.yaml",
      "--scenario", "\(Self.folder)/contract-2027.yaml", "--set", "gemini.input=0.10",
      "-o", made.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let golden = Program.root.appending(path: "Tests/EndToEndTests/Golden/gateway/\(file)")
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try Data(contentsOf: made).write(to: golden)
      Issue.record("recorded \(golden.path)")
    }
    #expect(try Data(contentsOf: made) == Data(contentsOf: golden))
    if file.hasSuffix("html") {
      let html = try String(contentsOf: made, encoding: .utf8)
      #expect(MarkupValidation.errorCount(html: html) == 0)
    }
  }

  @Test(arguments: [
    ["--month", "2026-10"], [], ["--timezone", "Europe/Berlin", "--week", "2026-W42"],
  ])
  func `start from the report's own figures`(period: [String]) throws {
    let compared = try tree(
      ["compare"] + period + ["--format", "json", "--scenario", "\(Self.folder)/local-first.yaml"])
    let report = try tree(["report"] + period + ["--format", "json"])
    #expect(
      compared["baseline", "cost", "amount"].number == report["cost", "total", "amount"].number)
    #expect(compared["baseline", "cost", "low"].number == report["cost", "total", "low"].number)
    let months = [compared["baseline", "month"], report["cost", "month"]].map { month in
      ["actual_to_date", "days_complete"].map { month[$0].number }
        + ["amount", "low"].map { month["amount", $0].number }
        + ["low", "high"].map { month["interval", $0].number }
    }
    #expect(months[0] == months[1])
    let scenario = compared["scenarios"].elements[0]
    let difference = try #require(scenario["difference"].number)
    for (list, key) in [("steps", "effect"), ("backends", "difference")] {
      let sum = scenario[list].elements.reduce(Decimal(0)) { $0 + ($1[key].number ?? 0) }
      #expect(sum == difference, "\(list)")
    }
    let costs = Dictionary(
      uniqueKeysWithValues: report["backends"].elements.map {
        ($0["name"].text ?? "", $0["cost", "amount"].number)
      })
    for row in scenario["backends"].elements {
      #expect(row["before"].number == costs[row["name"].text ?? ""])
    }
  }

  /// Worked out with fractions by another program, from the report's quantities.
  @Test func `come out to the last digit`() throws {
    let compared = try tree([
      "compare", "--month", "2026-10", "--format", "json", "--scenario",
      "\(Self.folder)/local-first.yaml",
    ])
    let known = [
      "anthropic": "9.827429058", "gemini": "0.35613603072", "local": "0",
      "nvidia_deepseek": "0.6865465716", "nvidia_qwen": "2.957914848",
    ]
    for row in compared["scenarios"].elements[0]["backends"].elements {
      #expect(row["after"].number == known[row["name"].text ?? ""].flatMap { Decimal(string: $0) })
    }
  }

  private func tree(_ arguments: [String]) throws -> JSONTree {
    let command = [arguments[0], "samples/gateway"] + arguments.dropFirst()
    let outcome = try Program().run(list: command)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONTree(outcome.output)
  }

  @Test func `have keys in the promised order`() throws {
    let outcome = try compare("--set", "gemini.input=0.10", "--format", "json")
    let keys = outcome.output.matches(of: /\n {2,6}"(\w+)":/).map { String($0.1) }
    let once = keys.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    #expect(
      once == [
        "schema_version", "baseline", "name", "cost", "amount", "low", "high", "complete",
        "month", "method", "interval", "actual_to_date", "days_complete", "history_from",
        "confidence", "backtest_error_percent", "reason", "scenarios", "difference", "percent",
        "steps", "backends", "unpriced", "cheapest",
      ])
  }

  static let failures: [(arguments: [String], status: Int32, message: String)] = [
    ([], 64, "no scenario"),
    (["--set", "gemini=1"], 64, "--set: found 'gemini=1'"),
    (["--set", "nobody.input=1"], 64, "--set: found 'nobody'"),
    (["--set", "gemini.input=1", "--format", "pdf"], 64, "--format: found 'pdf'"),
    (["--set", "gemini.input=1", "--cost", "reported"], 64, "--cost reported"),
    (["--scenario", "no.yaml"], 66, "no.yaml: no such file"),
    (["--scenario", "samples/gateway/README.md"], 65, "README.md:"),
    (["--set", "gemini.input=1", "-o", "/no/such/folder/x.md"], 73, "/no/such/folder"),
  ]

  @Test(arguments: failures.indices)
  func `say what is wrong`(index: Int) throws {
    let expected = Self.failures[index]
    let outcome = try Program().run(list: ["compare", "samples/gateway"] + expected.arguments)
    #expect(outcome.status == expected.status, "\(outcome.errors)")
    #expect(outcome.errors.contains(expected.message), "\(outcome.errors)")
  }

  @Test func `read a scenario's books beside its file, and name steps about nothing`() throws {
    let folder = try Scratch.folder()
    try Data(
      """
      tariff: scenario/1
      name: missing
      steps:
        - prices: next.yaml
      """.utf8
    ).write(to: folder.appending(path: "missing.yaml"))
    try Data(
      """
      tariff: scenario/1
      name: nothing
      steps:
        - move: {from: nobody, to: local}
      """.utf8
    ).write(to: folder.appending(path: "nothing.yaml"))
    let missing = try compare("--scenario", folder.appending(path: "missing.yaml").path)
    #expect(missing.status == 66)
    #expect(missing.errors.contains("\(folder.path)/next.yaml"), "\(missing.errors)")
    let nothing = try compare("--scenario", folder.appending(path: "nothing.yaml").path)
    #expect(nothing.status == 0)
    #expect(nothing.errors.contains("'move: nobody → local' is about none of the usage"))
    let misspelt = try compare("--set", "gemini.inptu=1")
    #expect(misspelt.errors.contains("'set: gemini.inptu=1' is about none of the usage"))
  }
}
