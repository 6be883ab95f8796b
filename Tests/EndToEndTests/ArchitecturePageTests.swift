import Foundation
import TestSupport
import Testing

/// docs/architecture.md says which target imports which: as the manifest has it.
struct `The page about the architecture` {
  private static func text(_ path: String) throws -> String {
    try String(contentsOf: Program.root.appending(path: path), encoding: .utf8)
  }

  /// The targets of the page's table, each with what it imports.
  private static func described() throws -> [String: Set<String>] {
    try text("docs/architecture.md").split(separator: "\n").reduce(into: [:]) { targets, line in
      guard let row = line.wholeMatch(of: #/\| `(\w+)` \|.*\| ([^|]+) \|/#) else { return }
      let names = row.2.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      targets[String(row.1)] = Set(names).subtracting(["–"])
    }
  }

  /// The stages of the manifest, each with what it imports.
  private static func stages() throws -> [String: Set<String>] {
    let manifest = try text("Package.swift")
      .replacing("yams]", with: "\"Yams\"]")
    let pattern = #/stage\(\s*"(\w+)"(?:,\s*\[([^\]]*)\])?\s*\)/#
    return manifest.matches(of: pattern).reduce(into: [:]) { stages, match in
      let names = (match.2 ?? "").matches(of: #/"(\w+)"/#).map { String($0.1) }
      stages[String(match.1)] = Set(names)
    }
  }

  @Test func `names every target and what it imports`() throws {
    let (described, stages) = (try Self.described(), try Self.stages())
    #expect(stages.count > 12)
    for (name, imports) in stages { #expect(described[name] == imports, "\(name)") }
  }

  @Test func `names every folder of sources`() throws {
    let page = try Self.text("docs/architecture.md")
    let sources = Program.root.appending(path: "Sources").path
    for folder in try FileManager.default.contentsOfDirectory(atPath: sources) {
      #expect(page.contains("`\(folder)`"), "\(folder)")
    }
  }
}
