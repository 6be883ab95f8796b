/// Hashes that are the same in every process and on every machine; not for security.
package enum StableHash {
  /// Mixes 64 bits (the finalizer of MurmurHash3, by Austin Appleby, public domain).
  package static func mix(_ value: UInt64) -> UInt64 {
    var hash = value
    hash ^= hash >> 33
    hash &*= 0xFF51_AFD7_ED55_8CCD
    hash ^= hash >> 33
    hash &*= 0xC4CE_B9FE_1A85_EC53
    hash ^= hash >> 33
    return hash
  }

  /// Mixes three values.
  static func mix(_ first: UInt64, _ second: UInt64, _ third: UInt64) -> UInt64 {
    mix(mix(first ^ second &* 0x9E37_79B9_7F4A_7C15) &+ third)
  }

  /// Two numbers side by side.
  static func pair(_ high: Int32, _ low: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: high)) << 32 | UInt64(UInt32(bitPattern: low))
  }
}
