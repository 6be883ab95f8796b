/// A key whose hash is cheap and the same in every process.
package protocol StableKey: Equatable {
  var stableHash: UInt64 { get }
}

/// Keys as small integers, in the order in which they first came.
///
/// `Dictionary` seeds and runs SipHash for each look-up; here a look-up is one multiplication and
/// mostly one comparison, which is what a summary does several times an event.
package struct KeyIndex<Key: StableKey & Sendable>: Sendable {
  package private(set) var keys: [Key] = []
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
