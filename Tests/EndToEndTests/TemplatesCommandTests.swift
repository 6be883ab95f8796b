import Foundation
import TestSupport
import Testing

/// `tariff templates`, and templates of a user's own.
struct `Templates` {
  private static let shipped = [
    "finance.html", "junit.xml", "pr-comment.md", "report.html", "report.md", "weekly.md",
  ]

  private func folder(_ files: [String: String]) throws -> URL {
    let folder = try Scratch.folder()
    for (name, text) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return folder
  }

  private func report(
    _ template: String, in folder: URL, environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    let sample = Program.root.appending(path: "samples/gateway").path
    return try Program().run(
      list: ["report", sample, "--template", template], in: folder, environment: environment)
  }

  @Test func `are listed with what they make`() throws {
    let outcome = try Program().run("templates", "list", "--format", "json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = try JSONTree(outcome.output).elements
    let names = rows.compactMap { $0["name"].text }
    #expect(Self.shipped.allSatisfy(names.contains))
    let weekly = rows.first { $0["name"].text == "weekly.md" }
    #expect(weekly?["makes"].text == "markdown")
    #expect(weekly?["about"].text?.hasPrefix("A week against the one before") == true)
  }

  @Test(arguments: shipped)
  func `that ship pass their own check`(name: String) throws {
    let outcome = try Program().run("templates", "check", name)
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output == "\(name): no errors\n")
  }

  @Test func `are exported as they are, and never over a file`() throws {
    let folder = try Scratch.folder().path
    let file = Program.root.appending(path: "templates/weekly.md.mustache")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(try Program().run("templates", "export", "weekly.md").output == text)
    #expect(try Program().run("templates", "export", "-o", folder).status == 0)
    #expect(try String(contentsOfFile: "\(folder)/weekly.md.mustache", encoding: .utf8) == text)
    let again = try Program().run("templates", "export", "weekly.md", "-o", folder)
    #expect(again.status == 73)
    #expect(again.errors.contains("weekly.md.mustache: is there already"))
    #expect(try Program().run("templates", "export").status == 64)
    #expect(try Program().run("templates", "export", "monthly.md").errors.contains("weekly.md"))
  }

  static let broken: [(source: String, message: String)] = [
    ("a\n {{totls.requests}}", ":2:2: unknown name 'totls.requests'; did you mean 'totals'?"),
    ("{{#backends}}\n{{nmae}}{{/backends}}", ":2:1: unknown name 'nmae'"),
    ("{{#backends}}", ":1:1: 'backends' is never closed; add {{/backends}}"),
    ("{{>reprt.md}}", ":1:1: unknown partial 'reprt.md'; did you mean 'report.md'?"),
    ("{{<report.md}}{{$charge}}{{/charge}}{{/report.md}}", "has no block 'charge'"),
    ("{{view.totl}}", ":1:1: unknown name 'view.totl'; did you mean 'total'?"),
    ("{{cost.total}}", ":1:1: 'cost.total' is an object"),
    ("{{generator | 2}}", ":1:1: filter '2' needs a number"),
  ]

  @Test(arguments: broken.indices)
  func `that are broken are found, with line and column`(index: Int) throws {
    let folder = try folder(["t.md.mustache": Self.broken[index].source])
    let outcome = try Program().run(list: ["templates", "check", "t.md.mustache"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.output.contains(Self.broken[index].message), "\(outcome.output)")
    #expect(outcome.errors.contains("1 error in templates"))
  }

  @Test func `replace one section, and keep the rest`() throws {
    let folder = try folder([
      "t.md.mustache":
        "{{<report.md}}\n{{$charges}}\n\nNo charges here.\n{{/charges}}\n{{/report.md}}"
    ])
    let plain = try Program().run("report", "samples/gateway").output
    let ours = try report("t.md.mustache", in: folder).output
    let start = try #require(plain.range(of: "\n## Charges"))
    #expect(ours == plain[..<start.lowerBound] + "\nNo charges here.\n")
  }

  @Test func `find partials beside them, then in TARIFF_HOME, then built in`() throws {
    let home = try folder([
      "templates/a.mustache": "home a", "templates/b.md.mustache": "home {{view.currency}}",
      "templates/report.md.mustache": "{{<report.md}}{{$title}}Ours{{/title}}{{/report.md}}",
    ])
    let folder = try folder(["t.md.mustache": "{{>a}}, {{>b}}", "a.md.mustache": "beside a"])
    let environment = ["TARIFF_HOME": home.path]
    #expect(
      try report("t.md.mustache", in: folder, environment: environment).output
        == "beside a, home USD")
    let sample = Program.root.appending(path: "samples/gateway").path
    let outcome = try Program().run(list: ["report", sample], environment: environment)
    #expect(outcome.output.hasPrefix("Ours"), "\(outcome.errors)")
    #expect(outcome.output.contains("\n## Charges\n"))
  }

  @Test func `name themselves, and there is no other`() throws {
    let folder = try folder([:])
    let outcome = try report("monthly.md", in: folder)
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("pr-comment.md, report.html"))
  }

  /// `--template weekly.md -o weekly.md` is the plainest way to say it, and it is said every week.
  @Test(arguments: shipped)
  func `make a document of their own name, on every run`(name: String) throws {
    let folder = try Scratch.folder()
    let sample = Program.root.appending(path: "samples/gateway").path
    var texts: [String] = []
    for _ in 0..<2 {
      let outcome = try Program().run(
        list: ["report", sample, "--month", "2026-10", "--template", name, "-o", name], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      texts.append(try String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }
    #expect(texts[0] == texts[1] && !texts[0].isEmpty)
    let check = try Program().run(list: ["templates", "check", name], in: folder)
    #expect(check.status == 0, "\(check.output)")
  }

  @Test func `are their names and paths, whatever else lies there`() throws {
    let folder = try folder([
      "weekly.md/readme.md.mustache": "a folder", "notes.md": "no template", "ours.mustache": "x",
      "notes.md.mustache": "{{view.currency}}",
    ])
    #expect(try report("weekly.md", in: folder).output.hasPrefix("# LLM usage"))
    #expect(try report("notes.md.mustache", in: folder).output == "USD")
    let document = try report("notes.md", in: folder)
    #expect(document.status == 64)
    #expect(document.errors.contains("notes.md: found a file that is no template by its name"))
    let single = try report("ours.mustache", in: folder)
    #expect(single.status == 65 && single.errors.contains("expected a middle extension"))
    let near = try report("wekly.md", in: folder)
    #expect(near.status == 66 && near.errors.contains("did you mean 'weekly.md'?"))
  }

  @Test func `stand for their own format among others`() throws {
    let folder = try Scratch.folder().path
    let outcome = try Program().run(
      "report", "samples/gateway", "--template", "weekly.md", "--format", "json", "--format",
      "markdown", "-o", folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let weekly = try String(contentsOfFile: "\(folder)/report.md", encoding: .utf8)
    #expect(weekly.hasPrefix("# LLM usage, 2026-09-21"))
    #expect(try String(contentsOfFile: "\(folder)/report.json", encoding: .utf8).hasPrefix("{"))
    let other = try Program().run(
      "report", "samples/gateway", "--template", "weekly.md", "--format", "html")
    #expect(other.status == 64)
  }

  @Test func `see keys that a report may lack as null`() throws {
    let folder = try folder(["t.txt.mustache": "{{generated_at | or \"–\"}}{{^groups}}0{{/groups}}"]
    )
    #expect(try report("t.txt.mustache", in: folder).output == "–0")
  }

  @Test func `of every name in the schema's first level are rendered`() throws {
    let schema = try JSONTree(
      contentsOf: Program.root.appending(path: "docs/report.schema.json"))
    let names = schema["properties"].fields.keys.sorted()
    let source = names.map { "{{#\($0)}}{{/\($0)}}" }.joined()
    let folder = try folder(["t.txt.mustache": source])
    let outcome = try report("t.txt.mustache", in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}
