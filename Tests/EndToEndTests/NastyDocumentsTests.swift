import Foundation
import Rendering
import TestSupport
import Testing

/// Every shipped template keeps its structure, whatever the data are called.
struct `Documents of nasty names` {
  static let names = [
    "a|b", "a\\|b\\", "<script>alert(1)</script>", "</td></table><h1>x", "line\nbreak\r\n# x",
    "=cmd()", "{{totals}}{{{view}}}{{>report.md}}{{/backends}}", "\"q\u{301}'", "<\u{338}a",
    "\u{202E}rtl\u{2066}", "\u{200F}שלום", "tab\there", "```\ncode", "</details>\n\n| a |",
    "\u{1}\u{7F}\u{FFFE}", "&amp;&lt;", "]]>--><!-- x", "- x", "1. x", "$x$ ~~y~~ **z** _a_",
    "http://example.com www.example.com", "东京" + String(repeating: "\u{301}", count: 50),
  ]
  private static let templates = [
    "report.md", "weekly.md", "pr-comment.md", "report.html", "finance.html", "junit.xml",
  ]

  private func documents(_ name: String, events: Int = 12) throws -> [String: String] {
    var event: [String: Any] = [
      "timestamp": "2026-10-05T10:00:00Z", "input_tokens": 1000, "output_tokens": 10,
      "processing_time_ms": 9000, "success": false,
    ]
    for key in ["tool_name", "backend_used", "model", "routing_method", "session_id"] {
      event[key] = name
    }
    event["error"] = ["type": name, "message": name, "code": name]
    let line = try JSONSerialization.data(withJSONObject: event)
    let folder = try Scratch.folder()
    let input = folder.appending(path: "events.ndjson")
    let lines = (0..<events).map { _ in line + Data("\n".utf8) }
    try lines.reduce(Data("broken\n".utf8), +).write(to: input)
    var documents: [String: String] = [:]
    for template in Self.templates {
      let output = folder.appending(path: template)
      let outcome = try Program().run(
        "report", input.path, "--template", template, "-o", output.path)
      #expect(outcome.status == 0, "\(outcome.errors)")
      documents[template] = try String(contentsOf: output, encoding: .utf8)
    }
    return documents
  }

  /// What the document is made of, without what it says.
  private func structure(_ text: String, _ template: String) -> [String] {
    template.hasSuffix(".md")
      ? text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        .map { Self.kind(String($0)) }
      : text.matches(of: #/<\/?[a-zA-Z0-9-]+|<!--|<!\[/#).map { String($0.0) }
  }

  /// A line's kind: its first mark, and how many cells it has.
  private static func kind(_ line: String) -> String {
    let unescaped = line.replacing("\\\\", with: "").replacing("\\|", with: "")
    let bars = unescaped.unicodeScalars.count { $0 == "|" }
    let first = line.unicodeScalars.first.map { String(Character($0)) } ?? ""
    return ["#", "|", "-", "`", "<", " ", ""].contains(first) ? "\(first)\(bars)" : "text"
  }

  @Test(arguments: names.indices)
  func `have the structure of documents of plain names, and are well formed`(index: Int) throws {
    let plain = try documents("plain")
    for (template, text) in try documents(Self.names[index]) {
      let expected = structure(plain[template] ?? "", template)
      #expect(expected.count > 10)
      #expect(structure(text, template) == expected, "\(template)")
      if template.hasSuffix(".xml") { #expect(MarkupValidation.isWellFormed(xml: text)) }
      if template.hasSuffix(".html") { #expect(MarkupValidation.errorCount(html: text) == 0) }
    }
  }

  @Test func `a name of a megabyte stays in its place`() throws {
    let plain = try documents("plain", events: 1)
    let name = String(repeating: "long|name\n", count: 100_000)
    for (template, text) in try documents(name, events: 1) {
      #expect(structure(text, template) == structure(plain[template] ?? "", template))
    }
  }
}
