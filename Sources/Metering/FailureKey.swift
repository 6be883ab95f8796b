/// One cell of failed requests: a lane on a local day, by tool, routing method and error pattern.
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

  package var stableHash: UInt64 {
    let first = UInt64(UInt32(bitPattern: lane)) << 32 | UInt64(UInt32(bitPattern: day))
    let second =
      UInt64(UInt32(bitPattern: tool.rawValue)) << 32
      | UInt64(UInt32(bitPattern: method.rawValue))
    let third = UInt64(UInt32(bitPattern: pattern))
    return StableHash.mix(StableHash.mix(first ^ second &* 0x9E37_79B9_7F4A_7C15) &+ third)
  }
}
