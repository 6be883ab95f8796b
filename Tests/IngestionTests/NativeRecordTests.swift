import Ingestion
import Metering
import Testing

@Suite struct NativeRecordTests {
  /// Reads one record, whose time is the tests' epoch where it does not say.
  private func read(_ members: String, _ options: InputOptions = InputOptions()) throws -> Reading {
    let scratch = try Scratch()
    let text = "{\"tool_name\":null,\"timestamp\":\(testEpoch)," + members + "}"
    return try Reading(try scratch.write(text, to: "one.json"), options: options)
  }

  @Test func `all that the recorder writes is read`() throws {
    let reading = try read(
      """
      "timestamp": "2025-06-14T23:45:16.482Z", "session_id": "s1", "tool_name": "review",
      "backend_used": "gemini", "routing_method": "rule", "routing_confidence": 0.75,
      "processing_time_ms": 4334, "tokens_used": 14589, "prompt_length": 12,
      "response_length": 34, "success": false,
      "error": {"type": "RateLimit", "message": "wait\\n\\u00e9", "code": "E1"}
      """)
    #expect(
      reading.events == [
        "1749944716482 tool=review backend=gemini route=rule session=s1 confidence=750000000 "
          + "duration=4334000 unsplit=14589 failed error type=RateLimit code=E1 message=wait\né"
      ])
    #expect(reading.notes.isEmpty)
  }

  @Test(arguments: [
    (#""x":1"#, "0"), (#""tool_name":null,"error":null,"meters":null,"tokens_used":null"#, "0"),
    (#""tool_name":"","session_id":"""#, "0 tool= session="),
    (#""\u0074ool_name":"a\u0062c""#, "0 tool=abc"),
    (#""tool_name":"a","tool_name":"b""#, "0 tool=b"),
    (#""tool_name":"a","tool_name":null"#, "0"),
    (#""unknown":{"tool_name":"x"},"tool_name":"y""#, "0 tool=y"),
    (#""model":"m","service_tier":"batch""#, "0 model=m tier=batch"),
    (
      #""input_tokens":1,"output_tokens":2,"cache_read_tokens":3,"cache_write_tokens":4"#,
      "0 input=1 output=2 cache_read=3 cache_write=4"
    ),
    (#""cache_write_1h_tokens":5,"reasoning_tokens":6"#, "0 cache_write_1h=5 reasoning=6"),
    (#""input_tokens":1.0,"output_tokens":1e3"#, "0 input=1 output=1000"),
    (#""input_tokens":9007199254740992"#, "0 input=9007199254740992"),
    (#""input_tokens":-1,"input_tokens":7"#, "0 input=7"),
    (
      #""meters":{"web_searches":2,"input_audio_tokens":5,"none":0,"b":null}"#,
      "0 input_audio_tokens:5 web_searches:2"
    ),
    (#""meters":{"a":-1,"a":3}"#, "0 a:3"),
    (#""requests":12"#, "0 requests=12"),
    (#""error":{}"#, "0 failed error"), (#""error":{},"success":true"#, "0 error"),
    (#""error":{"code":429}"#, "0 failed error code=429"),
    (#""error":{"code":429.0}"#, "0 failed error code=429"),
    (#""error":{"code":"429"}"#, "0 failed error code=429"),
    (#""success":false"#, "0 failed"),
    (#""labels":{"team":"b","project":"a","none":null}"#, "0 project~a team~b"),
    (#""cost_usd":0.25"#, "0 cost=250000000000000000"),
    (#""cost_usd":1.5e-7"#, "0 cost=150000000000"),
    (#""cost_usd":0.30000000000000000049"#, "0 cost=300000000000000000"),
    (#""processing_time_ms":0"#, "0 duration=0"),
    (#""processing_time_ms":1.0005"#, "0 duration=1000"),
    (#""processing_time_ms":1.0015"#, "0 duration=1002"),
    (#""routing_confidence":1"#, "0 confidence=1000000000"),
  ]) func `optional fields are read`(members: String, event: String) throws {
    let reading = try read(members)
    #expect(reading.events == [event])
    #expect(reading.notes.isEmpty)
  }

  @Test(arguments: [
    ("\"tool_name\":5", "tool_name"), ("\"session_id\":{}", "session_id"),
    ("\"model\":[]", "model"),
    ("\"routing_confidence\":1.1", "routing_confidence"),
    ("\"routing_confidence\":\"1\"", "routing_confidence"),
    ("\"processing_time_ms\":-1", "processing_time_ms"), ("\"success\":1", "success"),
    ("\"prompt_length\":-1", "prompt_length"), ("\"response_length\":\"x\"", "response_length"),
    ("\"error\":\"text\"", "error"), ("\"error\":{\"code\":[]},\"success\":true", "error.code"),
    ("\"labels\":{\"a\":1}", "labels"), ("\"labels\":[]", "labels"), ("\"meters\":7", "meters"),
    ("\"cost_usd\":-1", "cost_usd"), ("\"cost_usd\":1e99", "cost_usd"),
    ("\"event_id\":5", "event_id"),
  ]) func `a bad value drops the field and nothing else`(members: String, field: String) throws {
    let reading = try read(members + ",\"tokens_used\":9")
    #expect(reading.events.count == 1)
    #expect(reading.events.first?.hasPrefix("0 unsplit=9") == true)
    #expect(reading.notes == ["ignored_field: \(field) 1 one.json:1"])
  }

  @Test(arguments: Meter.allCases) func `a column is read from its own field`(meter: Meter) throws {
    #expect(try read("\"\(meter.definition.field)\":7").events == ["0 \(meter.name)=7"])
  }

  @Test(arguments: [
    #"{"timestamp":1750000000000}"#, #"{"timestamp":1750000000000,"model":"m","requests":1}"#,
    #"{"session_id":"x"}"#, "{}",
  ]) func `an object without a name of ours is no usage`(text: String) throws {
    let scratch = try Scratch()
    let alone = try Reading(try scratch.write(text, to: "one.json"))
    #expect(alone.account.records == 0)
    #expect(alone.account.unrecognised.map(\.file) == ["one.json"])
    #expect(alone.account.unusable.count == 1)
    let more = #"{"timestamp":1750000000000,"backend_used":"b"}"#
    let beside = try Reading(try scratch.write(text + "\n" + more, to: "two.json"))
    #expect(beside.events == ["0 backend=b"])
    #expect(beside.account.notUsage == 1)
    #expect(beside.account.unrecognised.isEmpty)
  }

  @Test func `a record far behind is found where no format knows the first ones`() throws {
    let scratch = try Scratch()
    let lines = Array(repeating: #"{"note":"x"}"#, count: 100)
    let text = (lines + [#"{"timestamp":1750000000000,"input_tokens":5}"#]).joined(separator: "\n")
    let reading = try Reading(try scratch.write(text, to: "one.json"))
    #expect(reading.events == ["0 input=5"])
    #expect(reading.account.notUsage == 100)
  }

  @Test(arguments: [
    "\"input_tokens\":-1", "\"output_tokens\":1.5", "\"tokens_used\":\"5\"", "\"tokens_used\":true",
    "\"reasoning_tokens\":9007199254740993", "\"tokens_used\":1e400", "\"requests\":0",
    "\"requests\":1.5", "\"meters\":{\"a\":-1}", "\"meters\":{\"a\":\"5\"}",
    "\"meters\":{\"a\":-1,\"b\":2}", "\"tokens_used\":1e-1", "\"cache_read_tokens\":{}",
  ]) func `a count that is none rejects the record`(members: String) throws {
    #expect(try read(members).rejections == ["invalid_number 1 one.json:1"])
  }

  @Test(arguments: [
    (#""tokens_used":6,"input_tokens":4,"output_tokens":2"#, "0 input=4 output=2", false),
    (#""tokens_used":7,"input_tokens":4,"output_tokens":2"#, "0 input=4 output=2", true),
    (#""tokens_used":0,"input_tokens":4"#, "0 input=4", true),
    (
      #""tokens_used":9,"input_tokens":4,"meters":{"x_tokens":5,"y":3}"#,
      "0 input=4 x_tokens:5 y:3", false
    ),
    (#""tokens_used":4,"input_tokens":4,"meters":{"x_tokens":5}"#, "0 input=4 x_tokens:5", false),
    (#""tokens_used":4,"input_tokens":0,"output_tokens":0"#, "0 unsplit=4", false),
  ]) func `a split wins over the sum beside it`(members: String, event: String, noted: Bool) throws
  {
    let reading = try read(members)
    #expect(reading.events == [event])
    #expect(reading.notes == (noted ? ["token_total_mismatch 1 one.json:1"] : []))
  }

  @Test func `lengths stand in for tokens only where asked`() throws {
    var options = InputOptions()
    let members = #""prompt_length":9,"response_length":4"#
    #expect(try read(members).events == ["0"])
    options.estimatesTokens = true
    let reading = try read(members, options)
    #expect(reading.events == ["0 input=3 output=1"])
    #expect(reading.notes == ["estimated_tokens 1 one.json:1"])
    #expect(try read(members + #","tokens_used":5"#, options).events == ["0 unsplit=5"])
  }

  @Test(arguments: [
    ("\"2015-01-01T00:00:00Z\"", 1_420_070_400_000),
    ("\"2025-01-01t00:00:00.5z\"", 1_735_689_600_500),
    ("\"2025-01-01 00:00:01.123999+00:00\"", 1_735_689_601_123),
    ("\"2020-02-29T12:00:00+05:30\"", 1_582_957_800_000),
    ("\"2016-12-31T23:59:60Z\"", 1_483_228_800_000),
    ("\"2025-06-14T23:45:16.482-00:30\"", 1_749_946_516_482),
    ("1749944716482", 1_749_944_716_482), ("1749944716482.9", 1_749_944_716_482),
    ("1.749e12", 1_749_000_000_000), ("100000000000000", 100_000_000_000_000),
    ("\"\\u0032016-12-31T23:59:60Z\"", 1_483_228_800_000),
  ]) func `times are read`(text: String, milliseconds: Int64) throws {
    let reading = try read("\"timestamp\":" + text)
    #expect(reading.events == ["\(milliseconds)"])
    #expect(reading.notes.isEmpty)
  }

  @Test(arguments: [
    ("1749944716", 1_749_944_716_000, "time_in_seconds"),
    ("1749944716.4829", 1_749_944_716_482, "time_in_seconds"),
    ("99999999999", 99_999_999_999_000, "time_in_seconds"),
    ("1749944716482999", 1_749_944_716_482, "time_in_microseconds"),
    ("100000000000001", 100_000_000_000, "time_in_microseconds"),
    ("1749944716482999999", 1_749_944_716_482, "time_in_nanoseconds"),
    ("1749944716482999999.5", 1_749_944_716_482, "time_in_nanoseconds"),
  ]) func `the size of a number tells its unit, and is noted`(
    text: String, milliseconds: Int64, note: String
  ) throws {
    let reading = try read("\"timestamp\":" + text)
    #expect(reading.events == ["\(milliseconds)"])
    #expect(reading.notes.contains("\(note) 1 one.json:1"))
  }

  @Test func `times before 2015, or more than two days after now, are noted`() throws {
    let early = try read("\"timestamp\":\"2014-12-31T23:59:59.999Z\"")
    #expect(early.notes == ["implausible_time 1 one.json:1"])
    #expect(early.events == ["1420070399999"])
    var options = InputOptions()
    options.now = Instant(milliseconds: testEpoch) - .day * 2
    #expect(try read("\"x\":1", options).notes.isEmpty)
    options.now = Instant(milliseconds: testEpoch - 1) - .day * 2
    #expect(try read("\"x\":1", options).notes == ["implausible_time 1 one.json:1"])
  }

  @Test(arguments: [
    "\"\"", "\"2025-02-29T00:00:00Z\"", "\"2025-13-01T00:00:00Z\"", "\"2025-04-31T00:00:00Z\"",
    "\"2025-04-30T24:00:00Z\"", "\"2025-04-30T00:60:00Z\"", "\"2025-04-30T00:00:61Z\"",
    "\"2025-04-30\"", "\"2025-04-30T00:00:00+0200\"", "\"2025-04-30T00:00:00.Z\"",
    "\"1750000000000\"",
    "\"2025-04-30T00:00:00+24:00\"", "\"2025-04-30T00:00:00Zx\"", "\"2025-4-30T00:00:00Z\"",
    "-1", "253402300800000000000", "1e30", "true", "{}", "[]", "\"20x5-04-30T00:00:00Z\"",
  ]) func `what is no time is refused`(text: String) throws {
    #expect(try read("\"timestamp\":" + text).rejections == ["invalid_timestamp 1 one.json:1"])
  }

  @Test func `a missing time is its own reason`() throws {
    #expect(try read("\"timestamp\":null").rejections == ["missing_timestamp 1 one.json:1"])
  }

  @Test func `a time without a zone is taken as the assumed one, and noted`() throws {
    let members = "\"timestamp\":\"2025-01-01 02:00:00\""
    let reading = try read(members)
    #expect(reading.events == ["1735696800000"])
    #expect(reading.notes == ["assumed_zone 1 one.json:1"])
    var options = InputOptions()
    options.assumedZone = { $0.asUTC - .hour * 2 }
    #expect(try read(members, options).events == ["1735689600000"])
  }
}
