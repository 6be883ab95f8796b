/// The key of a cell: a lane on a local day, by tool, routing method and group.
package struct CellKey: Hashable, StableKey, Sendable {
  /// The number of the lane.
  package var lane: Int32
  /// Days since 1970, in the plan's zone.
  package var day: Int32
  package var tool: NameID
  package var method: NameID
  /// The values of the dimensions that were asked for, as one name; none without any.
  package var group: NameID

  package var stableHash: UInt64 {
    StableHash.mix(
      StableHash.pair(lane, day), StableHash.pair(tool.rawValue, method.rawValue),
      UInt64(UInt32(bitPattern: group.rawValue)))
  }
}

/// The key of failed requests: a lane on a local day, by tool, routing method and error pattern.
///
/// Few events fail, so these cells cost those that succeed nothing.
package struct FailureKey: Hashable, StableKey, Sendable {
  package var lane: Int32
  package var day: Int32
  package var tool: NameID
  package var method: NameID
  /// The number of the error pattern; ``withoutError`` where the event has no error object.
  package var pattern: Int32

  package static let withoutError: Int32 = -1

  /// The failures of a pattern among a cell's requests, in whatever group.
  init(_ cell: CellKey, pattern: Int32) {
    (lane, day, tool, method) = (cell.lane, cell.day, cell.tool, cell.method)
    self.pattern = pattern
  }

  package var stableHash: UInt64 {
    StableHash.mix(
      StableHash.pair(lane, day), StableHash.pair(tool.rawValue, method.rawValue),
      UInt64(UInt32(bitPattern: pattern)))
  }
}

/// The key of a lane's usage by one other thing: an hour of the week, a session, a day, a phase.
package struct LanePair: Hashable, StableKey, Sendable {
  package var lane: Int32
  package var other: Int32

  package var stableHash: UInt64 { StableHash.mix(StableHash.pair(lane, other)) }
}
