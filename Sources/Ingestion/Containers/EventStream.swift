import JSONScanning
import Metering

/// The JSON objects of a recorded stream of server-sent events: what follows `data:` on a line.
///
///     event: message_start
///     data: {"type": "message_start", "message": {…}}
///
/// Other lines, and data that are no object, as `[DONE]`, say nothing.
struct EventStream: ObjectSource {
  private let window: ByteWindow
  private let lineLimit: Int
  private var given = 0
  private var isOver = false

  init(_ window: ByteWindow, lineLimit: Int) {
    self.window = window
    self.lineLimit = lineLimit
    window.skipByteOrderMark()
  }

  /// Whether bytes begin like a stream.
  static func begins(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let start = bytes.firstIndex { $0 > 0x20 && $0 < 0x80 } ?? bytes.count
    return ["data:", "event:", "id:", "retry:", ": "].contains {
      bytes[start...].starts(with: $0.utf8)
    }
  }

  /// Where the object of a line begins; nil where it has none.
  static func object(of line: UnsafeRawBufferPointer) -> Int? {
    guard line.starts(with: "data:".utf8) else { return nil }
    let start = line[5...].firstIndex { $0 > 0x20 }
    return start.flatMap { line[$0] == UInt8(ascii: "{") ? $0 : nil }
  }

  /// Goes to the next object.
  mutating func next(_ reader: any ObjectReader, _ names: inout NameTable) -> ObjectStep {
    window.consume(given)
    given = 0
    while let line = nextLine() {
      guard let start = Self.object(of: line) else {
        window.consume(line.count)
        continue
      }
      var cursor = JSONCursor(line, at: start)
      do { try reader.scan(&cursor, &names) } catch {
        let number = window.line()
        window.consume(line.count)
        return .rejected(.notJSON, line: number)
      }
      given = line.count
      return .object(length: line.count)
    }
    guard window.isBroken, !isOver else { return .end }
    isOver = true
    return .rejected(.unreadable, line: window.line())
  }

  /// The line at the window's start, with its newline; nil at the end.
  private func nextLine() -> UnsafeRawBufferPointer? {
    while true {
      let bytes = window.bytes
      if let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) {
        return UnsafeRawBufferPointer(rebasing: bytes[...newline])
      }
      if window.isAtEnd || bytes.count > lineLimit || !window.more() {
        return bytes.isEmpty ? nil : bytes
      }
    }
  }
}
