extension UsageSummary {
  /// Adds a hash of all that the event says, by the bytes of its names.
  mutating func addToDigest(_ event: UsageEvent, _ names: NameTable) {
    var first = StableHash.mix(UInt64(bitPattern: event.timestamp.milliseconds))
    func take(_ value: UInt64) { first = StableHash.mix(first &* 31 &+ value) }
    func take(_ name: NameID) { take(names.stableHash(of: name)) }
    take(event.tool)
    take(event.backend)
    take(event.model)
    take(event.routingMethod)
    take(event.serviceTier)
    take(event.session)
    take(UInt64(event.routingConfidence))
    take(UInt64(bitPattern: Int64(event.duration ?? -1)))
    for meter in Meter.allCases { take(UInt64(event.tokens[meter])) }
    take(UInt64(event.requests) << 1 | (event.isSuccess ? 1 : 0))
    for other in event.otherMeters {
      take(other.name)
      take(UInt64(other.quantity))
    }
    for label in event.labels {
      take(label.name)
      take(label.value)
    }
    if let error = event.error {
      take(error.type)
      take(error.code)
      take(error.message)
    }
    if let cost = event.reportedCost { take(UInt64(truncatingIfNeeded: cost)) }
    digest.0 &+= first
    digest.1 &+= StableHash.mix(first ^ 0xA5A5_5A5A_C3C3_3C3C)
  }

  /// The digest of the used events: 32 hexadecimal digits.
  package var digestText: String { hexadecimal(digest.0) + hexadecimal(digest.1) }

  private func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
