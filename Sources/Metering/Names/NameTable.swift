/// Names as numbers: each distinct name has the next ``NameID``.
///
/// Events repeat few names, and numbers are small and compared at once. Names are compared by their
/// bytes, as providers compare them: "é" and "e" + U+0301, which Swift's `String` takes for one, are
/// two backends here.
///
/// Each thread has a table of its own, so none waits for another; ``UsageSummary`` translates the
/// numbers where the summaries of two threads meet.
package struct NameTable: Sendable {
  /// Of all names, one after the other.
  private var bytes: [UInt8] = []
  /// By number: where the name's bytes end.
  private var ends: [Int] = []
  /// By number.
  private var hashes: [UInt64] = []
  /// By hash: the number of a name, or -1. A name whose slot is taken lies in the next free one.
  private var slots: [Int32]

  package init() {
    slots = Array(repeating: -1, count: 64)
  }

  /// A table without memory, to fill the place of one that is lent out. It must not be asked for the
  /// number of a name.
  package init(empty: Void) { slots = [] }

  package var count: Int { ends.count }

  /// The number of a name; the same bytes always give the same number.
  package mutating func id(of name: UnsafeRawBufferPointer) -> NameID {
    let hash = Self.hash(name)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let candidate = Int(slots[slot])
      if hashes[candidate] == hash, equals(candidate, name) { return NameID(Int32(candidate)) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return insert(name, hash: hash, slot: slot)
  }

  package mutating func id(of name: String) -> NameID {
    var name = name
    return name.withUTF8 { id(of: UnsafeRawBufferPointer($0)) }
  }

  /// The name with this number, which must not be ``NameID/none``.
  package subscript(id: NameID) -> String {
    String(decoding: bytes[range(Int(id.rawValue))], as: UTF8.self)
  }

  /// The name with this number; the empty text for none.
  package func text(_ id: NameID) -> String { id == .none ? "" : self[id] }

  /// A hash of the name's bytes that is the same in every process.
  package func stableHash(of id: NameID) -> UInt64 {
    id == .none ? 0 : hashes[Int(id.rawValue)]
  }

  /// Gives the bytes of a name to `body`.
  package func withBytes<R>(
    of id: NameID, _ body: (UnsafeRawBufferPointer) throws -> R
  ) rethrows -> R {
    let range = range(Int(id.rawValue))
    return try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  private func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  private func equals(_ index: Int, _ name: UnsafeRawBufferPointer) -> Bool {
    let range = range(index)
    guard range.count == name.count else { return false }
    return bytes.withUnsafeBytes { all in
      var offset = 0
      while offset < name.count {
        if all[range.lowerBound + offset] != name[offset] { return false }
        offset += 1
      }
      return true
    }
  }

  private mutating func insert(_ name: UnsafeRawBufferPointer, hash: UInt64, slot: Int) -> NameID {
    let index = ends.count
    bytes.append(contentsOf: name)
    ends.append(bytes.count)
    hashes.append(hash)
    slots[slot] = Int32(index)
    if ends.count * 2 > slots.count { grow() }
    return NameID(Int32(index))
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index)
    }
  }

  /// Eight bytes at a time, mixed by multiplication; not for security.
  static func hash(_ name: UnsafeRawBufferPointer) -> UInt64 {
    var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(name.count)
    var offset = 0
    while offset + 8 <= name.count {
      let word = name.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      hash = StableHash.mix(hash ^ word)
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < name.count {
      tail = tail << 8 | UInt64(name[offset])
      offset += 1
    }
    return StableHash.mix(hash ^ tail)
  }
}

/// The number of a name in one ``NameTable``; ``none`` where there is no name.
package struct NameID: Hashable, Sendable {
  package let rawValue: Int32

  package init(_ rawValue: Int32) { self.rawValue = rawValue }

  package static let none = NameID(-1)
}
