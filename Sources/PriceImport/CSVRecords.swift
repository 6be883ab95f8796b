/// The records of a CSV file by RFC 4180; line ends are CRLF or LF.
struct CSVRecords {
  struct Record {
    var fields: [String]
    /// Where it begins; counts from 1.
    var line: Int
  }

  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1

  init(_ bytes: [UInt8]) {
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    self.bytes = isMarked ? Array(bytes.dropFirst(3)) : bytes
  }

  /// nil at the end.
  mutating func next() -> Record? {
    guard offset < bytes.count else { return nil }
    var record = Record(fields: [], line: line)
    while true {
      let (field, isLast) = nextField()
      record.fields.append(field)
      if isLast { return record }
    }
  }

  private mutating func nextField() -> (field: String, isLast: Bool) {
    var field: [UInt8] = []
    var isQuoted = false
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      if byte == 10 { line += 1 }
      if byte == 34 {
        // Two quotes inside quotes are one.
        if isQuoted, offset < bytes.count, bytes[offset] == 34 {
          field.append(34)
          offset += 1
        } else {
          isQuoted.toggle()
        }
      } else if isQuoted {
        field.append(byte)
      } else if byte == 44 {
        return (Self.text(field), false)
      } else if byte == 10 {
        return (Self.text(field.last == 13 ? field.dropLast() : field), true)
      } else {
        field.append(byte)
      }
    }
    return (Self.text(field), true)
  }

  /// Without the apostrophe that keeps a spreadsheet from running it as a formula.
  private static func text(_ bytes: [UInt8]) -> String {
    let isGuarded = bytes.first == 39 && bytes.count > 1 && "=+-@\t\r".utf8.contains(bytes[1])
    return String(decoding: isGuarded ? Array(bytes.dropFirst()) : bytes, as: UTF8.self)
  }
}
