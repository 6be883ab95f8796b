import Metering

/// The numbers of short names that were seen lately: most names of most events.
///
/// A name of up to 16 bytes is two machine words, so finding it takes no loop and no hash of the
/// table. Belongs to one thread and one table.
struct NameCache {
  private struct Entry {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var count = -1
    var id = NameID.none
  }

  private var entries = [Entry](repeating: Entry(), count: 1024)
  private var unknownID = NameID.none
  private var standardID = NameID.none

  mutating func unknown(_ table: inout NameTable) -> NameID {
    if unknownID.isNone { unknownID = table.id(of: "unknown") }
    return unknownID
  }

  mutating func standard(_ table: inout NameTable) -> NameID {
    if standardID.isNone { standardID = table.id(of: "standard") }
    return standardID
  }

  @inline(__always)
  mutating func id(of name: UnsafeRawBufferPointer, _ table: inout NameTable) -> NameID {
    guard name.count <= 16 else { return table.id(of: name) }
    let (low, high) = Self.words(name)
    let hash = (low ^ high &* 31 ^ UInt64(name.count)) &* 0x9E37_79B9_7F4A_7C15
    let slot = Int(hash >> 54)
    return entries.withUnsafeMutableBufferPointer { entries in
      let entry = entries[slot]
      if entry.low == low, entry.high == high, entry.count == name.count { return entry.id }
      let id = table.id(of: name)
      entries[slot] = Entry(low: low, high: high, count: name.count, id: id)
      return id
    }
  }

  /// The bytes as two words, which overlap where there are 9 to 15: still no two names are alike.
  @inline(__always)
  private static func words(_ name: UnsafeRawBufferPointer) -> (low: UInt64, high: UInt64) {
    let count = name.count
    if count >= 8 {
      return (
        name.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
        name.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      )
    }
    var low: UInt64 = 0
    for index in 0..<count { low = low << 8 | UInt64(name[index]) }
    return (low, 0)
  }
}

extension NameID {
  /// Whether this is ``none``; `==` would be called across modules, once for every field.
  var isNone: Bool { rawValue == -1 }
}

extension NameTable {
  /// Whether one name's bytes come before another's.
  func bytes(of left: NameID, precede right: NameID) -> Bool {
    withBytes(of: left) { left in
      withBytes(of: right) { right in left.lexicographicallyPrecedes(right) }
    }
  }
}

extension UsageEvent {
  /// The tokens of `meters{}`: the counts that are of tokens.
  func otherTokens(_ names: borrowing NameTable) -> Int {
    otherMeters.reduce(0) { sum, meter in
      // 1,024 meters of 2^53 would not fit; what is that large only has to be large.
      guard names.isOfTokens(meter.name), sum < Int.max / 2 else { return sum }
      return sum + meter.quantity
    }
  }
}
