import ExactNumbers
import Metering
import Testing

struct Meters {
  private static let others = [
    "input_audio_tokens", "output_image_tokens", "cache_audio_read_tokens", "tool_tokens",
    "web_searches", "input_images", "tokens", "_tokens", "cache_read", "cache_write_tokens",
  ]

  private func counts(_ numbers: inout Numbers) -> TokenCounts {
    var counts = TokenCounts()
    for meter in Meter.allCases where Bool.random(using: &numbers) {
      counts[meter] = Int.random(in: 0...1 << 40, using: &numbers)
    }
    return counts
  }

  private func usage(_ numbers: inout Numbers, _ names: inout NameTable) throws -> Measures {
    var usage = Measures()
    usage.requests = Int.random(in: 0...9, using: &numbers)
    usage.tokens = counts(&numbers)
    usage.reportedCost = Int128.random(in: 0...1 << 90, using: &numbers)
    usage.idleTime = Int.random(in: 0...1 << 30, using: &numbers)
    for name in Self.others.shuffled(using: &numbers).prefix(4) {
      usage.otherMeters.append(
        UsageEvent.OtherMeter(
          name: names.id(of: name), quantity: Int.random(in: 1...1 << 40, using: &numbers)))
    }
    return usage
  }

  @Test func `have names and fields of their own, and are found by their names`() {
    let all = Meter.allCases.map(\.definition)
    #expect(Set(all.map(\.name)).count == all.count)
    #expect(Set(all.map(\.field)).count == all.count)
    let attributes = all.compactMap(\.openTelemetry)
    #expect(Set(attributes).count == attributes.count)
    for meter in Meter.allCases {
      #expect(Meter(name: meter.name) == meter)
      #expect(MeterDefinition(priced: meter.name) == meter.definition)
      #expect(ReservedMeter(rawValue: meter.name) == nil)
    }
  }

  @Test func `of tokens are each of the input, of the output or of neither, and add up`() {
    var numbers = Numbers()
    for _ in 0..<500 {
      let counts = counts(&numbers)
      func sum(_ kind: MeterDefinition.Kind) -> Int {
        Meter.allCases.filter { $0.definition.kind == kind }.reduce(0) { $0 + counts[$1] }
      }
      #expect(counts.total == sum(.inputTokens) + sum(.outputTokens) + sum(.tokens))
      #expect(counts.total == Meter.tokens.reduce(0) { $0 + counts[$1] })
      #expect(counts.context == sum(.inputTokens))
    }
  }

  @Test(arguments: [
    ("input_audio_tokens", MeterDefinition.Kind.inputTokens), ("cache_read_tokens", .inputTokens),
    ("output_image_tokens", .outputTokens), ("tool_tokens", .tokens), ("_tokens", .tokens),
    ("web_searches", .other), ("input_images", .other), ("tokens", .other), ("", .other),
    ("input_audio_token\u{73}\u{301}", .other),
  ])
  func `without a column count what their names say, by their bytes`(
    name: String, kind: MeterDefinition.Kind
  ) {
    var names = NameTable()
    let definition = MeterDefinition(counted: name)
    #expect(definition.kind == kind)
    let id = names.id(of: name)
    #expect(definition.isToken == names.isOfTokens(id))
    #expect(definition.focusUnit == (definition.isToken ? "Tokens" : nil))
  }

  @Test func `are priced by the name without its ending as the same kind of tokens`() {
    for name in Self.others where MeterDefinition(counted: name).kind != .tokens {
      let inBook = MeterDefinition.nameInBooks(of: name)
      guard Meter(name: inBook) == nil, name != "input_images" else { continue }
      #expect(MeterDefinition(priced: inBook) == MeterDefinition(counted: name), "\(name)")
    }
  }

  @Test func `give a lane, a cell and its events the same quantity of every measure`() throws {
    var numbers = Numbers()
    for _ in 0..<200 {
      var names = NameTable()
      let usage = try usage(&numbers, &names)
      let ids = usage.otherMeters.map { (names[$0.name], $0.name) }
      let byName = MeterNames(others: Dictionary(uniqueKeysWithValues: ids))
      var lane = LaneUsage(
        backend: "b", model: nil, serviceTier: "", windowStart: .distantPast, contextFloor: 0,
        requests: 0, tokens: TokenCounts(), otherMeters: [])
      lane.setCounts(usage, names: names)
      #expect(lane.tokenTotal == ExactDecimal(usage.tokenTotal(names)))
      let counted = usage.otherMeters.filter { names.isOfTokens($0.name) }
      #expect(usage.tokenTotal(names) == counted.reduce(usage.tokens.total) { $0 + $1.quantity })
      let columns = Meter.allCases.filter { usage.tokens[$0] > 0 }.map(\.name)
      let measures =
        columns.map(UsageMeasure.meter) + Self.others.map(UsageMeasure.other)
        + ReservedMeter.allCases.map { UsageMeasure(meter: $0.name) } + [.tokens]
      for measure in measures {
        #expect(byName.exactQuantity(of: measure, in: usage) == lane.quantity(of: measure))
      }
    }
  }

  @Test func `of the input alone decide which tier of a price a request is in`() throws {
    for name in Self.others {
      var names = NameTable()
      var plan = SummaryPlan()
      plan.boundaries.contexts = [101]
      var event = UsageEvent()
      event.backend = names.id(of: "b")
      event.tokens[.input] = 100
      event.tokens[.output] = 100
      event.otherMeters = [UsageEvent.OtherMeter(name: names.id(of: name), quantity: 1)]
      var summary = UsageSummary(plan: plan)
      try summary.add(event, names: &names)
      let isContext = MeterDefinition(counted: name).isContext
      #expect(summary.lanes.keys.map(\.contextClass) == [isContext ? 1 : 0])
    }
  }
}
