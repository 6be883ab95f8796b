import Metering
import Testing

/// What must hold of summaries of any events.
struct `Usage summaries` {
  private static let dimensions: [Dimension] = [
    .backend, .model, .tool, .route, .hour, .day, .week, .month, .session, .error, .serviceTier,
    .label("team"),
  ]

  /// Events of a few days with few names, so that most share most of them; some names are absent.
  private func events(_ numbers: inout Numbers, _ names: inout NameTable) -> [UsageEvent] {
    (0..<60).map { _ in
      func name(_ texts: String...) -> NameID {
        names.id(of: texts.randomElement(using: &numbers) ?? "")
      }
      func maybe(_ id: NameID) -> NameID { Bool.random(using: &numbers) ? id : .none }
      var event = UsageEvent()
      event.timestamp =
        .epoch + .hour * Int.random(in: 490_000..<490_100, using: &numbers)
        + .minute * Int.random(in: 0..<60, using: &numbers)
      event.backend = name("a", "b", "")
      event.model = maybe(name("m", "n"))
      event.tool = name("t", "u", "1:t")
      event.routingMethod = name("rule", "llm")
      event.serviceTier = name("standard", "batch")
      event.session = maybe(name("s1", "s2"))
      event.tokens[.input] = Int.random(in: 0...9, using: &numbers)
      event.requests = Int.random(in: 1...3, using: &numbers)
      event.isSuccess = Bool.random(using: &numbers)
      event.duration = Bool.random(using: &numbers) ? 1000 : nil
      if Bool.random(using: &numbers) {
        var error = UsageEvent.UsageError()
        error.type = maybe(name("timeout", "limit"))
        error.code = maybe(name("504", "429"))
        error.message = maybe(name("too late", "too many"))
        event.error = error
      }
      if Bool.random(using: &numbers) {
        let label = UsageEvent.Label(name: name("team", "other"), value: name("x", "y"))
        event.labels = [label]
      }
      return event
    }
  }

  private func summary(
    _ plan: SummaryPlan, _ events: [UsageEvent], _ names: inout NameTable
  ) throws -> UsageSummary {
    var summary = UsageSummary(plan: plan)
    for event in events { try summary.add(event, names: &names) }
    return summary
  }

  @Test(arguments: [ZoneOffsets.utc, ZoneOffsets(identifier: "T", changes: [(.min, -12_600)])])
  func `filter by every value of a dimension as they group by it`(zone: ZoneOffsets) throws {
    var numbers = Numbers()
    var names = NameTable()
    let events = events(&numbers, &names)
    for dimension in Self.dimensions {
      var plan = SummaryPlan()
      plan.zone = zone
      plan.groups = [dimension]
      let grouped = try summary(plan, events, &names)
      var requests: [String: Int] = [:]
      for (key, usage) in zip(grouped.cells.keys, grouped.cells.measures) {
        requests[names.text(key.group), default: 0] += usage.requests
      }
      for (value, count) in requests {
        for (comparison, expected) in [
          (DimensionFilter.Comparison.equals, count),
          (.differs, requests.values.reduce(0, +) - count),
        ] {
          plan.filters = [
            DimensionFilter(dimension: dimension, comparison: comparison, value: value)
          ]
          let filtered = try summary(plan, events, &names)
          let sum = filtered.cells.measures.reduce(0) { $0 + $1.requests }
          #expect(sum == expected, "\(dimension) \(comparison) '\(value)'")
          #expect(filtered.used + filtered.filtered == events.count)
        }
      }
    }
  }

  @Test func `keep the values of a group apart, whatever they hold`() throws {
    var numbers = Numbers()
    var names = NameTable()
    let events = events(&numbers, &names)
    var plan = SummaryPlan()
    plan.groups = Self.dimensions
    let summary = try summary(plan, events, &names)
    for key in summary.cells.keys {
      let values = DimensionTuple.values(names.text(key.group), count: plan.groups.count)
      #expect(values.count == plan.groups.count)
      #expect(values[2] == names.text(key.tool))
      #expect(values[0] == names.text(summary.lanes.keys[Int(key.lane)].backend))
    }
  }

  /// Everything that a summary holds, by names.
  private func text(_ summary: UsageSummary, _ names: NameTable) -> Set<String> {
    func lane(_ number: Int32) -> String {
      let lane = summary.lanes.keys[Int(number)]
      return [lane.backend, lane.model, lane.serviceTier].map(names.text).joined(separator: "|")
        + "|\(lane.window)|\(lane.contextClass)|\(lane.utcDay)|\(names.text(lane.conditions))"
    }
    func sums(_ usage: Measures) -> String {
      "\(usage.requests) \(usage.successes) \(usage.tokens) \(usage.durations)"
    }
    func pairs(_ what: String, _ table: MeasureTable<LanePair>) -> [String] {
      zip(table.keys, table.measures).map { "\(what) \(lane($0.lane)) \($0.other) \(sums($1))" }
    }
    var lines = [
      "\(summary.used) \(summary.outsidePeriod) \(summary.filtered) \(summary.digest.text)",
      "\(summary.failuresWithoutError) \(summary.firstRead) \(summary.firstEvent)",
      "\(summary.lastEvent) \(summary.hourDurations)",
    ]
    lines += zip(summary.cells.keys, summary.cells.measures).map { key, usage in
      "cell \(lane(key.lane)) \(key.day) \(names.text(key.tool)) \(names.text(key.method)) "
        + "\(names.text(key.group)) \(sums(usage))"
    }
    lines += zip(summary.failureCells.keys, summary.failureCells.measures).map { key, usage in
      let pattern = key.pattern < 0 ? nil : summary.errorPatterns.keys[Int(key.pattern)]
      return "failure \(lane(key.lane)) \(key.day) \(names.text(key.tool)) "
        + "\(pattern.map { names.text($0.type) + "|" + names.text($0.code) } ?? "") \(sums(usage))"
    }
    lines += zip(summary.errorPatterns.keys, summary.errorPatterns.details).map { key, details in
      let messages = details.messages.map { "\(names.text($0)) \($1)" }.sorted()
      return "error \(names.text(key.type))|\(names.text(key.code)) \(details.firstSeen) "
        + "\(details.lastSeen) \(messages)"
    }
    lines += pairs("hour", summary.hourCells) + pairs("history", summary.history)
    lines += pairs("everything", summary.everything)
    lines += zip(summary.sessionCells.keys, summary.sessionCells.measures).map {
      "session \(lane($0.lane)) \(names.text(NameID($0.other))) \(sums($1))"
    }
    return Set(lines)
  }

  @Test func `of parts merge to the summary of the whole, in any order and division`() throws {
    var numbers = Numbers()
    for _ in 0..<20 {
      var names = NameTable()
      let events = events(&numbers, &names)
      var plan = SummaryPlan()
      plan.period = TimeRange(
        start: .epoch + .hour * 490_020, end: .epoch + .hour * 490_080)
      plan.groups = [.tool, .label("team")]
      plan.filters = [DimensionFilter(dimension: .backend, comparison: .differs, value: "")]
      plan.boundaries = PriceBoundaries(
        instants: [.epoch + .hour * 490_050], contexts: [5], splitsDays: true)
      plan.conditions = [
        DimensionCondition(dimension: .tool, values: ["t"]),
        DimensionCondition(dimension: .day, values: ["*-2*"]),
      ]
      let whole = try summary(plan, events, &names)
      let expected = text(whole, names)
      // Each part has names of its own, in the order in which its events bring them.
      var merged = UsageSummary(plan: plan)
      var mergedNames = NameTable()
      for part in 0..<3 {
        var theirs = NameTable()
        var some = UsageSummary(plan: plan)
        for (index, event) in events.enumerated().reversed() where index % 3 == part {
          try some.add(event.renamed(names, &theirs), names: &theirs)
        }
        try merged.merge(some, names: &mergedNames, otherNames: theirs)
      }
      #expect(text(merged, mergedNames) == expected)
    }
  }

  @Test func `hold all idle time once, inside the period or before and after it`() throws {
    var numbers = Numbers()
    for _ in 0..<100 {
      var names = NameTable()
      let start = numbers.instant()
      let end = min(
        start + TimeSpan(milliseconds: Int64.random(in: 1...86_400_000, using: &numbers)),
        start.utcMidnight + .day)
      let time = TimeRange(start: start, end: end)
      var plan = SummaryPlan()
      plan.period = TimeRange(
        from: Bool.random(using: &numbers) ? start + .hour : nil,
        until: Bool.random(using: &numbers) ? start + .hour * 7 : nil)
      plan.zone = ZoneOffsets(identifier: "T", changes: [(.min, 20_700)])
      var summary = UsageSummary(plan: plan)
      try summary.add(IdleTime(backend: "b", model: "m", time: time), names: &names)
      func total(_ measures: [Measures]) -> TimeSpan {
        TimeSpan(milliseconds: Int64(measures.reduce(0) { $0 + $1.idleTime }))
      }
      let inside = time.intersection(plan.period).length
      #expect(total(summary.cells.measures) == inside)
      #expect(total(summary.hourCells.measures) == inside)
      #expect(
        total(summary.cells.measures) + total(summary.history.measures) == time.end - time.start)
    }
  }
}

extension UsageEvent {
  /// The same with names of another table.
  fileprivate func renamed(_ names: NameTable, _ others: inout NameTable) -> UsageEvent {
    func id(_ name: NameID) -> NameID { name == .none ? .none : others.id(of: names[name]) }
    var event = self
    event.labels = labels.map { Label(name: id($0.name), value: id($0.value)) }
    event.error?.message = id(error?.message ?? .none)
    event.error?.code = id(error?.code ?? .none)
    event.error?.type = id(error?.type ?? .none)
    event.session = id(session)
    event.serviceTier = id(serviceTier)
    event.routingMethod = id(routingMethod)
    event.tool = id(tool)
    event.model = id(model)
    event.backend = id(backend)
    return event
  }
}
