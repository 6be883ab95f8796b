import Foundation
import Ingestion
import Metering
import Testing

/// Names of people, projects and files, and what stands for them.
@Suite struct RedactionTests {
  private let pseudonyms = Pseudonyms(key: "a key")

  private static let homes = [
    ("/home/ada/work/pay", "/"), ("/Users/ada/work/pay", "/"), ("C:\\Users\\ada\\work\\pay", "\\"),
  ]

  private func usage(_ home: String, key: String) throws -> (Scratch, Reading) {
    let scratch = try Scratch()
    let project = home.replacing("\\", with: "\\\\")
    let lines = (1...2).map { number in
      #"{"type":"assistant","uuid":"u\#(number)","parentUuid":null,"isSidechain":false,"#
        + #""sessionId":"s1","requestId":"r\#(number)","timestamp":"2026-10-01T10:00:0\#(number)Z","#
        + #""cwd":"\#(project)","gitBranch":"ada/fix","message":{"id":"m\#(number)","model":"x","#
        + #""usage":{"input_tokens":1,"output_tokens":1}}}"#
    }
    let text = (lines + ["[1]"]).joined(separator: "\n")
    try scratch.write(text, to: "-home-ada-work-pay/ada.jsonl")
    var options = InputOptions()
    options.pseudonyms = Pseudonyms(key: key)
    options.labels = [AddedLabel(name: "team", value: "payments", glob: "*/-home-ada*")]
    return (scratch, try Reading(scratch.path, options: options))
  }

  @Test(arguments: homes) func `no name is left, on any system`(home: String, separator: String)
    throws
  {
    let (_, reading) = try usage(home, key: "k")
    let seen = reading.events.joined() + reading.rejections.joined() + reading.notes.joined()
    for name in ["ada", "work", home] { #expect(!seen.contains(name)) }
    #expect(reading.events.count == 2)
    #expect(seen.contains("project-"))
    // What the user gave is the user's own word, found by the names as they are.
    #expect(reading.events.allSatisfy { $0.contains("payments") })
  }

  @Test func `one name has one pseudonym, and another one by another key`() throws {
    let (_, one) = try usage("/home/ada/work/pay", key: "k")
    let (_, again) = try usage("/home/ada/work/pay", key: "k")
    let (_, other) = try usage("/home/ada/work/pay", key: "l")
    let (_, elsewhere) = try usage("/home/ada/work/shop", key: "k")
    #expect(one.events == again.events)
    #expect(one.events != other.events)
    #expect(one.events != elsewhere.events)
  }

  @Test func `a file keeps its kind, and a tree its shape`() {
    let path = pseudonyms.path("team/ada/2026.jsonl.gz")
    #expect(path.hasSuffix(".jsonl.gz"))
    #expect(path.split(separator: "/").count == 3)
    #expect(!path.contains("ada"))
    #expect(pseudonyms.path("team/bob/x").hasPrefix(path.split(separator: "/")[0] + "/"))
  }

  @Test(arguments: [
    "open '/home/ada/secret.txt' failed", "at file:///Users/ada/x.ts:3", "in C:\\Users\\ada\\x",
    "\\\\host\\ada is away", "~/ada was not found", "mail to ada@example.org",
    "no such file: /Users/ada lovelace/ada/x",
  ]) func `paths and addresses leave the messages of errors`(message: String) {
    #expect(!pseudonyms.text(message).contains("ada"))
  }

  @Test(arguments: [
    "rate limit of openai/gpt-4o reached", "429 too many requests", "and/or", "",
    "see https://example.org/limits",
  ]) func `other words stay`(message: String) {
    #expect(pseudonyms.text(message) == message)
  }
}
