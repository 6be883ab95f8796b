import Foundation
import TestSupport
import Testing

/// A comparison says where its two sides were asked differently, and of equal questions nothing.
struct `Two sides of a comparison` {
  private let book = PricedUsage.book("- {per: 1, input: 1}")

  private func usage() -> PricedUsage {
    var usage = PricedUsage(book)
    usage.files["other.yaml"] = book.replacing("input: 1", with: "input: 2")
    usage.files["others.yaml"] =
      "tariff: rules/1\nrules:\n  ours: {rows: backends, severity: info, message: \"{{name}}\"}\n"
    for backend in ["a", "b"] {
      usage.add(
        1, "\"backend_used\":\"\(backend)\",\"model\":\"m\",\"input_tokens\":10,\"cost_usd\":7")
    }
    return usage
  }

  private static let asked: [(options: [String], what: String, before: String?, after: String)] = [
    (["--where", "backend=a"], "where", nil, "backend=a"),
    (["--timezone", "Europe/Berlin"], "timezone", "UTC", "Europe/Berlin"),
    (["--dedup", "none"], "dedup", "auto", "none"),
    (["--estimate-tokens"], "estimate_tokens", "false", "true"),
    (["--assume-zone", "Asia/Tokyo"], "assume_zone", "UTC", "Asia/Tokyo"),
    (["--prices", "other.yaml"], "prices", nil, "hand ("),
    (["--rules", "others.yaml"], "rules", "", ""),
  ]

  @Test(arguments: asked.indices)
  func `say what was asked differently, and nothing else`(index: Int) throws {
    let (options, what, before, after) = Self.asked[index]
    let usage = usage()
    let folder = try usage.folder()
    #expect(try usage.run("report", ["-o", "plain.json"], in: folder).status == 0)
    #expect(try usage.run("report", options + ["-o", "other.json"], in: folder).status == 0)
    let diff = try Program().run(
      list: ["diff", "plain.json", "other.json", "--format", "json"], in: folder)
    let told = try JSONTree(diff.output)["asked_differently"].elements
    #expect(told.map { $0["what"].text } == [what], "\(diff.output)")
    #expect(told[0]["before"].text?.hasPrefix(before ?? "") ?? (before == nil))
    #expect(told[0]["after"].text?.hasPrefix(after) == true)
    #expect(diff.errors.hasPrefix("tariff: The two sides were asked differently: "))
    // A report beside a saved one, in every document.
    let beside = try usage.run(
      "report",
      options + ["--against", "plain.json", "-o", "out/"]
        + ["json", "markdown", "html", "xml"].flatMap { ["--format", $0] }, in: folder)
    #expect(beside.status == 0 && beside.errors == diff.errors, "\(beside.errors)")
    let json = try JSONTree(contentsOf: folder.appending(path: "out/report.json"))
    #expect(json["changes", "asked_differently"].elements.map { $0["what"].text } == [what])
    for name in ["report.md", "report.html"] {
      let text = try String(contentsOf: folder.appending(path: "out/\(name)"), encoding: .utf8)
      #expect(text.contains("The two sides were asked differently"), "\(name)")
    }
    let xml = try String(contentsOf: folder.appending(path: "out/report.xml"), encoding: .utf8)
    #expect(xml.contains("asked_differently") || xml.contains("asked-differently"))
  }

  @Test(arguments: [
    [], ["--where", "backend=a", "--where", "tool=t"], ["--timezone", "Asia/Tokyo"],
    ["--budget", "5"], ["--group-by", "tool"], ["--rules", "others.yaml"],
  ])
  func `say nothing where they were asked alike`(options: [String]) throws {
    let usage = usage()
    let folder = try usage.folder()
    #expect(try usage.run("report", options + ["-o", "one.json"], in: folder).status == 0)
    // Filters are the same in any order.
    let again =
      options.first == "--where" ? [2, 3, 0, 1].map { options[$0] } : options
    let beside = try usage.run(
      "report", again + ["--against", "one.json", "--format", "json"], in: folder)
    #expect(beside.status == 0 && beside.errors.isEmpty, "\(beside.errors)")
    let told = try JSONTree(beside.output)["changes", "asked_differently"]
    #expect(told.elements.isEmpty)
    for template in ["weekly.md", "pr-comment.md", "finance.html", "report.md"] {
      let text = try usage.run(
        "report", again + ["--against", "one.json", "--template", template], in: folder)
      #expect(text.status == 0 && !text.output.contains("asked differently"))
    }
  }

  /// Books that the program carries are named where they price something, which is no question.
  @Test func `with other models of built-in books were asked alike`() throws {
    let folder = try Scratch.folder()
    for (month, model) in [("09", "gpt-4o"), ("10", "claude-sonnet-4-5")] {
      let line =
        "{\"timestamp\":\"2026-\(month)-05T10:00:00Z\",\"backend_used\":\"b\",\"model\":\"\(model)\","
        + "\"input_tokens\":1000}\n"
      try Data(line.utf8).write(to: folder.appending(path: "\(month).ndjson"))
    }
    let outcome = try Program().run(list: ["diff", "09.ndjson", "10.ndjson"], in: folder)
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(!outcome.output.contains("asked differently"))
  }
}
