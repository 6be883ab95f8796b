package import JSONScanning
import Metering

/// A stable id, as 128 bits of hash: two of a billion ids meet with a chance of 10^-21.
package struct EventIdentity: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64

  /// The identity of an id's bytes, unescaped.
  package init(_ bytes: UnsafeRawBufferPointer) {
    high = Self.hash(bytes, seed: 0x9E37_79B9_7F4A_7C15)
    low = Self.hash(bytes, seed: 0xC2B2_AE3D_27D4_EB4F)
  }

  /// The identity of a thing of a kind that several texts tell: no two kinds or lists are one.
  package init(_ kind: StaticString, _ parts: JSONText?...) {
    var hash = EventIdentity(
      UnsafeRawBufferPointer(start: kind.utf8Start, count: kind.utf8CodeUnitCount))
    for part in parts {
      let part = part.map { EventIdentity($0.raw) }
      hash = EventIdentity(combining: hash, part?.high ?? 0, part?.low ?? 0)
    }
    self = hash
  }

  /// The identity of what belongs to a thing.
  package init(_ kind: StaticString, _ thing: EventIdentity, number: Int = 0) {
    let hash = EventIdentity(
      UnsafeRawBufferPointer(start: kind.utf8Start, count: kind.utf8CodeUnitCount))
    let numbered = EventIdentity(combining: hash, UInt64(bitPattern: Int64(number)), 0)
    self.init(combining: numbered, thing.high, thing.low)
  }

  /// The identity of what has a name within a thing.
  package init(_ kind: StaticString, _ name: JSONText?, in thing: EventIdentity) {
    let named = EventIdentity(kind, name)
    self.init(combining: thing, named.high, named.low)
  }

  private init(combining first: EventIdentity, _ high: UInt64, _ low: UInt64) {
    self.high = StableHash.mix(first.high &* 5 ^ high)
    self.low = StableHash.mix(first.low &* 5 ^ low)
  }

  static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var hash = StableHash.mix(seed ^ UInt64(bytes.count))
    var offset = 0
    while offset + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      hash = StableHash.mix(hash &* 5 ^ UInt64(littleEndian: word))
      offset += 8
    }
    var tail: UInt64 = 1
    while offset < bytes.count {
      tail = tail << 8 | UInt64(bytes[offset])
      offset += 1
    }
    return StableHash.mix(hash &* 5 ^ tail)
  }
}
