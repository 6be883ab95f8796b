import Foundation
import TestSupport
import Testing

/// The same events give the same report, however they come.
struct `The same events` {
  private func lines() throws -> [String] {
    let events = Program.root.appending(path: "samples/gateway/events/2026-W40.ndjson")
    return try String(contentsOf: events, encoding: .utf8).split(separator: "\n").map(String.init)
      .filter { (try? JSONSerialization.jsonObject(with: Data($0.utf8))) is [String: Any] }
  }

  /// The report without what says where it came from.
  private func report(_ path: String, input: String = "") throws -> String {
    let outcome = try Program().run(
      "report", path, "--format", "json", "--group-by", "tool,label:team", input: input)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let places = ["\"files\":", "\"bytes\":", "\"first\":", "\"paths\": ["]
    var kept: [Substring] = []
    var skipped = false
    for line in outcome.output.split(separator: "\n") {
      if skipped {
        skipped = false
        continue
      }
      skipped = line.contains(places[3])
      if !places.contains(where: { line.contains($0) }) { kept.append(line) }
    }
    return kept.joined(separator: "\n")
  }

  @Test func `make one report in any order, split and container`() throws {
    let lines = try lines()
    let folder = try Scratch.folder()
    let whole = folder.appending(path: "all.ndjson")
    try Data(lines.joined(separator: "\n").utf8).write(to: whole)
    let expected = try report(whole.path)

    let shuffled = folder.appending(path: "shuffled.ndjson")
    try Data(lines.shuffled().joined(separator: "\r\n").utf8).write(to: shuffled)
    #expect(try report(shuffled.path) == expected)

    let array = folder.appending(path: "array.json")
    try Data("[\(lines.joined(separator: ",\n"))]".utf8).write(to: array)
    #expect(try report(array.path) == expected)

    let parts = folder.appending(path: "parts")
    try FileManager.default.createDirectory(at: parts, withIntermediateDirectories: true)
    for (index, line) in lines.enumerated() {
      try Data(line.utf8).write(to: parts.appending(path: "\(index).json"))
    }
    #expect(try report(parts.path) == expected)
    #expect(try report("-", input: lines.reversed().joined(separator: "\n")) == expected)
  }
}
