/// A fingerprint of a set of events: two reports with one digest rest on the same events.
///
/// It is a sum of one hash an event, so it is the same in whatever order and files the events come.
/// The hashes are of the bytes of names, not of their numbers; they are no protection against
/// somebody who wants two sets to look alike.
package struct EventDigest: Sendable {
  private var first: UInt64 = 0
  private var second: UInt64 = 0

  /// 32 hexadecimal digits.
  package var text: String { Self.hexadecimal(first) + Self.hexadecimal(second) }

  mutating func add(_ event: UsageEvent, _ names: NameTable) {
    var hash = EventHash()
    hash.mix(event, names)
    first &+= hash.value
    second &+= StableHash.mix(hash.value ^ 0xA5A5_5A5A_C3C3_3C3C)
  }

  mutating func merge(_ other: EventDigest) {
    first &+= other.first
    second &+= other.second
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}

/// A hash of all that an event says.
private struct EventHash {
  private(set) var value: UInt64 = 0

  mutating func mix(_ event: UsageEvent, _ names: NameTable) {
    value = StableHash.mix(UInt64(bitPattern: event.timestamp.milliseconds))
    mix(event.tool, names)
    mix(event.backend, names)
    mix(event.model, names)
    mix(event.routingMethod, names)
    mix(event.serviceTier, names)
    mix(event.session, names)
    mix(UInt64(event.routingConfidence ?? 0))
    mix(UInt64(bitPattern: Int64(event.duration ?? -1)))
    for meter in Meter.allCases { mix(UInt64(event.tokens[meter])) }
    mix(UInt64(event.requests) << 1 | (event.isSuccess ? 1 : 0))
    mixWhatFewHave(event, names)
  }

  private mutating func mixWhatFewHave(_ event: UsageEvent, _ names: NameTable) {
    for other in event.otherMeters {
      mix(other.name, names)
      mix(UInt64(other.quantity))
    }
    for label in event.labels {
      mix(label.name, names)
      mix(label.value, names)
    }
    if let error = event.error {
      mix(error.type, names)
      mix(error.code, names)
      mix(error.message, names)
    }
    if let cost = event.reportedCost { mix(UInt64(truncatingIfNeeded: cost)) }
  }

  private mutating func mix(_ number: UInt64) { value = StableHash.mix(value &* 31 &+ number) }

  private mutating func mix(_ name: NameID, _ names: NameTable) { mix(names.stableHash(of: name)) }
}
