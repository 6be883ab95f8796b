/// The numbers of one thread's summary in another's: of names, of lanes and of error patterns.
struct SummaryTranslation {
  private let names: [NameID]
  /// By number in the other summary.
  var lanes: [Int32] = []
  var patterns: [Int32] = []

  init(from source: NameTable, into target: inout NameTable) {
    names = (0..<source.count).map { index in
      source.withBytes(of: NameID(Int32(index))) { target.id(of: $0) }
    }
  }

  subscript(name: NameID) -> NameID { name == .none ? .none : names[Int(name.rawValue)] }

  func lane(_ lane: Lane) -> Lane {
    var lane = lane
    lane.backend = self[lane.backend]
    lane.model = self[lane.model]
    lane.serviceTier = self[lane.serviceTier]
    lane.conditions = self[lane.conditions]
    lane.pricedAs = self[lane.pricedAs]
    return lane
  }

  func cell(_ key: CellKey) -> CellKey {
    CellKey(
      lane: lanes[Int(key.lane)], day: key.day, tool: self[key.tool], method: self[key.method],
      group: self[key.group])
  }

  func failure(_ key: FailureKey) -> FailureKey {
    var translated = key
    translated.lane = lanes[Int(key.lane)]
    translated.tool = self[key.tool]
    translated.method = self[key.method]
    if key.pattern != FailureKey.withoutError { translated.pattern = patterns[Int(key.pattern)] }
    return translated
  }

  /// A pair whose other part is a number everywhere: a day, an hour.
  func pair(_ key: LanePair) -> LanePair {
    LanePair(lane: lanes[Int(key.lane)], other: key.other)
  }

  func session(_ key: LanePair) -> LanePair {
    LanePair(lane: lanes[Int(key.lane)], other: self[NameID(key.other)].rawValue)
  }

  func error(_ key: ErrorKey) -> ErrorKey { ErrorKey(type: self[key.type], code: self[key.code]) }

  func measures(_ measures: Measures) -> Measures {
    guard !measures.otherMeters.isEmpty else { return measures }
    var measures = measures
    for index in measures.otherMeters.indices {
      measures.otherMeters[index].name = self[measures.otherMeters[index].name]
    }
    return measures
  }
}
