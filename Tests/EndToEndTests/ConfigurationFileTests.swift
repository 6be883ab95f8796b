import Foundation
import TestSupport
import Testing

/// `tariff.yaml` says what a command line would, and the command line has the last word.
struct `A configuration file` {
  private func outcome(_ yaml: String, _ arguments: String...) throws -> Program.Outcome {
    let file = try Scratch.file()
    try Data(yaml.utf8).write(to: file)
    let question = ["report", "samples/gateway", "--format", "json", "--config", file.path]
    return try Program().run(list: question + arguments)
  }

  private func output(_ arguments: String...) throws -> String {
    try Program().run(list: ["report", "samples/gateway", "--format", "json"] + arguments).output
  }

  @Test func `takes what a report is compared with`() throws {
    let configured = try outcome("month: 2026-10\nagainst: previous\n")
    #expect(configured.output == (try output("--month", "2026-10", "--against", "previous")))
    #expect(configured.output.contains("\"against\""))
  }

  @Test func `gives way to a format on the command line`() throws {
    let configured = try outcome("format: [csv, xml]\n")
    #expect(configured.status == 0, "\(configured.errors)")
    #expect(configured.output == (try output()))
  }

  @Test(arguments: [["--day", "2026-10-05"], ["--since", "2026-10-05"], ["--month", "2026-09"]])
  func `gives way to another period on the command line`(period: [String]) throws {
    let configured = try outcome("month: 2026-10\n", period[0], period[1])
    #expect(configured.status == 0, "\(configured.errors)")
    #expect(configured.output == (try output(period[0], period[1])))
  }

  /// A value that each option refuses.
  static let badValues: [(option: String, value: String)] = [
    ("input-format", "xls"), ("assume-zone", "Mars/Base"), ("dedup", "some"), ("label", "team"),
    ("since", "yesterday"), ("until", "2026-02-30"), ("last", "7 days"), ("month", "2026-13"),
    ("week", "2026-W60"), ("day", "05.10.2026"), ("timezone", "Mars/Base"), ("now", "noon"),
    ("group-by", "colour"), ("where", "colour=red"), ("currency", "euro"), ("cost", "guessed"),
    ("budget", "1_000"), ("format", "pdf"), ("table", "charge"), ("charts", "ascii"),
    ("generated-at", "noon"), ("color", "red"), ("against", "autumn"), ("fail-on", "rain"),
  ]

  @Test(arguments: badValues.indices)
  func `with a bad value is at fault itself, at the value's place`(index: Int) throws {
    let (option, value) = Self.badValues[index]
    let folder = try Scratch.folder()
    let yaml = "# settings\nquiet: true\n\(option): \(value)\n"
    try Data(yaml.utf8).write(to: folder.appending(path: "tariff.yaml"))
    let sample = Program.root.appending(path: "samples/gateway").path
    let outcome = try Program().run(list: ["report", sample], in: folder)
    #expect(outcome.status == 65, "\(outcome.errors)")
    let place = "tariff: tariff.yaml:3:\(option.utf8.count + 3): \(option): found '"
    #expect(outcome.errors.hasPrefix(place), "\(outcome.errors)")
    #expect(outcome.errors.contains("; expected "), "\(outcome.errors)")
    // The same on the command line is wrong usage.
    let typed = try Program().run(list: ["report", sample, "--\(option)", value])
    #expect(typed.status == 64, "\(typed.errors)")
    #expect(typed.errors.hasPrefix("tariff: --\(option): found '"), "\(typed.errors)")
  }

  @Test(arguments: [
    ("budget: ''", "1:9: found ''; expected a value for 'budget'"),
    ("budget:", "1:8: found nothing; expected a value for 'budget'"),
    ("where: [backend=a, '']", "1:20: found ''; expected a value for 'where'"),
    ("month: [2026-09, 2026-10]", "1:8: found a list; expected one value for 'month'"),
    ("prices: {a: b}", "1:9: found a mapping; expected a value for 'prices'"),
    ("strict: perhaps", "1:9: found 'perhaps'; expected true or false for 'strict'"),
    ("month: 2026-10\nweek: 2026-W40", "2:7: found a period said in a second way, 'week'"),
    ("until: 2026-10-01\nday: 2026-10-01", "2:6: found a period said in a second way, 'day'"),
    ("bugdet: 5", "1:1: found the unknown key 'bugdet'; expected a long option: input-format"),
    ("schema: true", "1:1: found the unknown key 'schema'"),
    ("config: other.yaml", "1:1: found the unknown key 'config'"),
  ])
  func `says where it can't be understood`(yaml: String, message: String) throws {
    let folder = try Scratch.folder()
    try Data(yaml.utf8).write(to: folder.appending(path: "tariff.yaml"))
    let outcome = try Program().run(list: ["report", "."], in: folder)
    #expect(outcome.status == 65, "\(outcome.errors)")
    #expect(outcome.errors.contains("tariff.yaml:\(message)"), "\(outcome.errors)")
  }

  @Test func `says which option a misspelt one is near to`() throws {
    let outcome = try outcome("bugdet: 5\n")
    #expect(outcome.status == 65 && outcome.errors.contains("; did you mean 'budget'?"))
  }

  @Test func `does not stand for a bad value of the command line`() throws {
    let outcome = try outcome("where: backend=gemini\n", "--where", "colour=red")
    #expect(outcome.status == 64 && outcome.errors.hasPrefix("tariff: --where: found 'colour'"))
  }

  @Test func `names files beside it, wherever the program runs`() throws {
    let folder = try Scratch.folder()
    let inner = folder.appending(path: "settings/books")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    let files = [
      "settings/tariff.yaml":
        "prices: [none, books/b.yaml]\nrules: [none, books/r.yaml]\n"
        + "template: books/t.md.mustache\noutput: report.txt\n"
        + "map: books/m.yaml\n",
      "settings/books/b.yaml":
        "tariff: prices/1\ncurrency: EUR\nprices: [{id: m, rates: [{per: 1, input: 1}]}]\n",
      "settings/books/r.yaml":
        "tariff: rules/1\nrules:\n"
        + "  ours: {rows: backends, severity: info, message: \"{{name}}\"}\n",
      "settings/books/m.yaml": try String(
        contentsOf: Program.root.appending(path: "formats/litellm.yaml"), encoding: .utf8),
      "settings/books/t.md.mustache":
        "{{cost.currency}} {{cost.total.amount}} {{recommendations.total}}\n",
      "e.ndjson":
        "{\"timestamp\":\"2026-10-05T10:00:00Z\",\"backend_used\":\"m\",\"input_tokens\":7}\n",
    ]
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    let outcome = try Program().run(
      list: ["report", "e.ndjson", "--config", "settings/tariff.yaml"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let report = folder.appending(path: "settings/report.txt")
    #expect(try String(contentsOf: report, encoding: .utf8) == "EUR 7 1\n")
  }

  @Test func `leaves saved reports the period that they have`() throws {
    let folder = try Scratch.folder()
    let sample = Program.root.appending(path: "samples/gateway").path
    for week in ["W40", "W41"] {
      let report = try Program().run(
        list: ["report", sample, "--week", "2026-\(week)", "-o", "\(week).json"], in: folder)
      #expect(report.status == 0, "\(report.errors)")
    }
    let plain = try Program().run(list: ["diff", "W40.json", "W41.json"], in: folder)
    try Data("month: 2026-10\n".utf8).write(to: folder.appending(path: "tariff.yaml"))
    let configured = try Program().run(list: ["diff", "W40.json", "W41.json"], in: folder)
    #expect(configured.status == 0, "\(configured.errors)")
    #expect(configured.output == plain.output && !plain.output.isEmpty)
    // With events on a side the period is theirs.
    let mixed = try Program().run(list: ["diff", "W40.json", sample], in: folder)
    let asked = try Program().run(
      list: ["diff", "W40.json", sample, "--month", "2026-10"], in: try Scratch.folder())
    #expect(mixed.status == 0 && asked.status == 66, "\(mixed.errors)")
    #expect(mixed.output.contains("2026-10"))
  }
}
