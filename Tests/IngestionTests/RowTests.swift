import Ingestion
import Metering
import Testing

/// Rows of CSV, read by a format that takes two columns.
@Suite struct RowTests {
  private struct TwoColumns: EventFormat {
    let name = "two"
    let about = "two columns"

    func recognise(_ sample: FileSample) -> Recognition {
      Recognition(sample, has: ["model", "tokens"])
    }

    func makeReader(_ options: InputOptions) -> any FormatReader { Reader() }

    final class Reader: RowReader {
      var columns: [String] = []

      func begin(columns: [String]) { self.columns = columns }

      func read(_ row: borrowing TextRow, to output: inout RecordOutput) throws {
        var event = UsageEvent()
        func text(_ name: String) -> String {
          guard let column = columns.firstIndex(of: name) else { return "" }
          return row.withField(column) { String(decoding: $0, as: UTF8.self) }
        }
        guard let count = Int(text("tokens")) else { return output.reject(.invalidNumber) }
        event.timestamp = Instant(milliseconds: testEpoch)
        event.model = output.names.id(of: text("model"))
        event.tokens[.input] = count
        try output.add(event)
      }
    }
  }

  private func read(_ text: String) throws -> Reading {
    var options = InputOptions()
    options.formats = [TwoColumns(), NativeRecord()]
    let scratch = try Scratch()
    return try Reading(try scratch.write(text, to: "x.csv"), options: options)
  }

  @Test(arguments: [
    "model,tokens\na,1\nb,2\n", "model,tokens\r\na,1\r\nb,2", "\u{FEFF}model,tokens\na,1\n\nb,2\n",
    "tokens\tmodel\n1\ta\n2\tb\n", "tokens;x;model\n1;;a\n2;\"y;z\";b\n",
    "\"model\",\"tokens\"\n\"a\",\"1\"\n\"b\",\"2\"\n", "x,model,tokens\n,a,1,9\n\"p\nq\",b,2\n",
  ]) func `rows are read by the names of their columns`(text: String) throws {
    let reading = try read(text)
    #expect(reading.events == ["0 model=a input=1", "0 model=b input=2"])
    #expect(reading.rejections.isEmpty)
    #expect(reading.addsUp)
  }

  @Test func `a quoted field may hold quotes, delimiters and lines`() throws {
    let reading = try read("model,tokens\n\"a \"\"b\"\", c\nd\",1\n")
    #expect(reading.events == ["0 model=a \"b\", c\nd input=1"])
  }

  @Test func `a bad row costs itself, and its line is told`() throws {
    let reading = try read("model,tokens\n\"a\nb\",1\nb,x\nc,3\n\"open,4\nd,5\n")
    #expect(reading.events == ["0 model=a\nb input=1", "0 model=c input=3", "0 model=d input=5"])
    #expect(reading.rejections == ["invalid_number 1 x.csv:4", "not_a_row 1 x.csv:6"])
    #expect(reading.addsUp)
  }

  @Test func `rows far longer than a block are read`() throws {
    let rows = (0..<40).map { "\"\(String(repeating: "x\n", count: 50_000))\($0)\",1" }
    let reading = try read("model,tokens\n" + rows.joined(separator: "\n"))
    #expect(reading.events.count == 40)
    #expect(reading.rejections.isEmpty)
  }
}
