import Metering

/// Events with a stable id, kept until all is read, as a better copy may come.
///
/// Of the copies the one with the later timestamp is kept, then the one with more tokens, then the
/// one with the greater bytes. An event takes the same space whatever the length of its record:
/// where bytes must decide, they are read again.
struct HeldEvents: Sendable {
  private var indices: [EventIdentity: Int] = [:]
  private(set) var events: [Held] = []
  /// The bytes of records that can't be read again.
  private var kept: [UInt8] = []
  private(set) var duplicates = 0

  struct Held: Sendable {
    var identity: EventIdentity
    var event: UsageEvent
    var tokens: Int
    /// A hash of the record's bytes: most copies are equal to the last byte.
    var hash: UInt64
    var source: Source
    /// Whether another thread has a better copy.
    var isSuperseded = false
  }

  enum Source: Sendable {
    case file(Int, bytes: Range<Int>)
    case kept(Range<Int>)
  }

  /// Adds a copy, or forgets it where there is a better one.
  ///
  /// `place` is where the record's bytes can be read again; nil where they can't.
  mutating func add(
    _ record: borrowing UsageRecord, _ identity: EventIdentity, tokens: Int,
    raw: UnsafeRawBufferPointer, place: (file: Int, offset: Int)?, _ list: InputList
  ) {
    let hash = EventIdentity.hash(raw, seed: 0)
    let old = indices[identity]
    if let old {
      duplicates += 1
      let known = events[old]
      let new = (record.event.timestamp, tokens)
      if new < (known.event.timestamp, known.tokens) { return }
      if new == (known.event.timestamp, known.tokens) {
        if hash == known.hash { return }
        if !bytes(of: known, list).lexicographicallyPrecedes(raw) { return }
      }
    }
    let source = keep(raw, place)
    let held = Held(
      identity: identity, event: record.event, tokens: tokens, hash: hash, source: source)
    if let old {
      events[old] = held
    } else {
      indices[identity] = events.count
      events.append(held)
    }
  }

  private mutating func keep(
    _ raw: UnsafeRawBufferPointer, _ place: (file: Int, offset: Int)?
  ) -> Source {
    if let place { return .file(place.file, bytes: place.offset..<(place.offset + raw.count)) }
    kept.append(contentsOf: raw)
    return .kept((kept.count - raw.count)..<kept.count)
  }

  private func bytes(of held: Held, _ list: InputList) -> [UInt8] {
    switch held.source {
    case .kept(let range): return Array(kept[range])
    case .file(let index, let range):
      guard let file = list.open(index) else { return [] }
      return [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
        count = max(0, file.read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound))
      }
    }
  }

  /// Settles which thread's copy is kept; gives how many are not.
  static func settle(_ all: inout [HeldEvents], _ list: InputList) -> Int {
    guard all.count(where: { !$0.events.isEmpty }) > 1 else { return 0 }
    var best: [EventIdentity: (owner: Int, index: Int)] = [:]
    var superseded = 0
    for owner in all.indices {
      for index in all[owner].events.indices {
        let identity = all[owner].events[index].identity
        guard let rival = best[identity] else {
          best[identity] = (owner, index)
          continue
        }
        superseded += 1
        if precedes(all, rival, (owner, index), list) {
          all[rival.owner].events[rival.index].isSuperseded = true
          best[identity] = (owner, index)
        } else {
          all[owner].events[index].isSuperseded = true
        }
      }
    }
    return superseded
  }

  private static func precedes(
    _ all: [HeldEvents], _ left: (owner: Int, index: Int), _ right: (owner: Int, index: Int),
    _ list: InputList
  ) -> Bool {
    let old = all[left.owner].events[left.index]
    let new = all[right.owner].events[right.index]
    let ranks = ((old.event.timestamp, old.tokens), (new.event.timestamp, new.tokens))
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    if old.hash == new.hash { return false }
    let bytes = all[right.owner].bytes(of: new, list)
    return all[left.owner].bytes(of: old, list).lexicographicallyPrecedes(bytes)
  }
}
