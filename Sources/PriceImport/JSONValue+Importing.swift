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

  /// The text of a number, which some sources write as a string.
  var numberText: String? {
    switch self {
    case .number(let text): text
    case .text(let text): String(text.drop { $0 == " " }.prefix { $0 != " " })
    default: nil
    }
  }

  /// A number, written as one or as a string.
  var anyNumber: ExactDecimal? { numberText.flatMap { ExactDecimal(scientific: $0) } }
}
