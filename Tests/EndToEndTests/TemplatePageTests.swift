import Foundation
import TestSupport
import Testing

/// docs/templates.md says what is so, and so does the README of templates.
struct `The page about templates` {
  static let page = text("docs/templates.md")

  private static func text(_ path: String) -> String {
    (try? String(contentsOf: Program.root.appending(path: path), encoding: .utf8)) ?? ""
  }

  /// The fenced blocks that carry a file's name, in their order.
  static let blocks: [(language: String, file: String, text: String)] =
    (page + text("README.md")).matches(of: #/(?ms)^```(\w+) (\S+)\n(.*?\n)```$/#).map {
      (String($0.1), String($0.2), String($0.3))
    }

  @Test func `has examples`() { #expect(Self.blocks.count >= 3) }

  @Test(arguments: blocks.indices)
  func `gives examples that do what it says`(index: Int) throws {
    let (language, file, text) = Self.blocks[index]
    guard language == "mustache" else { return }
    let folder = try Scratch.folder()
    try Data(text.utf8).write(to: folder.appending(path: file))
    let check = try Program().run(list: ["templates", "check", file], in: folder)
    #expect(check.status == 0, "\(check.output)")
    let sample = Program.root.appending(path: "samples/gateway").path
    let outcome = try Program().run(list: ["report", sample, "--template", file], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let made = String(file.dropLast(".mustache".count))
    for shown in Self.blocks where shown.file == made { #expect(outcome.output == shown.text) }
  }

  /// Every name of `view` that the page explains is there.
  @Test func `explains names that there are`() throws {
    let names = Self.page.matches(of: #/`(view\.[a-z_0-9.]+)(\[\])?`/#).map { String($0.1) }
    #expect(names.count > 40)
    let source = names.map { "{{#\($0)}}{{/\($0)}}" }.joined()
    let folder = try Scratch.folder()
    try Data(source.utf8).write(to: folder.appending(path: "t.md.mustache"))
    let outcome = try Program().run(list: ["templates", "check", "t.md.mustache"], in: folder)
    #expect(outcome.status == 0, "\(outcome.output)")
  }

  @Test func `has the names of the report as they are`() throws {
    let page = try Scratch.folder().appending(path: "templates.md")
    try Data(Self.page.utf8).write(to: page)
    let outcome = try Program().run("documentation", "names", page.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try String(contentsOf: page, encoding: .utf8) == Self.page)
  }

  /// The other pages and schemas that are made of the report's fields.
  @Test(arguments: [
    (["documentation", "tables"], "docs/tables.md"),
    (["report", "--schema"], "docs/report.schema.json"),
    (["report", "--schema", "--format", "xml"], "docs/report.xsd"),
  ])
  func `has neighbours that are as the program writes them`(
    arguments: [String], file: String
  ) throws {
    let outcome = try Program().run(list: arguments)
    #expect(outcome.output == Self.text(file))
  }
}
