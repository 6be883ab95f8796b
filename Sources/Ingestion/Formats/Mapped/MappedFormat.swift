import JSONScanning
import Metering
import Synchronization

/// A format that is a mapping: one of `formats/`, or a user's own.
package struct MappedFormat: EventFormat {
  package let name: String
  private let source: Source

  /// A mapping that is already read.
  package init(_ mapping: FormatMapping) {
    name = mapping.name
    source = Source { mapping }
  }

  /// A mapping that is read only when a file asks for it.
  package init(name: String, _ read: @escaping @Sendable () -> FormatMapping) {
    self.name = name
    source = Source(read)
  }

  package var mapping: FormatMapping { source.compiled.mapping.mapping }
  package var about: String { mapping.about }
  package var places: [String] { mapping.places }

  /// Not so where a record depends on those before it.
  package var hasIndependentRecords: Bool {
    let isByCount = mapping.duplicates.map { $0.key.isEmpty } ?? false
    return mapping.remembered.isEmpty && !isByCount && mapping.pivot == nil
  }

  /// A document may hold a month of records.
  package var objectLimit: Int {
    mapping.records.allSatisfy(\.steps.isEmpty) ? 16 << 20 : 256 << 20
  }

  package func recognise(_ sample: FileSample) -> Recognition {
    source.compiled.recogniser.recognise(sample)
  }

  package func makeReader(_ options: InputOptions) -> any FormatReader {
    MappedReader(source.compiled.mapping, options)
  }

  /// The mapping and what is made of it, once.
  private final class Source: Sendable {
    struct Compiled: Sendable {
      var mapping: CompiledMapping
      var recogniser: MappingRecogniser
    }

    private let read: @Sendable () -> FormatMapping
    private let state = Mutex<Compiled?>(nil)

    init(_ read: @escaping @Sendable () -> FormatMapping) { self.read = read }

    var compiled: Compiled {
      state.withLock { state in
        if let state { return state }
        let mapping = read()
        let compiled = Compiled(
          mapping: CompiledMapping(mapping), recogniser: MappingRecogniser(mapping))
        state = compiled
        return compiled
      }
    }
  }
}

/// Reads the files of a mapped format on one thread.
final class MappedReader: ObjectReader, RowReader, DatabaseReader {
  private var capture: RecordCapture
  private var record: MappedRecord
  private var pivoted: PivotedRows?
  private let questions: [DatabaseQuestion]
  /// The object that was scanned last.
  private var object = UnsafeRawBufferPointer(start: nil, count: 0)

  init(_ mapping: CompiledMapping, _ options: InputOptions) {
    capture = RecordCapture(mapping.plan, mapping.values)
    record = MappedRecord(mapping, options)
    pivoted = mapping.pivot.map { PivotedRows($0) }
    questions = mapping.mapping.questions
  }

  func begin(_ file: SourceFile, _ output: inout RecordOutput) throws {
    record.begin(file)
    pivoted?.removeAll()
  }

  func end(_ output: inout RecordOutput) throws {
    for var values in pivoted?.records ?? [] {
      try record.report(&values, to: &output, at: 0, isWhole: false)
    }
    record.endPage()
  }

  func settlement() -> (any Settlement)? { record.hasDimensions ? record.groupings : nil }

  // MARK: Objects

  func scan(_ cursor: inout JSONCursor, _ names: inout NameTable) throws {
    let start = cursor.offset
    try capture.scan(&cursor)
    object = UnsafeRawBufferPointer(start: cursor.base + start, count: cursor.offset - start)
  }

  func report(to output: inout RecordOutput) throws {
    guard capture.hasRecords else { return output.skip() }
    let isWhole = capture.isPlain
    if record.hasDimensions {
      // A page shows by what it is grouped only as a whole.
      record.beginPage()
      try capture.walk(JSONCursor(object)) { values, _, _ in record.learnGrouping(values) }
    }
    defer { record.endPage() }
    try capture.walk(JSONCursor(object)) { values, found, offset in
      try report(&values, found, &output, at: offset, isWhole: isWhole)
    }
  }

  // MARK: Rows

  func read(_ database: borrowing Database, to output: inout RecordOutput) throws -> Bool {
    for question in questions {
      var count = 0
      capture.begin(columns: question.columns.map(\.name))
      let isAnswered = try database.rows(question.sql) { row in
        output.row = count
        count += 1
        try capture.walk(row) { values, found, _ in
          try report(&values, found, &output, at: 0, isWhole: false)
        }
      }
      // An older program has other tables.
      if isAnswered || count > 0 { return isAnswered }
    }
    return false
  }

  func begin(columns: [String]) {
    capture.begin(columns: columns)
    record.learnGrouping(columns: columns)
  }

  func read(_ row: borrowing TextRow, to output: inout RecordOutput) throws {
    let isWhole = capture.isPlain
    try capture.walk(row) { values, found, _ in
      try report(&values, found, &output, at: 0, isWhole: isWhole)
    }
  }

  private func report(
    _ values: inout CapturedValues, _ found: RecordCapture.Found, _ output: inout RecordOutput,
    at offset: Int, isWhole: Bool
  ) throws {
    switch found {
    case .record where pivoted != nil: pivoted?.add(values)
    case .record: try record.report(&values, to: &output, at: offset, isWhole: isWhole)
    case .noObject: output.reject(.notAnObject, at: offset)
    }
  }
}
