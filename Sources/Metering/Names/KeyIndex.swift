/// A key whose hash is cheap and the same in every process.
package protocol StableKey: Equatable {
  var stableHash: UInt64 { get }
}

/// Keys as small integers, in the order in which they first came.
///
/// A look-up is one multiplication and mostly one comparison, which matters as a summary makes
/// several an event: `Dictionary` runs SipHash, with a seed that differs in every process.
package struct KeyIndex<Key: StableKey & Sendable>: Sendable {
  /// By number.
  package private(set) var keys: [Key] = []
  /// By hash: the number of a key, or -1. A key whose slot is taken lies in the next free one.
  private var slots: [Int32] = Array(repeating: -1, count: 64)

  package init() {}

  /// The number of a key, and whether it is new.
  package mutating func index(of key: Key) -> (index: Int, isNew: Bool) {
    var slot = Int(truncatingIfNeeded: key.stableHash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let candidate = Int(slots[slot])
      if keys[candidate] == key { return (candidate, false) }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(keys.count)
    keys.append(key)
    if keys.count * 2 > slots.count { grow() }
    return (keys.count - 1, true)
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for (index, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key.stableHash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index)
    }
  }
}
