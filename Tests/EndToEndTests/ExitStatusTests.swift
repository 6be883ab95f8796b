import Foundation
import TestSupport
import Testing

/// What a script sees: the exit status, and a message that says what to do.
struct `Exit status` {
  static let failures: [(arguments: [String], status: Int32, message: String)] = [
    (["report"], 64, "no PATH"),
    (["report", "samples/gateway", "--month", "2026-13"], 64, "--month: found '2026-13'"),
    (["report", "samples/gateway", "--last", "7d", "--month", "2026-10"], 64, "one way"),
    (["report", "samples/gateway", "--where", "colour=red"], 64, "--where: found 'colour'"),
    (["report", "samples/gateway", "--format", "pdf"], 64, "--format: found 'pdf'"),
    (["report", "samples/gateway", "--fail-on", "rain"], 64, "--fail-on: found 'rain'"),
    (["report", "samples/gateway", "--timezone", "Mars/Base"], 64, "Europe/Berlin"),
    (["report", "no/such/path"], 66, "no/such/path"),
    (["report", "samples/gateway", "--prices", "no.yaml"], 66, "no.yaml"),
    (["report", "samples/gateway", "-o", "/no/such/folder/r.md"], 73, "/no/such/folder"),
    (["report", "samples/gateway", "--strict"], 1, "rejected: 7 records"),
    (["report", "samples/gateway", "--fail-on", "unpriced"], 1, "unpriced"),
    (["report", "samples/gateway", "--fail-on", "budget", "--budget", "1"], 1, "budget"),
  ]

  @Test(arguments: failures.indices)
  func `says what is wrong`(index: Int) throws {
    let expected = Self.failures[index]
    let outcome = try Program().run(list: expected.arguments)
    #expect(outcome.status == expected.status, "\(outcome.errors)")
    #expect(outcome.errors.contains(expected.message), "\(outcome.errors)")
  }

  @Test func `is 65 with file, line and column for a bad price book`() throws {
    let book = try Scratch.file()
    let yaml = """
      tariff: prices/1
      currency: USD
      prices:
        - id: a
          rates:
            - {per: 1M tokens, input: 1,5}
      """
    try Data(yaml.utf8).write(to: book)
    let outcome = try Program().run("report", "samples/gateway", "--prices", book.path)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("\(book.path):6:"), "\(outcome.errors)")
  }

  @Test func `is 65 for a directory of files that can't be usage`() throws {
    let folder = try Scratch.folder()
    try Data("notes".utf8).write(to: folder.appending(path: "notes.txt"))
    let outcome = try Program().run("report", folder.path)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("nothing in it is usable"))
  }

  @Test func `is 65 where nothing in a path is usable`() throws {
    let file = try Scratch.file()
    try Data("this is no usage\nat all\n".utf8).write(to: file)
    let outcome = try Program().run("report", file.path)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("file: holds no JSON object"), "\(outcome.errors)")
  }

  @Test func `is 0 for an empty directory, with a report of zeros`() throws {
    let outcome = try Program().run("report", try Scratch.folder().path, "--format", "json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\"records\": 0,"))
  }

  @Test func `a failure leaves the old report whole`() throws {
    let report = try Scratch.file()
    try Data("the old report".utf8).write(to: report)
    let outcome = try Program().run(
      "report", "samples/gateway", "--template", "no.md.mustache", "-o", report.path)
    #expect(outcome.status == 66)
    #expect(try String(contentsOf: report, encoding: .utf8) == "the old report")
    let folder = report.deletingLastPathComponent().path
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
  }
}
