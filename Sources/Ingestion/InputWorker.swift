import JSONScanning
import Metering

/// What one thread reads at a time: a run of small files, or a part of a large one.
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

/// Reads files on one thread: opens them, recognises them, and has their format's reader go
/// through their records.
final class InputWorker {
  private let list: InputList
  private let options: InputOptions
  private let window = ByteWindow()
  private(set) var output: RecordOutput
  private var readers: [Reader?]
  private var openDirectory: OpenFile?
  private var openDirectoryIndex: Int32 = -1

  /// A reader as what it can read: it is asked once, as small files are many.
  private struct Reader {
    let any: any FormatReader
    let objects: (any ObjectReader)?
    let rows: (any RowReader)?

    init(_ reader: any FormatReader) {
      any = reader
      objects = reader as? any ObjectReader
      rows = reader as? any RowReader
    }
  }

  init(_ list: InputList, _ options: InputOptions, needsPlaces: Bool, _ sink: any BatchSink) {
    self.list = list
    self.options = options
    output = RecordOutput(list, options, window, needsPlaces: needsPlaces, sink)
    readers = options.formats.map { _ in nil }
  }

  func read(_ work: InputWork) throws {
    // Handed down, as every look at a property of a class is checked for exclusive access.
    for index in work.files { try readFile(index, work.part, &output) }
  }

  /// Delivers what has gathered.
  func flush() throws {
    try output.flush()
    try output.flushCopies()
  }

  /// What the readers can say only when all files have been read, by format.
  func settlements() -> [(any Settlement)?] { readers.map { $0?.any.settlement() } }

  // MARK: A file

  private func readFile(
    _ index: Int, _ part: InputWork.Part?, _ output: inout RecordOutput
  ) throws {
    let entry = list.files[index]
    guard let opened = open(entry, index) else {
      try output.begin(index, part: part?.number ?? 0, format: options.lastFormat)
      output.rejectForeign(.unreadable, line: 0)
      return output.end(format: options.lastFormat, stored: 0)
    }
    window.open(opened, isRegular: entry.isRegular, part: part.map(Self.withByteBefore))
    defer { window.close() }
    if window.lacksLibrary {
      try output.begin(index, part: 0, format: options.lastFormat)
      output.refuse(
        "compressed by zstd, and this machine has no libzstd", stored: window.storedBytes)
    } else if part == nil, window.bytes.starts(with: Database.magic) {
      try readDatabase(index, &output)
    } else if let part {
      try readPart(part, of: index, &output)
    } else {
      try readWhole(index, &output)
    }
  }

  private func readPart(
    _ part: InputWork.Part, of index: Int, _ output: inout RecordOutput
  ) throws {
    try output.begin(index, part: part.number, format: part.format)
    try readRecords(FormatRecognition(format: part.format), part, index, &output)
    output.end(format: part.format, stored: part.size)
    output.setLines(window.linesOfPart)
  }

  private func readWhole(_ index: Int, _ output: inout RecordOutput) throws {
    let recognition = FormatRecognition(window.bytes, options)
    // What no format knows may still hold a record far behind that the last one knows.
    let format = recognition.format ?? options.lastFormat
    try output.begin(index, part: 0, format: format)
    try readRecords(recognition, nil, index, &output)
    let isUnknown = recognition.format == nil && !output.file.isRecognised
    if isUnknown, output.file.records == 0 {
      output.endEmpty(stored: window.storedBytes)
    } else if isUnknown {
      output.refuse(recognition.reason(options), stored: window.storedBytes)
    } else {
      output.end(format: format, stored: window.storedBytes)
    }
  }

  private func readDatabase(_ index: Int, _ output: inout RecordOutput) throws {
    let size = list.files[index].size ?? window.storedBytes
    try output.begin(index, part: 0, format: options.lastFormat)
    do {
      let database = try Database(path: list.path(of: index))
      guard let tables = database.tables() else { throw Database.Failure.unreadable }
      let recognition = FormatRecognition(tables: tables, options)
      guard let format = recognition.format,
        let reader = reader(of: format).any as? any DatabaseReader
      else { return output.refuse(recognition.reason(options), stored: size) }
      try output.begin(index, part: 0, format: format)
      try reader.begin(SourceFile(list: list, index: index), &output)
      let isWhole = try reader.read(database, to: &output)
      if !isWhole { output.rejectForeign(.unreadable, line: output.line) }
      try reader.end(&output)
      output.end(format: format, stored: size)
    } catch Database.Failure.noLibrary {
      output.refuse("an SQLite database, and this machine has no libsqlite3", stored: size)
    } catch Database.Failure.unreadable {
      output.rejectForeign(.unreadable, line: 0)
      output.end(format: options.lastFormat, stored: size)
    }
  }

  /// A part begins at a line's start, and the byte before it says whether that is its first byte.
  private static func withByteBefore(_ part: InputWork.Part) -> Range<Int> {
    max(part.bytes.lowerBound - 1, 0)..<(part.bytes.upperBound - 1)
  }

  private func open(_ entry: InputList.File, _ index: Int) -> OpenFile? {
    let directory = list.directories[Int(entry.directory)]
    guard let path = directory.path else { return list.open(index) }
    if openDirectoryIndex != entry.directory {
      openDirectory = OpenFile(path)
      openDirectoryIndex = entry.directory
    }
    let descriptor = list.withName(of: entry) { openDirectory?.descriptor(of: $0) ?? -1 }
    return OpenFile(descriptor: descriptor ?? -1)
  }

  // MARK: Records

  private func readRecords(
    _ recognition: FormatRecognition, _ part: InputWork.Part?, _ index: Int,
    _ output: inout RecordOutput
  ) throws {
    let format = recognition.format ?? options.lastFormat
    let reader = reader(of: format)
    try reader.any.begin(SourceFile(list: list, index: index), &output)
    switch recognition.content {
    case .rows(let delimiter):
      guard let rows = reader.rows else { break }
      try readRows(TextRows(window, delimiter: delimiter), rows, &output)
    case .eventStream:
      guard let objects = reader.objects else { break }
      let stream = EventStream(window, lineLimit: options.formats[format].objectLimit)
      try readObjects(stream, objects, &output)
    case .objects:
      guard let objects = reader.objects else { break }
      let limit = options.formats[format].objectLimit
      try readObjects(JSONRecords(window, part: part, objectLimit: limit), objects, &output)
    }
    try reader.any.end(&output)
  }

  private func readObjects(
    _ records: some ObjectSource, _ reader: any ObjectReader, _ output: inout RecordOutput
  ) throws {
    var records = records
    while true {
      switch records.next(reader, &output.names) {
      case .object(let length):
        output.objectLength = length
        try reader.report(to: &output)
      case .rejected(let reason, let line): output.rejectForeign(reason, line: line)
      case .end: return
      }
    }
  }

  private func readRows(
    _ rows: TextRows, _ reader: any RowReader, _ output: inout RecordOutput
  ) throws {
    var rows = rows
    reader.begin(columns: rows.columns)
    while true {
      switch rows.next(rowLimit: 16 << 20) {
      case .row(let row):
        output.objectLength = row.length
        try reader.read(row, to: &output)
      case .rejected(let reason, let line): output.rejectForeign(reason, line: line)
      case .end: return
      }
    }
  }

  private func reader(of format: Int) -> Reader {
    if let reader = readers[format] { return reader }
    let reader = Reader(options.formats[format].makeReader(options))
    readers[format] = reader
    return reader
  }
}
