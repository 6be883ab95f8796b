extension UsageSummary {
  /// Adds another thread's summary, translating its names into this one's.
  package mutating func merge(
    _ other: UsageSummary, names: inout NameTable, otherNames: NameTable
  ) throws(SummaryOverflow) {
    let name = Translation(from: otherNames, into: &names)
    let lane = other.lanes.keys.map { lane in
      var lane = lane
      lane.backend = name[lane.backend]
      lane.model = name[lane.model]
      lane.serviceTier = name[lane.serviceTier]
      lane.conditions = name[lane.conditions]
      return Int32(lanes.index(of: lane).index)
    }
    for (key, measures) in zip(other.cells.keys, other.cells.measures) {
      let key = CellKey(
        lane: lane[Int(key.lane)], day: key.day, tool: name[key.tool], method: name[key.method],
        group: name[key.group])
      try cells.merge(name.measures(measures), into: key)
    }
    try merge(other.hourCells, into: \.hourCells, lane, name) { $0 }
    try merge(other.history, into: \.history, lane, name) { $0 }
    try merge(other.everything, into: \.everything, lane, name) { $0 }
    try merge(other.sessionCells, into: \.sessionCells, lane, name) { name[NameID($0)].rawValue }
    let pattern = mergeErrors(other, name)
    try mergeFailures(other, lane, name, pattern)
    mergeCounts(other)
  }

  private mutating func mergeFailures(
    _ other: UsageSummary, _ lane: [Int32], _ name: Translation, _ pattern: [Int32]
  ) throws(SummaryOverflow) {
    for (key, measures) in zip(other.failureCells.keys, other.failureCells.measures) {
      let hasError = key.pattern != FailureKey.withoutError
      let key = FailureKey(
        lane: lane[Int(key.lane)], day: key.day, tool: name[key.tool], method: name[key.method],
        pattern: hasError ? pattern[Int(key.pattern)] : key.pattern)
      try failureCells.merge(name.measures(measures), into: key)
    }
  }

  private mutating func merge(
    _ table: MeasureTable<LanePair>,
    into path: WritableKeyPath<UsageSummary, MeasureTable<LanePair>>,
    _ lane: [Int32], _ name: Translation, _ translate: (Int32) -> Int32
  ) throws(SummaryOverflow) {
    for (key, measures) in zip(table.keys, table.measures) {
      let key = LanePair(lane: lane[Int(key.lane)], other: translate(key.other))
      try self[keyPath: path].merge(name.measures(measures), into: key)
    }
  }

  private mutating func mergeErrors(_ other: UsageSummary, _ name: Translation) -> [Int32] {
    zip(other.errorPatterns.keys, other.errorDetails).map { key, details in
      let key = ErrorKey(type: name[key.type], code: name[key.code])
      let (pattern, isNew) = errorPatterns.index(of: key)
      if isNew { errorDetails.append(ErrorDetails()) }
      errorDetails[pattern].firstSeen = min(errorDetails[pattern].firstSeen, details.firstSeen)
      errorDetails[pattern].lastSeen = max(errorDetails[pattern].lastSeen, details.lastSeen)
      for (message, count) in details.messages {
        errorDetails[pattern].messages[name[message], default: 0] += count
      }
      return Int32(pattern)
    }
  }

  private mutating func mergeCounts(_ other: UsageSummary) {
    for hour in 0..<24 { hourDurations[hour].merge(other.hourDurations[hour]) }
    failuresWithoutError += other.failuresWithoutError
    used += other.used
    outsidePeriod += other.outsidePeriod
    filtered += other.filtered
    firstRead = min(firstRead, other.firstRead)
    firstEvent = min(firstEvent, other.firstEvent)
    lastEvent = max(lastEvent, other.lastEvent)
    digest.0 &+= other.digest.0
    digest.1 &+= other.digest.1
  }
}

/// The numbers of one name table in another.
struct Translation {
  private let ids: [NameID]

  init(from source: NameTable, into target: inout NameTable) {
    ids = (0..<source.count).map { index in
      source.withBytes(of: NameID(Int32(index))) { target.id(of: $0) }
    }
  }

  subscript(name: NameID) -> NameID { name == .none ? .none : ids[Int(name.rawValue)] }

  func measures(_ measures: Measures) -> Measures {
    guard !measures.otherMeters.isEmpty else { return measures }
    var measures = measures
    for index in measures.otherMeters.indices {
      measures.otherMeters[index].name = self[measures.otherMeters[index].name]
    }
    return measures
  }
}
