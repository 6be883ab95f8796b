import Metering

/// How an event is held until everything is read: as one of the copies that one key may have.
package struct HeldCopy: Sendable {
  /// Of all copies with one key one is kept; keys of different formats should not meet.
  package var key: EventIdentity
  /// The copy with the greater rank is kept: the first number decides, then the second.
  package var rank: (Int, Int)
  /// Which of copies of one rank is kept.
  package var tie: Tie
  /// Why the other copies are copies.
  package var reason: DuplicateReason
  /// The event is dropped where somebody has left this mark: see ``RecordOutput/mark(_:)``.
  package var unless: EventIdentity?
  /// Why it is dropped then.
  package var unlessReason = DuplicateReason.otherSource
  /// A note that holds unless somebody has left this mark.
  package var doubt: Doubt?

  package struct Doubt: Sendable {
    package var note: RecordNote
    package var unless: EventIdentity

    package init(_ note: RecordNote, unless: EventIdentity) {
      self.note = note
      self.unless = unless
    }
  }

  package enum Tie: Sendable {
    /// In the order of paths, files and lines.
    case earlier, later
    /// The later line of the earlier file: of a log that another file continues with a copy.
    case laterOfEarlierFile
    /// By the bytes of the records.
    case greaterBytes
  }

  package init(
    _ key: EventIdentity, rank: (Int, Int) = (0, 0), tie: Tie = .later,
    reason: DuplicateReason = .sameID
  ) {
    self.key = key
    self.rank = rank
    self.tie = tie
    self.reason = reason
  }
}

/// Events that one thread holds until all is read, as a better copy may come.
///
/// An event takes the same space whatever the length of its record: where bytes must decide, they
/// are read again.
struct HeldEvents: Sendable {
  private var indices: [EventIdentity: Int] = [:]
  private(set) var events: [Held] = []
  /// The bytes of records that can't be read again.
  private var kept: [UInt8] = []
  private(set) var marks: Set<EventIdentity> = []
  /// The copies that were not kept, by format and reason.
  private(set) var copies: [CopyKey: CopyCount] = [:]

  struct Held: Sendable {
    var copy: HeldCopy
    var event: UsageEvent
    var notes: RecordNotes
    var format: Int
    var tokens: Int
    var place: RecordPlace
    /// Where the record's bytes begin, to tell records of one line apart.
    var offset: Int
    /// A hash of the record's bytes, where they decide: most copies are equal to the last byte.
    var hash: UInt64
    var source: Source
    /// Whether it is not an event after all.
    var isDropped = false

    /// The event as the copy that it is.
    var collapsed: CollapsedEvent { CollapsedEvent(event: event, reason: copy.reason) }
  }

  enum Source: Sendable {
    case none
    case file(bytes: Range<Int>)
    case kept(Range<Int>)
  }

  struct CopyKey: Hashable, Sendable {
    var format: Int
    var reason: DuplicateReason
  }

  mutating func mark(_ mark: EventIdentity) { marks.insert(mark) }

  /// Adds a copy, and gives the worse one where there are two; `raw` are the record's bytes, where
  /// they decide.
  mutating func add(
    _ held: Held, raw: UnsafeRawBufferPointer?, isSeekable: Bool, _ list: InputList
  ) -> CollapsedEvent? {
    guard let old = indices[held.copy.key] else {
      indices[held.copy.key] = events.count
      events.append(sourced(held, raw, isSeekable))
      return nil
    }
    let known = events[old]
    let isBetter = isBetter(held, than: known, raw, list)
    if isBetter { events[old] = sourced(held, raw, isSeekable) }
    let worse = isBetter ? known : held
    countCopy(worse)
    return worse.collapsed
  }

  private mutating func countCopy(_ held: Held) {
    let key = CopyKey(format: held.format, reason: held.copy.reason)
    copies[key, default: CopyCount()].add(held.tokens)
  }

  private func isBetter(
    _ new: Held, than old: Held, _ raw: UnsafeRawBufferPointer?, _ list: InputList
  ) -> Bool {
    if new.copy.rank != old.copy.rank { return new.copy.rank > old.copy.rank }
    guard new.copy.tie == .greaterBytes, let raw else { return new.isBetterPlaced(than: old) }
    if new.hash == old.hash { return false }
    return bytes(of: old, list).lexicographicallyPrecedes(raw)
  }

  private mutating func sourced(
    _ held: Held, _ raw: UnsafeRawBufferPointer?, _ isSeekable: Bool
  ) -> Held {
    var held = held
    guard let raw else { return held }
    if isSeekable {
      held.source = .file(bytes: held.offset..<(held.offset + raw.count))
    } else {
      kept.append(contentsOf: raw)
      held.source = .kept((kept.count - raw.count)..<kept.count)
    }
    return held
  }

  private func bytes(of held: Held, _ list: InputList) -> [UInt8] {
    switch held.source {
    case .none: return []
    case .kept(let range): return Array(kept[range])
    case .file(let range):
      guard let file = list.open(held.place.file) else { return [] }
      return [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
        count = max(0, file.read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound))
      }
    }
  }

  // MARK: All threads

  /// Drops what another thread has a better copy of, then what a mark drops.
  static func settle(
    _ all: inout [HeldEvents], marks more: [EventIdentity], _ list: InputList
  ) {
    if all.count(where: { !$0.events.isEmpty }) > 1 { settleCopies(&all, list) }
    let marks = all.reduce(into: Set(more)) { $0.formUnion($1.marks) }
    for owner in all.indices { all[owner].heed(marks) }
  }

  private mutating func heed(_ marks: Set<EventIdentity>) {
    for index in events.indices where !events[index].isDropped {
      if let doubt = events[index].copy.doubt, !marks.contains(doubt.unless) {
        events[index].notes.insert(doubt.note)
      }
      guard let mark = events[index].copy.unless, marks.contains(mark) else { continue }
      events[index].isDropped = true
      events[index].copy.reason = events[index].copy.unlessReason
      countCopy(events[index])
    }
  }

  private static func settleCopies(_ all: inout [HeldEvents], _ list: InputList) {
    var best: [EventIdentity: (owner: Int, index: Int)] = [:]
    for owner in all.indices {
      for index in all[owner].events.indices {
        let key = all[owner].events[index].copy.key
        guard let rival = best[key] else {
          best[key] = (owner, index)
          continue
        }
        let isBetter = isBetter(all, (owner, index), than: rival, list)
        let loser = isBetter ? rival : (owner: owner, index: index)
        if isBetter { best[key] = (owner, index) }
        all[loser.owner].events[loser.index].isDropped = true
        all[loser.owner].countCopy(all[loser.owner].events[loser.index])
      }
    }
  }

  private static func isBetter(
    _ all: [HeldEvents], _ left: (owner: Int, index: Int), than right: (owner: Int, index: Int),
    _ list: InputList
  ) -> Bool {
    let new = all[left.owner].events[left.index]
    let old = all[right.owner].events[right.index]
    if new.copy.rank != old.copy.rank { return new.copy.rank > old.copy.rank }
    guard new.copy.tie == .greaterBytes else { return new.isBetterPlaced(than: old) }
    if new.hash == old.hash { return false }
    let bytes = all[left.owner].bytes(of: new, list)
    return all[right.owner].bytes(of: old, list).lexicographicallyPrecedes(bytes)
  }
}

extension HeldEvents.Held {
  /// Whether it stands where the copy stands that is to be kept.
  fileprivate func isBetterPlaced(than other: Self) -> Bool {
    if place.file != other.place.file {
      return (place.file < other.place.file) == (copy.tie != .later)
    }
    return (offset < other.offset) == (copy.tie == .earlier)
  }
}
