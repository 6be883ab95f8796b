import Foundation
import Ingestion
import Testing

/// Files that are torn, changed or hostile: every record is accounted for, and nothing crashes.
@Suite struct MappedFuzzTests {
  @Test(arguments: Mappings.names)
  func `changed files are accounted for`(_ name: String) throws {
    let folder = FormatUsage.fixtures.appending(path: "formats/\(name)")
    let files =
      FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    var generator = SystemRandomNumberGenerator()
    for file in files where [".csv", ".jsonl", ".json", "ndjson"].contains(where: file.hasSuffix) {
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file)).prefix(20000))
      guard !bytes.isEmpty else { continue }
      for _ in 0..<6 {
        var changed = bytes
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
          let place = Int.random(in: 0..<changed.count, using: &generator)
          switch Int.random(in: 0..<4, using: &generator) {
          case 0: changed[place] = UInt8.random(in: 0...255, using: &generator)
          case 1: changed.remove(at: place)
          case 2: changed.insert(contentsOf: Array("\"{[,]}\n0-".utf8).shuffled(), at: place)
          default: changed = Array(changed[..<place])
          }
          if changed.isEmpty { break }
        }
        let scratch = try Scratch()
        try scratch.write(changed, to: "usage/\(file.split(separator: "/").last ?? "a.json")")
        let usage = try FormatUsage(scratch.path, options: Mappings.options)
        #expect(usage.addsUp)
      }
    }
  }

  @Test func `deep, long and odd values of every kind`() throws {
    let deep = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
    let values = [
      deep, "\"\(String(repeating: "x", count: 100_000))\"", "1e400", "-0", "9007199254740993",
      "{}", "[]",
      "[null]", "\"{\\\"a\\\": \"", "\"\\ud800\"", "true", "\"\"", "1e-400", "0.1e1",
    ]
    for name in ["litellm", "openai-usage", "bedrock", "langfuse"] {
      let fixture = FormatUsage.fixtures.appending(path: "formats/\(name)")
      let files =
        FileManager.default.enumerator(atPath: fixture.path)?.compactMap { $0 as? String } ?? []
      let file = try #require(
        files.sorted().first { $0.hasSuffix("json") || $0.hasSuffix("jsonl") })
      let text = try String(contentsOf: fixture.appending(path: file), encoding: .utf8)
      for value in values {
        // Every number of the file becomes the value, one after the other.
        let parts = text.split(separator: ": ", omittingEmptySubsequences: false)
        let place = Int.random(in: 1..<parts.count)
        var changed = parts.map(String.init)
        let rest = changed[place].drop { $0 != "," && $0 != "}" && $0 != "\n" }
        changed[place] = value + rest
        let scratch = try Scratch()
        try scratch.write(changed.joined(separator: ": "), to: "a.json")
        #expect(try FormatUsage(scratch.path, options: Mappings.options).addsUp)
      }
    }
  }
}
