/// All that the price of an event can depend on, as numbers.
///
/// Two events of one lane cost the same a token, whatever price books say, so pricing a lane's sums
/// is pricing its events.
package struct Lane: Hashable, StableKey, Sendable {
  package var backend: NameID
  package var model: NameID
  package var serviceTier: NameID
  /// The number of the price window, which lies between two instants at which some price changes; 0
  /// is before the first.
  package var window: Int32
  /// The number of the context class, which lies between two sizes of a request's context at which
  /// some price has a tier; ``unknownContext`` where the context is not known.
  package var contextClass: Int32
  /// One bit for each recurring hours of ``PriceBoundaries/schedules`` that the event lies in.
  package var schedules: UInt64 = 0
  /// Days since 1970 in UTC, where costs depend on them; else 0.
  package var utcDay: Int32 = 0
  package var origin = Origin.counted
  /// Which conditions of scenarios hold, a digit each; none where no scenario has any.
  package var conditions = NameID.none
  /// The id of the price that a scenario prices it by, whatever its names say; mostly none.
  package var pricedAs = NameID.none

  package static let unknownContext: Int32 = -1

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
    var hash = StableHash.mix(StableHash.pair(backend.rawValue, model.rawValue))
    hash ^= UInt64(UInt32(bitPattern: serviceTier.rawValue)) << 40
    hash ^= UInt64(UInt32(bitPattern: window)) << 20 ^ UInt64(UInt32(bitPattern: contextClass))
    hash = StableHash.mix(hash)
    // Most lanes have nothing of the rest, and are done.
    let isScenario = conditions != .none || pricedAs != .none
    guard schedules != 0 || utcDay != 0 || origin != .counted || isScenario else { return hash }
    let rest = UInt64(UInt32(bitPattern: utcDay)) << 24 ^ UInt64(origin.rawValue) << 60
    hash = StableHash.mix(hash ^ schedules ^ rest)
    guard isScenario else { return hash }
    return StableHash.mix(hash ^ StableHash.pair(conditions.rawValue, pricedAs.rawValue))
  }
}
