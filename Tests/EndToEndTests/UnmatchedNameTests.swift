import Foundation
import TestSupport
import Testing

/// A name that nothing has, and a time that nothing is of, say so on standard error; the answer is
/// the same without it.
struct `A name that matches nothing` {
  private func usage() -> PricedUsage {
    var usage = PricedUsage(PricedUsage.book("- {per: 1, input: 1}"))
    for (backend, model, tool) in [("gemini", "m", "ask"), ("local", "m", "edit")] {
      usage.add(
        2,
        "\"backend_used\":\"\(backend)\",\"model\":\"\(model)\",\"tool\":\"\(tool)\","
          + "\"input_tokens\":5,\"labels\":{\"team\":\"docs\"},\"session_id\":\"s1\"")
    }
    return usage
  }

  static let notes: [(options: [String], note: String)] = [
    (
      ["--where", "backend=gemni"],
      "--where backend=gemni matches nothing that was read; did you mean 'gemini'?"
    ),
    (["--where", "backend=gem"], "did you mean 'gemini'?"),
    (["--where", "backend=Local"], "did you mean 'local'?"),
    (["--where", "backend=xyzzy"], "matches nothing that was read; there are gemini, local"),
    (["--where", "backend!=gemni"], "leaves nothing out; did you mean 'gemini'?"),
    (["--where", "model~gpt-*"], "--where model~gpt-* matches nothing that was read; there is m"),
    (["--where", "label:team=dogs"], "did you mean 'docs'?"),
    (["--where", "label:taem=docs"], "matches nothing that was read; no record says one"),
    (["--where", "session=s2"], "did you mean 's1'?"),
    (["--where", "day=2026-10-06"], "did you mean '2026-10-05'?"),
    (["--where", "backend=gemini", "--where", "tool=asks"], "--where tool=asks matches nothing"),
    (
      ["--local", "lokal"], "--local lokal matches no backend that was read; did you mean 'local'?"
    ),
    (
      ["--local", "gpu-*"],
      "--local gpu-* matches no backend that was read; there are gemini, local"
    ),
    (["--baseline", "gemni"], "--baseline gemni has no price; did you mean 'gemini'?"),
    (["--label", "team=red:*/logs/*"], "--label team=red:*/logs/* fits no file that was read"),
  ]

  @Test(arguments: notes.indices)
  func `says so, with the nearest`(index: Int) throws {
    let (options, note) = Self.notes[index]
    for command in ["report", "forecast"] {
      let outcome = try usage().run(command, options)
      #expect(outcome.errors.contains("tariff: "), "\(outcome.errors)")
      #expect(outcome.errors.contains(note), "\(outcome.errors)")
    }
    let quiet = try usage().run("report", options + ["--quiet"])
    #expect(quiet.status == 0 && quiet.errors.isEmpty, "\(quiet.errors)")
  }

  @Test(arguments: [
    ["--where", "backend=gemini"], ["--where", "backend!=gemini"], ["--where", "backend~*"],
    ["--where", "label:team=docs"], ["--where", "label:none="], ["--local", "gem*"],
    ["--baseline", "m"], ["--label", "team=red:*.ndjson"], ["--label", "area=x"],
  ])
  func `is none where there is something`(options: [String]) throws {
    let outcome = try usage().run("report", options)
    #expect(outcome.status == 0)
    #expect(!outcome.errors.contains("matches") && !outcome.errors.contains("fits"))
    #expect(!outcome.errors.contains("has no price"), "\(outcome.errors)")
  }

  @Test func `does not depend on how many files were read at once`() throws {
    let folder = try Scratch.folder()
    for index in 0..<40 {
      let line =
        #"{"timestamp":"2026-10-05T10:00:00Z","backend_used":"b\#(index)","input_tokens":1}"#
      try Data(line.utf8).write(to: folder.appending(path: "\(index).json"))
    }
    for index in [0, 13, 39] {
      let outcome = try Program().run("report", folder.path, "--where", "backend=b\(index)")
      #expect(outcome.errors.isEmpty, "\(outcome.errors)")
    }
    let outcome = try Program().run("check", folder.path, "--where", "backend=bb39")
    #expect(outcome.errors.contains("did you mean 'b39'?"), "\(outcome.errors)")
  }

  @Test func `of a rule's condition says so at its place`() throws {
    var asked = usage()
    asked.rules = """
      tariff: rules/1
      rules:
        ours:
          rows: backends
          where: {name: "== gemni"}
          severity: info
          message: "{{name}}"
        others:
          rows: backends
          where: {name: "!= local", requests: "> 1"}
          severity: info
          message: "{{name}}"
      """
    let outcome = try asked.run()
    #expect(outcome.status == 0)
    #expect(
      outcome.errors
        == "tariff: rules.yaml:5:19: 'name' is never == gemni in 'backends'; did you mean 'gemini'?\n"
    )
  }

  @Test func `of a scenario says so`() throws {
    var asked = usage()
    asked.files = [
      "s.yaml": """
      tariff: scenario/1
      name: slips
      steps:
        - move: {from: gemni, to: local, share: 30%}
        - volume: {of: mm, change: +20%}
      """
    ]
    let outcome = try asked.run("compare", ["--scenario", "s.yaml"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("is about none of the usage; did you mean 'gemini'?"))
    #expect(outcome.errors.contains("is about none of the usage; did you mean 'm'?"))
    let quiet = try asked.run("compare", ["--scenario", "s.yaml", "--quiet"])
    #expect(quiet.errors.isEmpty)
  }

  static let commands: [(arguments: [String], message: String)] = [
    (["reprot", "x"], "command: found 'reprot'; expected one of report, compare"),
    (["reprot"], "did you mean 'report'?"),
    (["prices", "lst"], "prices: found 'lst'; expected one of list, show"),
    (["rules", "chek", "x"], "did you mean 'check'?"),
    (["templates", "exports"], "did you mean 'export'?"),
    (["prices", "show", "openai/gpt-4oo"], "did you mean 'openai/gpt-4o'"),
    (["formats", "show", "opencde"], "did you mean 'opencode'?"),
    (["report", "x", "--input-format", "nativ"], "did you mean 'native'?"),
    (["prices", "import", "--from", "litelm", "x"], "did you mean 'litellm'?"),
    (["rules", "show", "backend-reliabilty"], "did you mean 'backend-reliability'?"),
    (["report", "x", "--group-by", "tol"], "did you mean 'tool'?"),
    (["report", "x", "--format", "markdwn"], "did you mean 'markdown'?"),
    (["report", "x", "--table", "charge"], "did you mean 'charges'?"),
  ]

  @Test(arguments: commands.indices)
  func `of ours is wrong usage`(index: Int) throws {
    let (arguments, message) = Self.commands[index]
    let outcome = try Program().run(list: arguments)
    #expect(outcome.status == 64 && outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test func `of a price says so`() throws {
    let outcome = try Program().run("prices", "resolve", "gpt-4oo")
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains("'gpt-4oo' has no price: no_match; did you mean 'gpt-4o'?"))
  }

  @Test(arguments: [
    ["help"], ["help", "prices"], ["--help"], ["prices", "--help"], ["--version"],
  ])
  func `is not what asks for help`(arguments: [String]) throws {
    #expect(try Program().run(list: arguments).status == 0)
  }
}

struct `A period without usage` {
  private let covers = "what was read is of 2026-09-21 to 2026-11-01"

  @Test(arguments: [
    (["--month", "2026-12"], "no usage in 2026-12-01 to 2027-01-01 (end exclusive); "),
    (["--day", "2026-09-20"], "no usage in 2026-09-20 to 2026-09-21 (end exclusive); "),
    (["--since", "2027-01-01"], "no usage in the time from 2027-01-01 on; "),
    (
      ["--until", "2026-01-01T12:00:00Z"], "no usage in the time before 2026-01-01T12:00:00.000Z; "
    ),
    (
      ["--last", "7d", "--now", "2026-01-08"],
      "no usage in 2026-01-01 to 2026-01-08 (end exclusive); "
    ),
  ])
  func `says what the data cover`(period: [String], note: String) throws {
    for command in ["report", "check"] {
      let outcome = try Program().run(list: [command, "samples/gateway"] + period)
      #expect(outcome.status == 0)
      #expect(outcome.errors == "tariff: \(note)\(covers)\n")
    }
    let forecast = try Program().run(list: ["forecast", "samples/gateway"] + period)
    #expect(forecast.status == 65 && forecast.errors.contains(covers))
  }

  @Test func `says so of either side of a comparison`() throws {
    let outcome = try Program().run(
      "diff", "samples/gateway", "--month", "2026-10", "--against", "2026-08")
    #expect(outcome.errors.contains("no usage in 2026-08-01 to 2026-09-01"), "\(outcome.errors)")
  }

  @Test func `says where filters leave nothing of it`() throws {
    let outcome = try Program().run(
      "report", "samples/gateway", "--month", "2026-10", "--where", "day=2026-09-21")
    #expect(
      outcome.errors
        == "tariff: no usage in 2026-10-01 to 2026-11-01 (end exclusive) passes --where, which "
        + "leaves out 1,127 records\n", "\(outcome.errors)")
  }

  @Test func `is no news where nothing was read`() throws {
    let folder = try Scratch.folder().path
    #expect(try Program().run("report", folder, "--month", "2026-10").errors.isEmpty)
  }
}
