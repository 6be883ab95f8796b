package import JSONScanning
package import Metering

/// A kind of usage file: what a gateway, an agent or a provider writes.
///
/// One that needs no state is a mapping in `formats/`, and no Swift. One that does is a file in
/// `Formats/` and a line in ``standard``. Files are recognised by their content, never by their
/// names: see ``recognise(_:)``.
package protocol EventFormat: Sendable {
  /// The name of `--input-format`, and of the format in reports.
  var name: String { get }

  /// What writes it, in one line of `tariff formats list`.
  var about: String { get }

  /// Where its files lie on a machine: patterns of paths such as `~/.agent/logs/**/*.jsonl`, in which
  /// `*` stands for a part of one name and `**` for any folders.
  var places: [String] { get }

  /// Whether a record means the same wherever it stands, so that several threads may share a large
  /// file.
  var hasIndependentRecords: Bool { get }

  /// How many bytes one JSON object may have: an object of a line-oriented format is one record, a
  /// document holds all records of a file.
  var objectLimit: Int { get }

  /// Whether a file is of this format, by one of its first objects, its columns or its tables.
  func recognise(_ sample: FileSample) -> Recognition

  /// A reader for one thread; it also conforms to ``ObjectReader``, ``RowReader`` or
  /// ``DatabaseReader``, one or more, by what the format's files are made of.
  func makeReader(_ options: InputOptions) -> any FormatReader
}

extension EventFormat {
  package var places: [String] { [] }
  package var hasIndependentRecords: Bool { false }
  package var objectLimit: Int { 16 << 20 }
}

/// How well a format knows a file.
package enum Recognition: Hashable, Sendable {
  /// Nobody else writes what was seen.
  case certain
  /// Others may write that, too: holds where no format is certain.
  case possible
  /// The file lacks these names of `count` that it should have.
  case lacks([String], of: Int)
  case foreign

  /// The result of looking for all of these names.
  package init(_ sample: FileSample, has names: [String]) {
    let missing = names.filter { !sample.has($0) }
    self = missing.isEmpty ? .certain : .lacks(missing, of: names.count)
  }
}

/// Turns the records of one format into events, on one thread, one file after the other.
///
/// It may keep what it likes from record to record and from file to file, but which files reach
/// which thread is chance: what depends on several files waits in ``RecordOutput/hold(_:_:as:)``,
/// or is worked out by a ``Settlement``.
package protocol FormatReader: AnyObject {
  /// A file begins.
  func begin(_ file: SourceFile, _ output: inout RecordOutput) throws
  /// The file has been read to its end.
  func end(_ output: inout RecordOutput) throws
  /// What can only be said when all files have been read by all threads.
  func settlement() -> (any Settlement)?
}

extension FormatReader {
  package func begin(_ file: SourceFile, _ output: inout RecordOutput) throws {}
  package func end(_ output: inout RecordOutput) throws {}
  package func settlement() -> (any Settlement)? { nil }
}

/// Reads JSON objects: lines, elements of an array, or one document.
///
/// Each object is read in two steps, as it may not be all there yet. What the cursor lends in the
/// first step is valid until the second one returns.
package protocol ObjectReader: FormatReader {
  /// Scans the object that the cursor stands before, to its last byte.
  ///
  /// - Throws: `JSONError` where the object is not JSON, or not complete yet. The same object may
  ///   come again with more of its bytes, so nothing of it counts before ``report(to:)``.
  func scan(_ cursor: inout JSONCursor, _ names: inout NameTable) throws

  /// Says what the object that was scanned last means; each object comes here once.
  func report(to output: inout RecordOutput) throws
}

/// Reads rows of CSV or TSV.
package protocol RowReader: FormatReader {
  /// The names of the columns, before the first row of a file.
  func begin(columns: [String])
  func read(_ row: borrowing TextRow, to output: inout RecordOutput) throws
}

/// Reads databases of SQLite.
package protocol DatabaseReader: FormatReader {
  /// Reads what is usage in a database; false where not all of it could be read.
  func read(_ database: borrowing Database, to output: inout RecordOutput) throws -> Bool
}

/// What the readers of one format learned on all threads, for the end.
package protocol Settlement: Sendable {
  /// Adds what a reader on another thread learned.
  mutating func merge(_ other: Self)

  /// The marks that drop events held ``HeldCopy/unless`` they are there.
  func marks() -> [EventIdentity]

  /// Usage that no record tells of, but a total over records does: events whose names are numbers
  /// of `names`.
  func remainders(of kept: KeptEvents, _ names: inout NameTable) -> [Remainder]
}

extension Settlement {
  package func marks() -> [EventIdentity] { [] }
  package func remainders(of kept: KeptEvents, _ names: inout NameTable) -> [Remainder] { [] }
}

/// The events of one format that were held and are kept.
package struct KeptEvents {
  let threads: [(held: HeldEvents, names: NameTable)]
  let format: Int

  /// Gives each event to `body`, with the table that its names are numbers of.
  package func forEach(_ body: (UsageEvent, NameTable) -> Void) {
    for (held, names) in threads {
      for event in held.events where event.format == format && !event.isDropped {
        body(event.event, names)
      }
    }
  }
}

/// Usage that only a total tells of.
package struct Remainder {
  package var event: UsageEvent
  package var notes: RecordNotes
  /// Where the total stands.
  package var place: RecordPlace
}

extension [any EventFormat] {
  /// All formats written in Swift, in the order in which they are asked.
  package static var standard: [any EventFormat] {
    [
      ClaudeCode(), Codex(), GeminiCLI(), OpenCode(), Copilot(), OTLP(), ReplyStreams(),
      NativeRecord(),
    ]
  }
}
