import Ingestion
import Testing

/// Bytes that went wrong: nothing crashes, and every record is accounted for.
@Suite struct FuzzTests {
  private static let seeds: [String] = [
    #"{"timestamp":"2026-01-01T00:00:00Z","tool_name":"é\n\u00e9","tokens_used":12,"#
      + #""error":{"type":"a","code":5},"meters":{"a":1},"labels":{"b":"c"},"event_id":"x"}"#,
    "{\n  \"timestamp\": 1750000000001,\n  \"input_tokens\": 5\n}\n{\n  \"timestamp\": 1750000000002\n}",
    #"[{"timestamp":1750000000001},{"timestamp":1750000000002,"routing_confidence":0.5e0},[],null,"x"]"#,
  ]

  @Test(arguments: 0..<60) func `mutated files are read to the end`(round: Int) throws {
    var random = SeededGenerator(seed: UInt64(round))
    let scratch = try Scratch()
    var text = Self.seeds[round % Self.seeds.count]
    text = [text, text, text].joined(separator: round % 2 == 0 ? "\n" : ",")
    for _ in 0..<40 {
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2:
          bytes.insert(
            contentsOf: Array("{}[]\",:\\\n0-e".utf8).shuffled(using: &random).prefix(2), at: place)
        default: bytes.removeSubrange(place..<min(place + 9, bytes.count - 1))
        }
      }
      let file = try scratch.write(bytes, to: "fuzz")
      let reading = try Reading(file)
      #expect(reading.addsUp)
    }
  }
}
