/// What a price can depend on, as numbers.
package struct Lane: Hashable, StableKey, Sendable {
  package var backend: NameID
  package var model: NameID
  package var serviceTier: NameID
  /// Index of the price window; 0 is before the first boundary.
  package var window: Int32
  /// Index of the context class; -1 where the requests' contexts are not known.
  package var contextClass: Int32
  /// One bit for each schedule of the plan that holds.
  package var schedules: UInt64 = 0
  /// Days since 1970 in UTC, where costs depend on them; else 0.
  package var utcDay: Int32 = 0
  package var origin = Origin.counted
  /// Which conditions of the plan hold, a digit each; none where the plan has none.
  package var conditions = NameID.none
  /// The id of the price that a scenario prices it by, whatever its names say; mostly none.
  package var pricedAs = NameID.none

  /// What its cost rests on.
  package enum Origin: UInt8, Sendable {
    /// What the events count.
    case counted
    /// What the source says it cost, where that is asked for.
    case reported
    /// Time that passed without usage.
    case accrued
  }

  package var stableHash: UInt64 {
    var hash = UInt64(UInt32(bitPattern: backend.rawValue)) << 32
    hash |= UInt64(UInt32(bitPattern: model.rawValue))
    hash = StableHash.mix(hash)
    hash ^= UInt64(UInt32(bitPattern: serviceTier.rawValue)) << 40
    hash ^= UInt64(UInt32(bitPattern: window)) << 20 ^ UInt64(UInt32(bitPattern: contextClass))
    hash = StableHash.mix(hash)
    let isScenario = conditions != .none || pricedAs != .none
    guard schedules != 0 || utcDay != 0 || origin != .counted || isScenario else { return hash }
    let rest = UInt64(UInt32(bitPattern: utcDay)) << 24 ^ UInt64(origin.rawValue) << 60
    hash = StableHash.mix(hash ^ schedules ^ rest)
    guard isScenario else { return hash }
    let asked = UInt64(UInt32(bitPattern: conditions.rawValue)) << 32
    return StableHash.mix(hash ^ asked ^ UInt64(UInt32(bitPattern: pricedAs.rawValue)))
  }
}

/// One cell: a lane on a local day, by tool, routing method and asked-for group.
package struct CellKey: Hashable, StableKey, Sendable {
  package var lane: Int32
  package var day: Int32
  package var tool: NameID
  package var method: NameID
  package var group: NameID

  package var stableHash: UInt64 {
    let first = UInt64(UInt32(bitPattern: lane)) << 32 | UInt64(UInt32(bitPattern: day))
    let second =
      UInt64(UInt32(bitPattern: tool.rawValue)) << 32
      | UInt64(UInt32(bitPattern: method.rawValue))
    let third = UInt64(UInt32(bitPattern: group.rawValue))
    return StableHash.mix(StableHash.mix(first ^ second &* 0x9E37_79B9_7F4A_7C15) &+ third)
  }
}

/// A lane and one other thing: an hour of the week, a session, an error pattern, a day.
package struct LanePair: Hashable, StableKey, Sendable {
  package var lane: Int32
  package var other: Int32

  package var stableHash: UInt64 {
    StableHash.mix(UInt64(UInt32(bitPattern: lane)) << 32 | UInt64(UInt32(bitPattern: other)))
  }
}

/// The pair that makes an error pattern; absent parts are ``NameID/none``.
package struct ErrorKey: Hashable, StableKey, Sendable {
  package var type: NameID
  package var code: NameID

  package var stableHash: UInt64 {
    StableHash.mix(
      UInt64(UInt32(bitPattern: type.rawValue)) << 32 | UInt64(UInt32(bitPattern: code.rawValue)))
  }
}

/// Sums that are added to by key.
package struct MeasureTable<Key: Hashable & Sendable>: Sendable where Key: StableKey {
  private var index = KeyIndex<Key>()
  package private(set) var measures: [Measures] = []

  package var keys: [Key] { index.keys }

  mutating func add(
    _ event: UsageEvent, to key: Key, withDuration: Bool = false
  ) throws(SummaryOverflow) {
    let row = row(key)
    try measures[row].add(event, withDuration: withDuration)
  }

  mutating func merge(_ other: Measures, into key: Key) throws(SummaryOverflow) {
    let row = row(key)
    try measures[row].merge(other)
  }

  private mutating func row(_ key: Key) -> Int {
    let (row, isNew) = index.index(of: key)
    if isNew { measures.append(Measures()) }
    return row
  }
}
