/// What one thread counted.
struct RecordTally: Sendable {
  var files = 0
  var bytes = 0
  var records = 0
  var duplicates = 0
  var notUsage = 0
  /// Of each path, by its index.
  private(set) var paths: [PathTally]
  private var rejections: [RejectionReason: Count] = [:]
  private var notes: [Int: Count] = [:]
  /// Lines of the parts of files that were read in parts, by file.
  private(set) var partLines: [PartKey: Int] = [:]

  struct PathTally: Sendable {
    var records = 0
    var usable = 0
  }

  /// Where a record stands, in the order of paths, files and lines.
  struct Place: Hashable, Comparable, Sendable {
    var file: Int
    /// Which part of a file that is read in parts.
    var part = 0
    /// From 0, counted from the part's start.
    var line = 0

    static func < (left: Self, right: Self) -> Bool {
      (left.file, left.part, left.line) < (right.file, right.part, right.line)
    }
  }

  struct PartKey: Hashable, Sendable {
    var file: Int
    var part: Int
  }

  private struct Count: Sendable {
    var count: Int
    var first: Place

    mutating func merge(_ other: Count) {
      count += other.count
      first = min(first, other.first)
    }
  }

  init(paths: Int) { self.paths = Array(repeating: PathTally(), count: paths) }

  mutating func reject(_ reason: RejectionReason, path: Int, at place: Place) {
    records += 1
    paths[path].records += 1
    let count = Count(count: 1, first: place)
    rejections[reason, default: Count(count: 0, first: place)].merge(count)
  }

  /// Counts records that were not rejected.
  mutating func accept(_ count: Int, path: Int) {
    records += count
    paths[path].records += count
    paths[path].usable += count
  }

  mutating func note(_ new: RecordNotes, at place: Place) {
    for bit in 0..<64 where new.rawValue & 1 << UInt64(bit) != 0 {
      let count = Count(count: 1, first: place)
      notes[bit, default: Count(count: 0, first: place)].merge(count)
    }
  }

  mutating func setLines(_ lines: Int, ofPart part: Int, of file: Int) {
    partLines[PartKey(file: file, part: part)] = lines
  }

  /// Adds what another thread counted.
  mutating func merge(_ other: RecordTally) {
    files += other.files
    bytes += other.bytes
    records += other.records
    duplicates += other.duplicates
    notUsage += other.notUsage
    for index in paths.indices {
      paths[index].records += other.paths[index].records
      paths[index].usable += other.paths[index].usable
    }
    rejections.merge(other.rejections) { left, right in
      var left = left
      left.merge(right)
      return left
    }
    notes.merge(other.notes) { left, right in
      var left = left
      left.merge(right)
      return left
    }
    partLines.merge(other.partLines) { left, _ in left }
  }

  /// The account that everybody else sees, with places as text.
  func account(of list: InputList) -> InputAccount {
    var account = InputAccount()
    account.files = files
    account.bytes = bytes
    account.records = records
    account.duplicates = duplicates
    account.notUsage = notUsage
    account.rejections = rejections.map { reason, count in
      InputAccount.Tally(name: reason.name, count: count.count, first: text(count.first, list))
    }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    account.notes = notes.map { bit, count in
      let name = RecordNotes.name(bit: bit)
      return InputAccount.Tally(name: name, count: count.count, first: text(count.first, list))
    }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let found = Set(list.files.map { Int($0.path) })
    account.unrecognised = paths.indices.compactMap { index in
      let isUnusable = paths[index].records > 0 && paths[index].usable == 0
      // Files, and none that could be usage: not the same as an empty directory.
      let isForeign = list.pathsWithOthers.contains(index) && !found.contains(index)
      return isUnusable || isForeign ? list.paths[index] : nil
    }
    return account
  }

  private func text(_ place: Place, _ list: InputList) -> String {
    let before = (0..<place.part).reduce(0) { sum, part in
      sum + (partLines[PartKey(file: place.file, part: part)] ?? 0)
    }
    return "\(list.place(of: place.file)):\(before + place.line + 1)"
  }
}
