import Foundation
import Ingestion
import Testing

@Suite struct ContainerTests {
  private let compact: [String] = (1...5).map {
    "{\"timestamp\":\(testEpoch + Int64($0)),\"tool_name\":\"t\($0)\"}"
  }
  private let pretty: [String] = (1...5).map {
    "{\n  \"timestamp\": \(testEpoch + Int64($0)),\n  \"tool_name\": \"t\($0)\"\n}"
  }
  private let expected: [String] = (1...5).map { "\($0) tool=t\($0)" }

  private func read(_ text: String, _ name: String = "x.json") throws -> Reading {
    let scratch = try Scratch()
    return try Reading(try scratch.write(text, to: name))
  }

  /// E1 stands for a record.
  private func expanding(_ text: String) -> String {
    (1...3).reduce(text) { text, number in
      let record = "{\"tokens_used\":0,\"timestamp\":\(testEpoch + Int64(number))}"
      return text.replacing("E\(number)", with: record)
    }
  }

  @Test func `one event is one event in every container`() throws {
    let lines = ["\n", "\r\n", "\n\n \n", "", " "].map { compact.joined(separator: $0) }
    let values = ["\n", ""].map { pretty.joined(separator: $0) }
    let arrays: [String] = [
      "[" + compact.joined(separator: ",") + "]",
      "[\n" + pretty.joined(separator: ",\n") + "\n]\n",
    ]
    let mixed: [[String]] = [
      Array(compact[..<2]) + Array(pretty[2...]), Array(pretty[..<2]) + Array(compact[2...]),
    ]
    var texts = lines + values + arrays + mixed.map { $0.joined(separator: "\n") }
    texts += texts.map { $0 + "\n" } + texts.map { "\u{FEFF} " + $0 }
    for text in texts {
      for name in ["x.json", "x.ndjson", "anything"] {
        let reading = try read(text, name)
        #expect(reading.events == expected, "\(text)")
        #expect(reading.account.records == 5)
        #expect(reading.account.rejections.isEmpty)
      }
    }
  }

  @Test func `a directory gives the same, whatever the names and depth`() throws {
    let scratch = try Scratch()
    let names = ["b.json", "a.json", "c/d.jsonl", "c/e.ndjson", "f.json"]
    for (name, text) in zip(names, pretty) { try scratch.write(text, to: "events/" + name) }
    try scratch.write(compact[0], to: "sessions/s.json")
    try scratch.write(compact[0], to: "daily/2026-01-01.ndjson")
    try scratch.write(compact[0], to: "events/.hidden.json")
    try scratch.write(compact[0], to: "events/notes.txt")
    let reading = try Reading(scratch.path)
    #expect(reading.events == expected)
    #expect(reading.account.files == 5)
  }

  @Test func `without events a directory's days are read, but never its sessions`() throws {
    let scratch = try Scratch()
    try scratch.write(compact[0], to: "sessions/s.json")
    try scratch.write(compact[1], to: "daily/2026-01-01.ndjson")
    #expect(try Reading(scratch.path).events == [expected[1]])
  }

  @Test func `a place is the path's last component and what is below`() throws {
    let scratch = try Scratch()
    try scratch.write("{\"tokens_used\":1}", to: "events/1.json")
    #expect(try Reading(scratch.path).rejections == ["missing_timestamp 1 usage/events/1.json:1"])
    #expect(
      try Reading(scratch.path + "/").rejections == ["missing_timestamp 1 usage/events/1.json:1"])
    #expect(
      try Reading(scratch.path + "/.").rejections == ["missing_timestamp 1 usage/events/1.json:1"])
    #expect(
      try Reading(scratch.path + "/events/1.json").rejections == ["missing_timestamp 1 1.json:1"])
  }

  @Test func `a file that is reached twice is read once`() throws {
    let scratch = try Scratch()
    let file = try scratch.write(compact[0], to: "a.json")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/b.json", withDestinationPath: file)
    try FileManager.default.linkItem(atPath: file, toPath: scratch.path + "/c.json")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/loop", withDestinationPath: scratch.path)
    let reading = try Reading(scratch.path, file, scratch.path)
    #expect(reading.events == [expected[0]])
    #expect(reading.account.files == 1)
  }

  @Test func `links are seen in a directory of many files, too`() throws {
    let scratch = try Scratch()
    for index in 0..<400 { try scratch.write(compact[index % 5], to: "\(index).json") }
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/a.json", withDestinationPath: scratch.path + "/7.json")
    try FileManager.default.linkItem(
      atPath: scratch.path + "/8.json", toPath: scratch.path + "/b.json")
    let reading = try Reading(scratch.path, scratch.path + "/9.json")
    #expect(reading.events.count == 400)
    #expect(reading.account.files == 400)
  }

  @Test func `what is not there stops the work, what can't be read inside a directory does not`()
    throws
  {
    let scratch = try Scratch()
    #expect(throws: InputError.missing(path: scratch.path + "/none")) {
      try Reading(scratch.path + "/none")
    }
    try scratch.write(compact[0], to: "a.json")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/b.json", withDestinationPath: "/nowhere/at/all")
    let reading = try Reading(scratch.path)
    #expect(reading.events == [expected[0]])
    #expect(reading.rejections == ["unreadable 1 usage/b.json:1"])
    #expect(reading.addsUp)
  }

  @Test func `an empty file or directory holds no records`() throws {
    let scratch = try Scratch()
    for text in ["", " \n\r\n", "[]", "[ ]\n", "\u{FEFF}"] {
      let reading = try Reading(try scratch.write(text, to: "e.json"))
      #expect(reading.account.records == 0)
      #expect(reading.account.unusable.isEmpty)
    }
    let empty = try Scratch()
    #expect(try Reading(empty.path).account.files == 0)
  }

  @Test(arguments: [
    ("E1\nrubbish\nE2\n", 2, ["not_json 1 x.json:2"]),
    ("rubbish\nE1\n", 1, ["not_json 1 x.json:1"]),
    ("{\"tokens_used\":1,\nE2\nE3", 2, ["not_json 1 x.json:1"]),
    ("E1\n{\"timestamp\":\"2\nE3", 2, ["not_json 1 x.json:2"]),
    ("E1\n{\"timestamp\":2", 1, ["not_json 1 x.json:2"]),
    ("E1\nE2 rubbish\n", 1, ["not_json 1 x.json:2"]),
    ("E1\n[1,2]\n5\nnull\n\"{\"\n", 1, ["not_an_object 4 x.json:2"]),
    ("[1]\nE1\n", 1, ["not_an_object 1 x.json:1"]),
    ("[E1,5,E2,null]", 2, ["not_an_object 2 x.json:1"]),
    ("[\nE1,\n{bad,\"}\":[1]},\nE2\n]", 2, ["not_json 1 x.json:3"]),
    ("[E1,{\"timestamp\":2", 1, ["not_json 1 x.json:1"]),
    ("[E1,", 1, ["not_json 1 x.json:1"]),
    ("[E1,]", 1, ["not_json 1 x.json:1"]),
    ("[E1 E2]", 2, ["not_json 1 x.json:1"]),
    ("{\n  \"timestamp\": 1750000000001,\n  \"tool_name\": \"x", 0, ["not_json 1 x.json:1"]),
    (
      "{\n  \"timestamp\": bad,\n  \"tool_name\": 1\n}\n{\n  \"tool_name\": \"y\",\n  \"timestamp\": 1750000000001\n}\n",
      1,
      ["not_json 1 x.json:1"]
    ),
    ("\n\nE1\n\n\n{\"tool_name\":\"x\"}\n", 1, ["missing_timestamp 1 x.json:6"]),
    ("{\"timestamp\":1750000000001,\"tool_name\":\"\u{1}\"}\nE1", 1, ["not_json 1 x.json:1"]),
  ]) func `one bad record never costs another`(text: String, used: Int, rejections: [String]) throws
  {
    let reading = try read(expanding(text))
    #expect(reading.events.count == used)
    #expect(reading.rejections == rejections)
    #expect(reading.addsUp)
  }

  @Test func `a path in which nothing is usable is named`() throws {
    let scratch = try Scratch()
    let bad = try scratch.write([0, 1, 2, 0xFF, 0x0A, 0x80], to: "bad.bin")
    let good = try scratch.write(compact[0], to: "good.json")
    #expect(try Reading(bad, good).account.unusable == [bad])
  }

  @Test func `a record over 16 MiB is too large, and the next is read`() throws {
    let scratch = try Scratch()
    func record(_ size: Int) -> String {
      let start = "{\"tokens_used\":0,\"timestamp\":1750000000001,\"x\":\""
      return start + String(repeating: "x", count: size - start.utf8.count - 2) + "\"}"
    }
    let fits = record(16 << 20)
    let large = record(16 << 20 + 1)
    let lines = try scratch.write([fits, large, compact[1]].joined(separator: "\n"), to: "l")
    let array = try scratch.write(
      "[" + [fits, large, compact[1]].joined(separator: ",\n") + "]", to: "a")
    for file in [lines, array] {
      let reading = try Reading(file)
      #expect(reading.events == ["1", expected[1]])
      #expect(reading.account.rejections.map(\.name) == ["too_large"])
      #expect(reading.account.rejections.first?.first.hasSuffix(":2") == true)
      #expect(reading.addsUp)
    }
  }

  @Test func `labels are added to what their glob matches`() throws {
    let scratch = try Scratch()
    try scratch.write(compact[0], to: "a/x.json")
    let labelled =
      #"{"tokens_used":0,"timestamp":1750000000002,"labels":{"team":"own","z":"1"}}"#
    try scratch.write(labelled, to: "b/x.json")
    var options = InputOptions()
    options.labels = [
      AddedLabel(name: "team", value: "core"),
      AddedLabel(name: "dir", value: "b", glob: "*/b/*.json"),
    ]
    #expect(
      try Reading(scratch.path, options: options).events == [
        "1 tool=t1 team~core", "2 dir~b team~own z~1",
      ])
  }
}
