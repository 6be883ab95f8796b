import ExactNumbers
import JSONScanning

extension JSONValue {
  /// Reads a source's document; what is no JSON throws an ``ImportError`` with its place.
  init(importing bytes: [UInt8], file: String) throws {
    do { try self.init(parsing: bytes) } catch let error as JSONError {
      let (line, column) = error.place(in: bytes)
      throw ImportError(
        file: "\(file):\(line):\(column)", found: "no valid JSON", expected: "a JSON document")
    }
  }

  var number: ExactDecimal? {
    if case .number(let text) = self { ExactDecimal(scientific: text) } else { nil }
  }
}
