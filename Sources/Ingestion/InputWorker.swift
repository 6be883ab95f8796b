import JSONScanning
import Metering

/// What one thread reads: a run of small files, or a part of a large one.
struct InputWork: Sendable {
  var files: Range<Int>
  /// Of a large file that several threads read: the part's number, bytes and format.
  var part: Part?

  struct Part: Sendable {
    var number: Int
    var bytes: Range<Int>
    /// How many bytes it was found to have; ``bytes`` of the last part is open at its end.
    var size: Int
    var format: Int
  }
}

/// Reads files on one thread, and delivers their events in batches.
final class InputWorker {
  /// How many events are delivered at a time.
  static let batchSize = 1024
  /// A record may have this many bytes.
  static let recordLimit = 16 << 20

  let list: InputList
  let options: InputOptions
  let window = ByteWindow()
  var tally: RecordTally
  var names = NameTable()
  var held = HeldEvents()
  private let index: Int
  private let deliver: UsageInput.Delivery
  private var batch: [UsageEvent] = []
  private var readers: [(any RecordReader)?]
  private var openDirectory: OpenFile?
  private var openDirectoryIndex: Int32 = -1

  // Of the file that is being read.
  var file = 0
  var path = 0
  var part: InputWork.Part?
  var format: Int?
  private var addedLabels: [UsageEvent.Label] = []
  /// Its records so far that are not rejected.
  private var accepted = 0

  init(
    _ index: Int, _ list: InputList, _ options: InputOptions,
    _ deliver: @escaping UsageInput.Delivery
  ) {
    self.index = index
    self.list = list
    self.options = options
    self.deliver = deliver
    tally = RecordTally(paths: list.paths.count)
    readers = options.formats.map { _ in nil }
    batch.reserveCapacity(Self.batchSize)
  }

  func read(_ work: InputWork) throws {
    for index in work.files { try readFile(index, work.part) }
  }

  /// Delivers what has gathered.
  func flush() throws {
    guard !batch.isEmpty else { return }
    try deliver(index, batch, &names)
    batch.removeAll(keepingCapacity: true)
  }

  // MARK: A file

  private func readFile(_ index: Int, _ part: InputWork.Part?) throws {
    let entry = list.files[index]
    file = index
    path = Int(entry.path)
    self.part = part
    format = part?.format
    addedLabels = options.labels.isEmpty ? [] : labels(for: list.place(of: index))
    if part?.number ?? 0 == 0 { tally.files += 1 }
    guard let opened = open(entry) else {
      tally.reject(.unreadable, path: path, at: RecordTally.Place(file: file))
      return
    }
    window.open(opened, isRegular: entry.isRegular, part: part.map(Self.withByteBefore))
    accepted = 0
    try readRecords()
    tally.accept(accepted, path: path)
    window.close()
    if let part {
      tally.bytes += part.size
      tally.setLines(window.linesOfPart, ofPart: part.number, of: file)
    } else {
      tally.bytes += window.storedBytes
    }
  }

  /// A part begins at a line's start, and the byte before it says whether that is its first byte.
  private static func withByteBefore(_ part: InputWork.Part) -> Range<Int> {
    max(part.bytes.lowerBound - 1, 0)..<(part.bytes.upperBound - 1)
  }

  private func open(_ entry: InputList.File) -> OpenFile? {
    let directory = list.directories[Int(entry.directory)]
    guard let path = directory.path else { return list.open(file) }
    if openDirectoryIndex != entry.directory {
      openDirectory = OpenFile(path)
      openDirectoryIndex = entry.directory
    }
    let descriptor = list.withName(of: entry) { openDirectory?.descriptor(of: $0) ?? -1 }
    return OpenFile(descriptor: descriptor ?? -1)
  }

  private func labels(for place: String) -> [UsageEvent.Label] {
    options.labels.filter { $0.matches(place) }.map {
      UsageEvent.Label(name: names.id(of: $0.name), value: names.id(of: $0.value))
    }
  }

  // MARK: A record

  /// The reader of the file's format, which its first object decides.
  func reader(for cursor: JSONCursor) -> any RecordReader {
    let chosen = format ?? options.formats.firstIndex { $0.recognises(cursor) } ?? readers.count - 1
    format = chosen
    if let reader = readers[chosen] { return reader }
    let reader = options.formats[chosen].makeReader(options)
    readers[chosen] = reader
    return reader
  }

  var place: RecordTally.Place {
    RecordTally.Place(file: file, part: part?.number ?? 0, line: window.line())
  }

  /// Counts the record at the window's start, of `length` bytes, and passes its event on.
  func settle(_ outcome: RecordOutcome, _ record: inout UsageRecord, length: Int) throws {
    if case .rejected(let reason) = outcome {
      return tally.reject(reason, path: path, at: place)
    }
    accepted += 1
    guard case .usage = outcome else {
      tally.notUsage += 1
      return
    }
    if !record.notes.isEmpty { tally.note(record.notes, at: place) }
    if !addedLabels.isEmpty { addLabels(to: &record.event) }
    if let identity = record.identity, options.deduplicates {
      hold(record, identity, length: length)
    } else {
      batch.append(record.event)
      if batch.count >= Self.batchSize { try flush() }
    }
  }

  private func hold(_ record: borrowing UsageRecord, _ identity: EventIdentity, length: Int) {
    let raw = UnsafeRawBufferPointer(rebasing: window.bytes[..<length])
    let tokens = record.event.tokens.total &+ record.event.otherTokens(names)
    let place = window.isSeekable ? (file: file, offset: window.position) : nil
    held.add(record, identity, tokens: tokens, raw: raw, place: place, list)
  }

  private func addLabels(to event: inout UsageEvent) {
    for label in addedLabels where !event.labels.contains(where: { $0.name == label.name }) {
      event.labels.append(label)
    }
    event.labels.sort { names.bytes(of: $0.name, precede: $1.name) }
  }
}
