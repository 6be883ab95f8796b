import Foundation
import Rendering
import TestSupport
import Testing

/// The XML report is valid by the schema that ships with the program.
struct `The XML report` {
  private func errors(_ arguments: [String]) throws -> Int? {
    let xsd = try Program().run("report", "--schema", "--format", "xml").output
    let outcome = try Program().run(list: ["report"] + arguments + ["--format", "xml"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return MarkupValidation.errorCount(xml: outcome.output, xsd: xsd)
  }

  @Test(arguments: [
    ["samples/gateway", "--group-by", "label:team,tool", "--budget", "3"],
    ["samples/coding-agents", "--where", "backend=none"],
  ])
  func `is valid for the samples`(arguments: [String]) throws {
    #expect(try errors(arguments) == 0)
  }

  @Test func `is valid for figures of more digits than xs decimal has in libxml2`() throws {
    let input = try Scratch.file()
    let event = #"{"timestamp":"2026-10-01T10:00:00Z","backend_used":"gemini","tokens_used":1}"#
    let many = event.replacingOccurrences(of: ":1}", with: ":9007199254740992}")
    try Data([many, event, event].joined(separator: "\n").utf8).write(to: input)
    #expect(try errors([input.path]) == 0)
  }

  @Test func `is valid for names made of markup and controls`() throws {
    let name = #"<a b=\"1\">&amp;]]>\u0001\u202e{{x}}\n\t'-->"#
    let events = (0..<20).map { index in
      """
      {"timestamp":"2026-10-0\(index % 9 + 1)T10:00:00Z","backend_used":"\(name)","model":"\(name)",\
      "tool_name":"\(name)","routing_method":"\(name)","session_id":"\(name)","tokens_used":5,\
      "meters":{"\(name)":3},"labels":{"\(name)":"\(name)"},"success":false,\
      "error":{"type":"\(name)","message":"\(name)","code":"\(name)"}}
      """
    }
    let input = try Scratch.file()
    try Data(events.joined(separator: "\n").utf8).write(to: input)
    #expect(try errors([input.path, "--group-by", "tool,session"]) == 0)
  }
}
