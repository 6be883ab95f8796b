import Foundation
import Ingestion
import Testing

/// Each format that is a mapping, on files of its own.
@Suite struct MappedFormatTests {
  private static let fixtures = FormatUsage.fixtures.appending(path: "formats")

  @Test func `every mapping has a folder of files, and every folder a mapping`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.fixtures.path)
      .filter { !$0.hasSuffix(".md") && !$0.hasSuffix(".txt") }
    #expect(folders.sorted() == Mappings.names)
  }

  @Test(arguments: Mappings.names)
  func `a mapping has the name of its file, and says what it is for`(_ name: String) throws {
    let mapping = try Mappings.mapping(name)
    #expect(mapping.name == name)
    #expect(!mapping.about.isEmpty && !mapping.notes.isEmpty && !mapping.recognition.isEmpty)
  }

  @Test(arguments: Mappings.names)
  func `files give the events that are written down`(_ name: String) throws {
    let folder = Self.fixtures.appending(path: name)
    let reading = try Reading(folder.path, options: Mappings.options)
    #expect(reading.addsUp)
    let golden = Self.fixtures.appending(path: "\(name).txt")
    let expected = (try? String(contentsOf: golden, encoding: .utf8)) ?? ""
    let text = Self.text(reading)
    guard text != expected else { return }
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try text.write(to: golden, atomically: true, encoding: .utf8)
    }
    Issue.record("\(golden.lastPathComponent) differs:\n\(text)")
  }

  @Test(arguments: Mappings.names)
  func `any number of threads reads the same`(_ name: String) throws {
    let folder = Self.fixtures.appending(path: name).path
    let one = try Reading(folder, options: Mappings.options)
    let three = try Reading(folder, workers: 3, options: Mappings.options)
    #expect(one.events == three.events)
    #expect(Self.text(one) == Self.text(three))
  }

  @Test(arguments: Mappings.names)
  func `a file is certain to no other format`(_ name: String) throws {
    let folder = Self.fixtures.appending(path: name)
    let reading = try Reading(folder.path, options: Mappings.options)
    let known = reading.account.formats.map(\.format)
    #expect(known.contains(name))
    // The order in which formats are asked says nothing.
    var options = Mappings.options
    options.formats.reverse()
    let reversed = try Reading(folder.path, options: options)
    #expect(reversed.account.formats.map(\.format) == known)
    #expect(reversed.events == reading.events)
  }

  /// The account, then the events, or the first of them where they are many.
  private static func text(_ reading: Reading) -> String {
    let account = reading.account
    var lines = account.formats.map {
      "format \($0.format): \($0.files) files, \($0.records) records, \($0.duplicates) copies, "
        + "\($0.rejected) rejected, \($0.notUsage) no usage"
    }
    lines += account.unrecognised.map { "unrecognised \($0.file): \($0.why)" }
    lines += reading.rejections.map { "rejected \($0)" }
    lines += account.notes.map { "noted \($0.name) \($0.count)" }
    lines += account.collapsed.map { "copies \($0.reason) \($0.records), \($0.tokens) tokens" }
    lines.append("")
    lines += reading.events.prefix(120)
    if reading.events.count > 120 { lines.append("… \(reading.events.count) events") }
    return lines.joined(separator: "\n") + "\n"
  }
}
