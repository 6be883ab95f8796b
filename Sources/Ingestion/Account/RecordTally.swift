/// What one thread counted in all its files.
struct RecordTally: Sendable {
  private(set) var files = 0
  /// Files without a record of any kind.
  var emptyFiles = 0
  var bytes = 0
  private(set) var formats: [FormatTally]
  /// Of each path, by its number.
  private(set) var paths: [PathTally]
  private(set) var rejections: [RejectionReason: FoundCount] = [:]
  /// By the bit of the note.
  private(set) var notes: [Int: FoundCount] = [:]
  private(set) var copies: [DuplicateReason: CopyCount] = [:]
  private(set) var unrecognised: [(file: Int, why: String)] = []
  /// Lines of the parts of files that were read in parts.
  private(set) var partLines: [PartKey: Int] = [:]

  struct FormatTally: Sendable {
    var files = 0
    var records = 0
    var duplicates = 0
    var rejected = 0
    var notUsage = 0
  }

  struct PathTally: Sendable {
    var records = 0
    var rejected = 0
    var unrecognised = 0
  }

  struct PartKey: Hashable, Sendable {
    var file: Int
    var part: Int
  }

  init(paths: Int, formats: Int) {
    self.paths = Array(repeating: PathTally(), count: paths)
    self.formats = Array(repeating: FormatTally(), count: formats)
  }

  mutating func count(_ file: FileTally, path: Int, format: Int) {
    let rejected = file.rejections.values.reduce(0) { $0 + $1.count }
    paths[path].records += file.records
    paths[path].rejected += rejected
    formats[format].records += file.records
    formats[format].rejected += rejected
    formats[format].notUsage += file.notUsage
    if !file.rejections.isEmpty { rejections.merge(file.rejections, uniquingKeysWith: merged) }
    for (reason, count) in file.copies { countCopies(count, reason, format: format) }
  }

  /// Counts a file, once; of one that is read in parts the first part.
  mutating func countFile(format: Int) {
    files += 1
    formats[format].files += 1
  }

  mutating func countCopies(_ count: CopyCount, _ reason: DuplicateReason, format: Int) {
    formats[format].duplicates += count.records
    copies[reason, default: CopyCount()].merge(count)
  }

  /// Counts an event that no record tells of.
  mutating func countRemainder(format: Int) { formats[format].records += 1 }

  mutating func refuse(file: Int, path: Int, why: String) {
    files += 1
    paths[path].unrecognised += 1
    unrecognised.append((file, why))
  }

  mutating func note(_ new: RecordNotes, at place: RecordPlace) {
    var bits = new.bits
    while bits != 0 {
      notes[bits.trailingZeroBitCount, default: FoundCount(at: place)].add(1, at: place)
      bits &= bits &- 1
    }
  }

  mutating func setLines(_ lines: Int, ofPart part: Int, of file: Int) {
    partLines[PartKey(file: file, part: part)] = lines
  }

  /// Adds what another thread counted.
  mutating func merge(_ other: RecordTally) {
    files += other.files
    emptyFiles += other.emptyFiles
    bytes += other.bytes
    for (index, format) in other.formats.enumerated() { formats[index].merge(format) }
    for (index, path) in other.paths.enumerated() { paths[index].merge(path) }
    rejections.merge(other.rejections, uniquingKeysWith: merged)
    notes.merge(other.notes, uniquingKeysWith: merged)
    for (reason, count) in other.copies { copies[reason, default: CopyCount()].merge(count) }
    unrecognised += other.unrecognised
    partLines.merge(other.partLines) { left, _ in left }
  }
}

private func merged(_ left: FoundCount, _ right: FoundCount) -> FoundCount {
  var sum = left
  sum.merge(right)
  return sum
}

extension RecordTally.FormatTally {
  fileprivate mutating func merge(_ other: Self) {
    files += other.files
    records += other.records
    duplicates += other.duplicates
    rejected += other.rejected
    notUsage += other.notUsage
  }
}

extension RecordTally.PathTally {
  fileprivate mutating func merge(_ other: Self) {
    records += other.records
    rejected += other.rejected
    unrecognised += other.unrecognised
  }

  /// Whether there was something, and none of it could be used.
  fileprivate var isUnusable: Bool {
    records > 0 ? records == rejected : unrecognised > 0
  }
}

extension RecordTally {
  /// The account that everybody else sees, with places as text.
  func account(of list: InputList, _ names: [String]) -> InputAccount {
    var account = InputAccount()
    account.files = files + emptyFiles
    account.emptyFiles = emptyFiles
    account.bytes = bytes
    account.records = formats.reduce(0) { $0 + $1.records }
    account.notUsage = formats.reduce(0) { $0 + $1.notUsage }
    account.rejections = rejections.map { tally($0.name, $0.meaning, $1, list) }.sorted(
      by: precedes)
    account.notes = notes.map {
      tally(RecordNotes.name(bit: $0), RecordNotes.meaning(bit: $0), $1, list)
    }.sorted(by: precedes)
    account.collapsed = copies.map { reason, count in
      InputAccount.Collapsed(
        reason: reason.name, meaning: reason.meaning, records: count.records,
        tokens: count.tokens)
    }.sorted { $0.reason.utf8.lexicographicallyPrecedes($1.reason.utf8) }
    account.formats = zip(names, formats).filter { $1.files > 0 || $1.records > 0 }.map(figures)
      .sorted { $0.format.utf8.lexicographicallyPrecedes($1.format.utf8) }
    account.unrecognised = unrecognised.sorted { $0.file < $1.file }.map {
      UnrecognisedFile(file: list.shownPlace(of: $0.file), why: $0.why)
    }
    account.unusable = unusablePaths(list)
    return account
  }

  private func figures(_ name: String, _ tally: FormatTally) -> FormatFigures {
    var figures = FormatFigures(format: name)
    figures.files = tally.files
    figures.records = tally.records
    figures.duplicates = tally.duplicates
    figures.rejected = tally.rejected
    figures.notUsage = tally.notUsage
    return figures
  }

  private func unusablePaths(_ list: InputList) -> [String] {
    let found = Set(list.files.map { Int($0.path) })
    return paths.indices.compactMap { index in
      // Files, and none that could be usage: not the same as an empty directory.
      let isForeign = list.pathsWithOthers.contains(index) && !found.contains(index)
      return paths[index].isUnusable || isForeign ? list.paths[index] : nil
    }
  }

  private func tally(
    _ name: String, _ meaning: String, _ found: FoundCount, _ list: InputList
  ) -> InputAccount.Tally {
    InputAccount.Tally(
      name: name, meaning: meaning, count: found.count, first: text(found.first, list))
  }

  private func precedes(_ left: InputAccount.Tally, _ right: InputAccount.Tally) -> Bool {
    left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }

  /// `recorded/events/1.json:1`
  func text(_ place: RecordPlace, _ list: InputList) -> String {
    let before = (0..<place.part).reduce(0) { sum, part in
      sum + (partLines[PartKey(file: place.file, part: part)] ?? 0)
    }
    return "\(list.shownPlace(of: place.file)):\(before + place.line + 1)"
  }
}
