import JSONScanning
import Metering
import Synchronization

/// The first records of a file of which no format is known: objects, or rows as objects of texts.
package struct SampledRecords: Sendable {
  private(set) var objects: [JSONValue] = []
  /// Whether they are rows of a table.
  private(set) var isTable = false

  /// How many are looked at.
  static let limit = 200

  /// - Throws: ``InputError`` where the file is not there or can't be read.
  package init(file: String) throws {
    let box = SampleBox()
    var options = InputOptions()
    options.formats = [SampleFormat(box: box)]
    _ = try UsageInput(paths: [file], options: options).read(workers: 1) { NoEvents() }
    self = box.samples.withLock { $0 }
  }

  private init() {}

  private struct NoEvents: EventConsumer {
    mutating func add(_ batch: EventBatch, names: inout NameTable) {}
  }

  private final class SampleBox: Sendable {
    let samples = Mutex(SampledRecords())
  }

  private struct SampleFormat: EventFormat {
    let name = "sample"
    let about = ""
    let objectLimit = 256 << 20
    let box: SampleBox

    func recognise(_ sample: FileSample) -> Recognition { .possible }
    func makeReader(_ options: InputOptions) -> any FormatReader { SampleReader(box) }
  }

  private final class SampleReader: ObjectReader, RowReader {
    private let box: SampleBox
    private var count = 0
    private var bytes: [UInt8] = []
    private var columns: [String] = []

    init(_ box: SampleBox) { self.box = box }

    func scan(_ cursor: inout JSONCursor, _ names: inout NameTable) throws {
      let start = cursor.base + cursor.offset
      let before = cursor.offset
      try cursor.skipValue()
      guard count < SampledRecords.limit else { return }
      bytes = Array(UnsafeRawBufferPointer(start: start, count: cursor.offset - before))
    }

    func report(to output: inout RecordOutput) throws {
      output.skip()
      guard count < SampledRecords.limit, let object = try? JSONValue(parsing: bytes) else {
        return
      }
      count += 1
      box.samples.withLock { $0.objects.append(object) }
    }

    func begin(columns: [String]) { self.columns = columns }

    func read(_ row: borrowing TextRow, to output: inout RecordOutput) throws {
      output.skip()
      guard count < SampledRecords.limit else { return }
      count += 1
      let members = columns.indices.map { column in
        let text = row.withField(column) { String(decoding: $0, as: UTF8.self) }
        return JSONValue.Member(name: columns[column], value: .text(text))
      }
      box.samples.withLock {
        $0.objects.append(.object(members))
        $0.isTable = true
      }
    }
  }
}
