import Foundation
import TestSupport
import Testing

/// What a report is where somebody looks at it, and where a program reads it.
struct `A report that is looked at` {
  private func report(
    _ options: [String], _ environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    try Program().run(list: ["report", "samples/gateway"] + options, environment: environment)
  }

  @Test func `is plain Markdown for a pipe and a file, whatever the terminal`() throws {
    let file = try Scratch.file()
    let plain = try report([], ["COLUMNS": "40", "TERM": "xterm-256color"]).output
    #expect(plain.hasPrefix("# LLM usage and cost\n"))
    #expect(!plain.contains("\u{1B}"))
    #expect(try report(["-o", file.path, "--color", "always"]).output.isEmpty)
    #expect(try String(contentsOf: file, encoding: .utf8) == plain)
    #expect(try report(["--color", "never"]).output == plain)
  }

  @Test(arguments: [40, 80, 120])
  func `keeps to the width, with --color always`(width: Int) throws {
    let text = try report(["--color", "always"], ["COLUMNS": String(width)]).output
      .replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
    #expect(text.hasPrefix("LLM usage and cost\n═"))
    // The sparklines are as wide as a month; they are code, and are not wrapped.
    let tooLong = text.split(separator: "\n").filter { $0.count > width && !$0.contains("▁") }
      .filter { !$0.hasPrefix("  20") }
    #expect(tooLong.isEmpty, "\(tooLong)")
  }

  @Test func `leaves other formats alone`() throws {
    let json = try report(["--format", "json"]).output
    #expect(try report(["--format", "json", "--color", "always"]).output == json)
  }

  @Test func `says what is done with --verbose, and nothing with --quiet`() throws {
    let file = try Scratch.file().path
    let told = try report(["--verbose", "-o", file]).errors
    #expect(told.contains("1555 records; used 1533"))
    #expect(told.contains("wrote \(file), "))
    #expect(try report(["-o", file]).errors.isEmpty)
    #expect(try report(["--quiet"]).errors.isEmpty)
    #expect(try report(["--quiet", "--verbose"]).status == 64)
  }

  @Test func `draws text charts, Mermaid charts or none`() throws {
    let none = try report(["--charts", "none"]).output
    #expect(!none.contains("▇") && !none.contains("```"))
    let mermaid = try report(["--charts", "mermaid"]).output
    #expect(mermaid.contains("```mermaid\n") && !mermaid.contains("▇"))
    let lines = try report([]).output.split(separator: "\n")
    let bars = lines.filter { $0.hasPrefix("| 2026-") }.map { $0.split(separator: "|")[1].count }
    #expect(bars.count == 42 && Set(bars) == [22])
  }
}
