import Ingestion
import Testing

@Suite struct IdentityTests {
  private func copy(_ id: String, _ time: Int, _ tokens: Int, _ tool: String) -> String {
    #"{"event_id":"\#(id)","timestamp":\#(testEpoch + Int64(time)),"tokens_used":\#(tokens),"tool_name":"\#(tool)"}"#
  }

  @Test func `of copies the later is kept, then the larger, then the greater, in any order`() throws
  {
    let copies = [
      copy("a", 1, 900, "x"), copy("a", 2, 5, "x"), copy("a", 2, 7, "x"), copy("a", 2, 7, "z"),
      copy("a", 2, 7, "y"), copy("a", 2, 7, "z"), copy("b", 1, 1, "x"), copy("\\u0062", 1, 1, "w"),
    ]
    let expected = ["1 tool=x unsplit=1", "2 tool=z unsplit=7"]
    let scratch = try Scratch()
    for shift in copies.indices {
      let order = Array(copies[shift...] + copies[..<shift])
      let file = try scratch.write(order.joined(separator: "\n"), to: "a.ndjson")
      for order in [order, order.reversed()] {
        for (index, text) in order.enumerated() {
          try scratch.write(text, to: "d/\(index / 2)/\(index).json")
        }
        for workers in [1, 3] {
          for path in [file, scratch.path + "/d"] {
            let reading = try Reading(path, workers: workers)
            // `\u0062` and `b` are one id; the backslash is the greater byte.
            #expect(reading.events.last == expected[1])
            #expect(reading.events.count == 2)
            #expect(reading.account.duplicates == 6)
            #expect(reading.addsUp)
          }
        }
      }
    }
  }

  @Test func `copies are events of their own where nobody asks for one`() throws {
    let scratch = try Scratch()
    let file = try scratch.write([copy("a", 1, 1, "x"), copy("a", 1, 1, "x")].joined(), to: "a")
    var options = InputOptions()
    #expect(try Reading(file).events.count == 1)
    options.deduplicates = false
    #expect(try Reading(file, options: options).events.count == 2)
  }

  @Test func `copies on many threads are settled like copies on one`() throws {
    let scratch = try Scratch()
    for file in 0..<200 {
      let text = (0..<50).map { copy("\($0)", $0, ($0 * file) % 11, "t\(file % 13)") }
      try scratch.write(text.joined(separator: "\n"), to: "\(file).ndjson")
    }
    let one = try Reading(scratch.path)
    #expect(one.events.count == 50)
    for workers in [2, 8] {
      let many = try Reading(scratch.path, workers: workers)
      #expect(many.events == one.events)
      #expect(many.account.duplicates == 200 * 50 - 50)
    }
  }
}
