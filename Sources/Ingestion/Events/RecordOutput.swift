package import Metering

/// Where the readers of one thread say what they found.
///
/// Each record is reported once: as an event (``add(_:_:at:)``), as one that waits for better
/// copies (``hold(_:_:as:at:)``), as a copy, as no usage, or as rejected. `offset` is where the
/// record begins within the object that is read; of a line-oriented format it is 0.
package struct RecordOutput {
  /// The names of all events of the thread.
  package var names = NameTable()
  package let options: InputOptions

  let window: ByteWindow
  private(set) var tally: RecordTally
  private(set) var file = FileTally()
  private(set) var held = HeldEvents()
  /// How many bytes the object has that is read.
  var objectLength = 0
  /// The row of a database that is read, from 0.
  package var row: Int?

  private let list: InputList
  private let sink: any BatchSink
  private let needsPlaces: Bool
  private var batch = EventBatch()
  private var collapsed: [CollapsedEvent] = []
  private var redacted = RedactedNames()
  private let isRedacted: Bool
  private var position = RecordPlace(file: 0)
  private var addedLabels: [UsageEvent.Label] = []

  /// How many events are delivered at a time.
  static let batchSize = 1024

  init(
    _ list: InputList, _ options: InputOptions, _ window: ByteWindow, needsPlaces: Bool,
    _ sink: any BatchSink
  ) {
    self.list = list
    self.options = options
    isRedacted = options.pseudonyms != nil
    self.window = window
    self.needsPlaces = needsPlaces
    self.sink = sink
    tally = RecordTally(paths: list.paths.count, formats: options.formats.count)
    batch.events.reserveCapacity(Self.batchSize)
  }

  /// The line of the object that is read, from 0.
  package var line: Int { row ?? window.line() }

  // MARK: What a record is

  /// An event of its own.
  package mutating func add(
    _ event: UsageEvent, _ notes: RecordNotes = RecordNotes(), at offset: Int = 0
  ) throws {
    file.countUsage()
    if !notes.isEmpty { tally.note(notes, at: place(offset)) }
    let event = isChanged ? changed(event) : event
    batch.events.append(event)
    if needsPlaces { batch.places.append(place(offset)) }
    if batch.events.count >= Self.batchSize { try flush() }
  }

  /// An event that may be a copy of another one, wherever that stands.
  package mutating func hold(
    _ event: UsageEvent, _ notes: RecordNotes = RecordNotes(), as copy: HeldCopy, at offset: Int = 0
  ) throws {
    guard options.deduplicates else { return try add(event, notes, at: offset) }
    file.countUsage()
    var held = HeldEvents.Held(
      copy: copy, event: event, notes: notes, format: batch.format, tokens: event.allTokens(names),
      place: needsPlaces || !notes.isEmpty || copy.doubt != nil ? place(offset) : position,
      offset: row ?? (window.position + offset), hash: 0, source: .none)
    if isChanged { held.event = changed(held.event) }
    guard copy.tie == .greaterBytes else {
      return try collapse(self.held.add(held, raw: nil, isSeekable: false, list))
    }
    let raw = UnsafeRawBufferPointer(rebasing: window.bytes[..<objectLength])
    held.hash = EventIdentity.hash(raw, seed: 0)
    try collapse(self.held.add(held, raw: raw, isSeekable: window.isSeekable, list))
  }

  /// Says that something is known, so that events held unless it is are dropped.
  package mutating func mark(_ mark: EventIdentity) { held.mark(mark) }

  /// A record that repeats one which was reported; of so many tokens.
  ///
  /// Where nobody wants copies left out, the event counts all the same.
  package mutating func repeats(
    _ event: UsageEvent, _ reason: DuplicateReason, _ notes: RecordNotes = RecordNotes(),
    at offset: Int = 0
  ) throws {
    guard options.deduplicates else { return try add(event, notes, at: offset) }
    file.countCopy(reason, tokens: event.allTokens(names))
    try collapse(CollapsedEvent(event: isChanged ? changed(event) : event, reason: reason))
  }

  private mutating func collapse(_ copy: CollapsedEvent?) throws {
    guard let copy else { return }
    collapsed.append(copy)
    if collapsed.count >= Self.batchSize { try flushCopies() }
  }

  /// A record of the format that says nothing about usage.
  package mutating func skip() { file.skip() }

  /// A record of the format that can't be used.
  package mutating func reject(_ reason: RejectionReason, at offset: Int = 0) {
    file.reject(reason, at: place(offset))
  }

  /// A remark about the file, or the record that is read.
  package mutating func note(_ note: RecordNote, at offset: Int = 0) {
    tally.note(RecordNotes(note), at: place(offset))
  }

  // MARK: Files

  /// A file, or a part of one, begins.
  mutating func begin(_ index: Int, part: Int, format: Int) throws {
    position = RecordPlace(file: index, part: part)
    file = FileTally()
    row = nil
    if format != batch.format { try flush() }
    batch.format = format
    addedLabels = options.labels.isEmpty ? [] : labels(for: list.place(of: index))
  }

  /// What stands on a line can't be read as a record of any format.
  mutating func rejectForeign(_ reason: RejectionReason, line: Int) {
    var place = position
    place.line = line
    file.rejectForeign(reason, at: place)
  }

  /// The file was of a format: its records count.
  mutating func end(format: Int, stored bytes: Int) {
    tally.count(file, path: path, format: format)
    if position.part == 0 { tally.countFile(format: format) }
    tally.bytes += bytes
  }

  /// The file holds nothing.
  mutating func endEmpty(stored bytes: Int) {
    tally.emptyFiles += 1
    tally.bytes += bytes
  }

  /// The file was of no format: its records don't count.
  mutating func refuse(_ why: String, stored bytes: Int) {
    tally.refuse(file: position.file, path: path, why: why)
    tally.bytes += bytes
  }

  mutating func setLines(_ lines: Int) {
    tally.setLines(lines, ofPart: position.part, of: position.file)
  }

  /// Delivers the events that have gathered.
  mutating func flush() throws {
    guard !batch.events.isEmpty else { return }
    try sink.add(batch, names: &names)
    batch.events.removeAll(keepingCapacity: true)
    batch.places.removeAll(keepingCapacity: true)
  }

  /// Delivers the copies that have gathered.
  mutating func flushCopies() throws {
    guard !collapsed.isEmpty else { return }
    try sink.add(collapsed, names: &names)
    collapsed.removeAll(keepingCapacity: true)
  }

  private var path: Int { Int(list.files[position.file].path) }

  private func place(_ offset: Int) -> RecordPlace {
    var place = position
    place.line = row ?? window.line(at: offset)
    return place
  }

  /// Whether events are not delivered as their format made them.
  private var isChanged: Bool { isRedacted || !addedLabels.isEmpty }

  /// The event with names replaced where that is asked for, and with the labels of the file.
  private mutating func changed(_ event: UsageEvent) -> UsageEvent {
    var event = event
    if let pseudonyms = options.pseudonyms { redacted.redact(&event, by: pseudonyms, &names) }
    if !addedLabels.isEmpty { addLabels(to: &event) }
    return event
  }

  private mutating func labels(for place: String) -> [UsageEvent.Label] {
    options.labels.filter { $0.matches(place) }.map {
      UsageEvent.Label(name: names.id(of: $0.name), value: names.id(of: $0.value))
    }
  }

  private func addLabels(to event: inout UsageEvent) {
    for label in addedLabels where !event.labels.contains(where: { $0.name == label.name }) {
      event.labels.append(label)
    }
    event.labels.sort { names.bytes(of: $0.name, precede: $1.name) }
  }
}

extension UsageEvent {
  /// All its tokens: of its own columns and of `meters{}`.
  fileprivate func allTokens(_ names: borrowing NameTable) -> Int {
    tokens.total &+ otherTokens(names)
  }
}
