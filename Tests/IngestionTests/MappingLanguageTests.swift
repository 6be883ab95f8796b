import ConfigurationText
import Ingestion
import Metering
import Testing

/// The mapping language: what its keys mean, and what is wrong with a file.
@Suite struct MappingLanguageTests {
  /// Reads lines by a mapping of a test's own; `m` is its name.
  private static func usage(
    _ yaml: String, _ text: String, file: String = "a.jsonl"
  ) throws -> FormatUsage {
    let scratch = try Scratch()
    try scratch.write(text, to: file)
    return try FormatUsage(scratch.path, options: Mappings.options("name: m\n" + yaml))
  }

  private static let counts = "fields: {timestamp: t, input_tokens: i, output_tokens: o}\n"
  private static let time = "\"t\": \"2026-01-01T00:00:00Z\""

  // MARK: Mistakes

  @Test(arguments: [
    ("name: x", "own.yaml:1:1: found no key 'tariff'; expected 'tariff: format/1' at the top"),
    ("tariff: format/2", "own.yaml:1:9: found 'format/2'; expected format/1"),
    (
      "tariff: format/1\nnme: x",
      "own.yaml:2:1: found the unknown key 'nme'; expected one of tariff,"
    ),
    (
      "tariff: format/1\nname: Our Proxy",
      "own.yaml:2:7: found 'Our Proxy'; expected a name of small letters, digits and hyphens"
    ),
    ("tariff: format/1\nname: x", "own.yaml:1:1: found no field 'timestamp'"),
    (
      "tariff: format/1\nname: x\nfields: {timestamp: t}",
      "own.yaml:1:1: found no field that counts"
    ),
    (
      "tariff: format/1\nname: x\nfields: {timestamp: t, tokens: t}",
      "own.yaml:3:24: found the unknown key 'tokens'; expected one of timestamp,"
    ),
    (
      "tariff: format/1\nname: x\nfields: {timestamp: 'a[', input_tokens: i}",
      "own.yaml:3:21: found 'a['; expected a path such as usage.input_tokens"
    ),
    (
      "tariff: format/1\nname: x\nfields: {timestamp: {from: t, unit: min}, input_tokens: i}",
      "own.yaml:3:37: found 'min'; expected one of s, ms, us, ns"
    ),
    (
      "tariff: format/1\nname: x\nfields: {timestamp: {from: t, zone: Mars}, input_tokens: i}",
      "own.yaml:3:37: found 'Mars'; expected a zone such as UTC or Europe/Berlin"
    ),
    (
      "tariff: format/1\nname: x\nfields: {timestamp: {from: t, format: hh:mm}, input_tokens: i}",
      "own.yaml:3:39: found 'hh:mm'; expected a pattern such as"
    ),
    (
      "tariff: format/1\nname: x\nfields: {timestamp: $when, input_tokens: i}",
      "own.yaml:1:1: found '$when', which 'remember' does not keep"
    ),
    (
      "tariff: format/1\nname: x\nfields: {timestamp: t, input_tokens: i}\nincludes: {input: [o]}",
      "own.yaml:4:12: found 'input'; expected one of input_tokens,"
    ),
    (
      "tariff: format/1\nname: x\nfields: {timestamp: t, input_tokens: i}\nduplicates: {key: id, keep: best}",
      "own.yaml:4:29: found 'best'; expected first, last or largest FIELD"
    ),
    (
      "tariff: format/1\nname: x\nfields: {timestamp: t, input_tokens: i}\nwhen: {a: {is: b}}",
      "own.yaml:4:12: found 'is'; expected a text, a list of texts, null,"
    ),
    ("tariff: format/1\nrecords: 'a[].b[x]'", "own.yaml:2:10: found 'a[].b[x]'; expected a place"),
  ])
  func `a mistake is said with its place, what was found and what was expected`(
    _ yaml: String, _ message: String
  ) {
    let (_, errors) = FormatMapping.read(yaml, file: "own.yaml")
    #expect(errors.map(\.description).contains { $0.hasPrefix(message) }, "\(errors)")
  }

  @Test func `all mistakes of a file are said, in their order`() {
    let yaml = "tariff: format/1\nname: x\nkind: money\nfields: {timestamp: [], input_tokens: i}"
    let (_, errors) = FormatMapping.read(yaml, file: "own.yaml")
    #expect(errors.map(\.line) == [3, 4])
  }

  // MARK: Paths

  @Test(arguments: [
    #"{\#(time), "a": {"b.c": 1}}"#, #"{\#(time), "a.b.c": 1}"#,
    #"{\#(time), "a": {"b": {"c": 1}}}"#,
    #"{\#(time), "a": "{\"b\": {\"c\": 1}}"}"#, #"{\#(time), "a": {"b": "{\"c\": \"1\"}"}}"#,
    #"{"a.b": {"c": 1.0}, \#(time)}"#, #"{\#(time), "\u0061": {"b": {"c": 1}}}"#,
  ])
  func `a dot may be part of a name, and a text may hold JSON`(_ line: String) throws {
    let usage = try Self.usage("fields: {timestamp: t, input_tokens: a.b.c}", line)
    #expect(usage.counts() == ["input": 1])
  }

  @Test func `of a list the last element counts that has a value, or the one with a name`() throws {
    let list = #"[{"k": "x", "n": 1}, {"k": "y", "n": 2}, {"k": "z"}]"#
    let yaml = """
      fields:
        timestamp: t
        input_tokens: l[].n
        output_tokens: l[k=x].n
        cache_read_tokens: l[k=@wanted].n
        reasoning_tokens: l[k=none].n
      """
    let usage = try Self.usage(yaml, #"{\#(Self.time), "l": \#(list), "wanted": "y"}"#)
    #expect(usage.counts() == ["input": 2, "output": 1, "cache_read": 2])
    let only = try Self.usage(yaml, #"{\#(Self.time), "l": {"k": "x", "n": 7}}"#)
    #expect(only.counts() == ["input": 7, "output": 7])
  }

  @Test func `what is around records may stand after them, and belongs to its own records`() throws
  {
    let yaml = """
      records: days[].results[]
      fields: {timestamp: ../day, input_tokens: n, session_id: ../../id, model: ../model}
      """
    let text = """
      {"days": [{"results": [{"n": 1}, {"n": 2}], "day": "2026-01-01", "model": "a"},
        {"results": [], "day": "2026-01-02"}, {"results": [{"n": 4}, null, 5], "day": "2026-01-03"}],
       "id": "page"}
      """
    let usage = try Self.usage(yaml, text, file: "a.json")
    #expect(usage.events.map(\.tokens) == [["input": 1], ["input": 2], ["input": 4]])
    #expect(usage.events.map(\.model) == ["a", "a", ""])
    #expect(usage.events.allSatisfy { $0.session == "page" })
    #expect(usage.account.rejections.map(\.name) == ["not_an_object"])
  }

  @Test func `a column may have brackets, dots and spaces`() throws {
    let yaml =
      #"fields: {timestamp: When, input_tokens: '"In [1k]"', output_tokens: Tokens out, cost_usd: a.b}"#
    let usage = try Self.usage(
      yaml, "When;In [1k];Tokens out;a.b\n2026-01-01;\"1,200\";3;$0.5\n", file: "a.csv")
    #expect(usage.counts() == ["input": 1200, "output": 3])
    #expect(usage.cost == 500_000)
  }

  // MARK: Values

  @Test func `alternatives, units, names of values and parts of texts`() throws {
    let yaml = """
      fields:
        timestamp: {from: [at, seconds], unit: s}
        model: {from: m, after: /}
        backend_used: [{from: m, before: /}, {value: nobody}]
        input_tokens: {from: i, unit: 1K}
        output_tokens: {sum: [o, p]}
        service_tier: [{from: batch, values: {true: batch, false: null}}, tier]
        cost_usd: {from: c, unit: cents}
        processing_time_ms: {between: [start, end]}
      """
    let lines = [
      #"{"seconds": 1767225600, "m": "openai/gpt", "i": 1.2, "o": 3, "p": 4, "batch": "True", "c": 3.9e-1}"#,
      #"{"at": null, "seconds": "1767225600.9", "m": "gpt", "i": "2", "o": 3, "batch": false, "tier": "flex"}"#,
    ]
    let reading = try Self.reading(yaml, lines.joined(separator: "\n"))
    #expect(
      reading.events == [
        "1767225600000 backend=openai model=gpt tier=batch input=1200 output=7 cost=3900000000000000",
        "1767225600900 backend=nobody model=gpt tier=flex input=2000 output=3",
      ])
    #expect(reading.notes.isEmpty)
  }

  private static func reading(_ yaml: String, _ text: String, file: String = "a.jsonl") throws
    -> Reading
  {
    let scratch = try Scratch()
    try scratch.write(text, to: file)
    return try Reading(scratch.path, options: Mappings.options("name: m\n" + yaml))
  }

  @Test(arguments: [
    ("2026-01-02T03:04:05Z", ""), ("2026-01-02 03:04:05.123456+00:00", ""),
    ("2026-01-02 03:04:05+00", ""), ("2026-01-02 03:04:05 UTC", ""),
    ("2026-01-02T05:04:05+0200", ""), ("1767323045", ", unit: s"), ("1767323045000", ", unit: ms"),
    ("\\\"2026-01-02T03:04:05Z\\\"", ""),
    ("01/02/2026 3:04:05 AM", ", format: 'MM/DD/YYYY hh:mm:ss AM', zone: UTC"),
    ("02.01.2026 03:04", ", format: 'DD.MM.YYYY HH:mm', zone: UTC"),
    ("Jan 2, 2026, 03:04:05", ", format: 'Mon DD, YYYY, HH:mm:ss', zone: UTC"),
    ("02/Jan/2026:03:04:05 +0000", ", format: 'DD/Mon/YYYY:HH:mm:ss Z'"),
  ])
  func `one time, however it is written`(_ text: String, _ how: String) throws {
    let yaml = "fields: {timestamp: {from: t\(how)}, input_tokens: i}"
    let reading = try Self.reading(yaml, "{\"t\": \"\(text)\", \"i\": 1}")
    let beyondSeconds = text == "02.01.2026 03:04" ? -5000 : text.contains(".123456") ? 123 : 0
    #expect(reading.events == ["\(1_767_323_045_000 + beyondSeconds) input=1"])
    #expect(reading.notes.isEmpty)
  }

  @Test func `a time that is none, a count that is none`() throws {
    let lines = [
      #"{"t": "tomorrow", "i": 1}"#, #"{"i": 1}"#, #"{\#(Self.time), "i": -1}"#,
      #"{\#(Self.time), "i": 1.5}"#, #"{\#(Self.time), "i": "many"}"#, #"{\#(Self.time), "i": 1}"#,
      #"{\#(Self.time), "i": null, "o": ""}"#,
    ]
    let usage = try Self.usage(Self.counts, lines.joined(separator: "\n"))
    #expect(usage.requests == 1 && usage.addsUp)
    #expect(
      usage.account.rejections.map { "\($0.name) \($0.count)" } == [
        "invalid_number 3", "invalid_timestamp 1", "missing_timestamp 1",
      ])
    #expect(usage.account.notUsage == 1)
  }

  @Test(arguments: [
    ("true", true), ("\"TRUE\"", true), ("1", true), ("0", false), ("\"failure\"", false),
    ("200", true), ("\"429\"", false), ("500", false), ("\"success\"", true),
  ])
  func `an outcome is a truth value, a word or a status of HTTP`(
    _ value: String, _ isSuccess: Bool
  ) throws {
    let yaml = "fields: {timestamp: t, input_tokens: i, success: s, error: {code: s}}"
    let usage = try Self.usage(yaml, #"{\#(Self.time), "i": 1, "s": \#(value)}"#)
    #expect(usage.events.map(\.isSuccess) == [isSuccess])
  }

  // MARK: Conditions

  @Test(arguments: [
    ("{k: a}", [1]), ("{k: [a, b]}", [1, 2]), ("{k: {not: a}}", [2, 3, 4]), ("{k: null}", [4]),
    ("{k: {not: null}}", [1, 2, 3]), ("{n: {above: 1}}", [2, 3]), ("{n: {below: 1.5}}", [1]),
    ("{k: {like: 'c*'}}", [3]), ("{k: a, n: '2'}", []), ("{d.e: null}", [1, 2, 4]),
    ("{d: {not: null}}", [3]),
  ])
  func `conditions choose records`(_ when: String, _ chosen: [Int]) throws {
    let lines = [
      #"{\#(Self.time), "i": 1, "k": "a", "n": 1}"#, #"{\#(Self.time), "i": 2, "k": "b", "n": 2}"#,
      #"{\#(Self.time), "i": 3, "k": "cde", "n": 3.5, "d": {"e": 1}}"#,
      #"{\#(Self.time), "i": 4, "k": ""}"#,
    ]
    let text = lines.joined(separator: "\n")
    let usage = try Self.usage("when: \(when)\n" + Self.counts, text)
    #expect(usage.events.compactMap { $0.tokens["input"] } == chosen)
    #expect(usage.account.notUsage == 4 - chosen.count)
    let unless = try Self.usage("unless: \(when)\n" + Self.counts, text)
    if !when.contains(",") || when.contains("[") {
      #expect(unless.events.count == 4 - chosen.count)
    }
  }

  // MARK: Memory and copies

  @Test func `a remembered value holds for the records after it, of its file`() throws {
    let yaml = """
      recognise: {names: [kind]}
      remember: {model: {from: model, when: {kind: request}}}
      when: {kind: usage}
      fields: {timestamp: t, input_tokens: i, model: $model}
      """
    func use(_ count: Int) -> String {
      #"{\#(Self.time), "kind": "usage", "i": \#(count), "model": "alias"}"#
    }
    let lines = [
      use(1), #"{"kind": "request", "model": "a"}"#, use(2), use(3),
      #"{"kind": "request", "model": "b"}"#, use(4),
    ]
    let usage = try Self.usage(yaml, lines.joined(separator: "\n"))
    #expect(usage.events.map(\.model) == ["", "a", "a", "b"])
  }

  @Test(arguments: [("last", 3), ("first", 1), ("largest input_tokens", 9)])
  func `of copies the one counts that the rule says`(_ keep: String, _ kept: Int) throws {
    let yaml =
      "duplicates: {key: [id, =model], keep: \(keep)}\nfields: {timestamp: t, input_tokens: i, model: m}"
    func line(_ count: Int, _ id: String, _ model: String = "a") -> String {
      #"{\#(Self.time), "i": \#(count), "id": "\#(id)", "m": "\#(model)"}"#
    }
    let lines = [
      line(1, "x"), line(9, "x"), line(3, "x"), line(5, "x", "b"), line(7, ""), line(7, ""),
    ]
    for workers in [1, 2] {
      let scratch = try Scratch()
      try scratch.write(lines.joined(separator: "\n"), to: "a.jsonl")
      let usage = try FormatUsage(
        scratch.path, workers: workers, options: Mappings.options("name: m\n" + yaml))
      #expect(usage.counts() == ["input": kept + 5 + 14])
      #expect(usage.account.duplicates == 2)
    }
  }

  @Test func `sums are of unknown contexts, and cut by days of a zone`() throws {
    let yaml = """
      kind: sums
      fields: {timestamp: t, period_end: {from: t, plus: 1d}, input_tokens: i, requests: r}
      """
    let usage = try Self.usage(yaml, #"{\#(Self.time), "i": 1, "r": 3}"#)
    #expect(usage.requests == 3 && usage.notes.isEmpty)
    var options = try Mappings.options("name: m\n" + yaml)
    options.reportZone = ZoneOffsets(identifier: "X", changes: [(Int64.min, 3600)])
    let scratch = try Scratch()
    try scratch.write(#"{\#(Self.time), "i": 1}"#, to: "a.jsonl")
    let cut = try FormatUsage(scratch.path, options: options)
    #expect(cut.notes == ["bucket_cut 1", "requests_unknown 1"])
  }

  @Test func `rows with one count each make one record`() throws {
    let yaml = """
      pivot: {name: kind, value: n, by: [day, model]}
      fields: {timestamp: {from: day, zone: UTC}, model: model, input_tokens: in, output_tokens: out}
      """
    let rows =
      "day,model,kind,n\n2026-01-01,a,in,1\n2026-01-01,a,out,2\n2026-01-02,a,out,4\n2026-01-01,a,other,9\n"
    let usage = try Self.usage(yaml, rows, file: "a.csv")
    #expect(usage.events.map(\.tokens) == [["input": 1, "output": 2], ["output": 4]])
  }

  // MARK: Recognising

  @Test func `a file that a mapping lacks names of is not recognised, and told why`() throws {
    let usage = try Self.usage(
      "recognise: [t, i, mark]\n" + Self.counts, #"{\#(Self.time), "i": 1, "q": 2}"#)
    #expect(usage.events.isEmpty)
    #expect(usage.account.unrecognised.map(\.why) == ["nearest format m, which needs mark"])
  }

  @Test func `the only format that is asked for reads every file`() throws {
    let scratch = try Scratch()
    try scratch.write("t,i,o\n2026-01-01T00:00:00Z,1,2\n", to: "a.csv")
    var options = try Mappings.options("name: m\nrecognise: [never]\n" + Self.counts)
    options.formats = [options.formats[0]]
    #expect(try FormatUsage(scratch.path, options: options).counts() == ["input": 1, "output": 2])
  }
}
