import JSONScanning
import Metering

/// Gives the objects of a file one by one.
protocol ObjectSource {
  /// Goes beyond the object given last, and to the next one.
  mutating func next(_ reader: any ObjectReader, _ names: inout NameTable) -> ObjectStep
}

/// What comes next in a file of objects.
enum ObjectStep {
  /// An object of so many bytes at the window's start, which the reader has scanned.
  case object(length: Int)
  /// What is no record; on which line, from 0.
  case rejected(RejectionReason, line: Int)
  case end
}

/// The JSON objects of a file, one after the other, however they stand in it:
///
/// - one a line, several a line, or printed over many lines;
/// - as the elements of an array.
///
/// How they stand is known by the bytes, never by the file's name. What is not JSON costs as little
/// as can be: in files of lines that line, in an array that element, else what stands before the
/// next line that begins with an object.
struct JSONRecords: ObjectSource {
  private enum Surroundings { case start, array, lines }

  private enum Found { case object(length: Int), other(length: Int), broken, tooLarge }

  private let window: ByteWindow
  /// Where the records end that are to be read, in bytes of the file.
  private let end: Int
  private let objectLimit: Int
  private var surroundings = Surroundings.start
  private var isLineOriented: Bool?
  private var isAfterComma = false
  /// How many bytes were given last, and are still there.
  private var given = 0
  /// What comes next, before more is read.
  private var queued: ObjectStep?
  /// The line on which a broken stream ended a record.
  private var brokenAt: Int?
  private var isFinished = false

  /// The records that begin in the window, or in a part of a file of lines, which the window shows
  /// from the byte before it on.
  init(_ window: ByteWindow, part: InputWork.Part?, objectLimit: Int) {
    self.window = window
    self.objectLimit = objectLimit
    end = part?.bytes.upperBound ?? .max
    window.skipByteOrderMark()
    guard let part else { return }
    isLineOriented = true
    surroundings = .lines
    if part.number > 0 { window.skipLine() }
  }

  /// Goes beyond the object given last, and to the next one.
  mutating func next(_ reader: any ObjectReader, _ names: inout NameTable) -> ObjectStep {
    leaveGiven()
    while true {
      if let step = queued {
        queued = nil
        return step
      }
      let step =
        switch surroundings {
        case .start: begin()
        case .array: nextElement(reader, &names)
        case .lines: nextLine(reader, &names)
        }
      if let step { return step }
    }
  }

  private mutating func leaveGiven() {
    guard given > 0 else { return }
    window.consume(given)
    given = 0
    if surroundings == .array { isAfterComma = skipComma() }
  }

  private mutating func begin() -> ObjectStep? {
    surroundings = .lines
    guard window.skipSpace(), window.bytes[0] == UInt8(ascii: "["), isArray() else { return nil }
    window.consume(1)
    surroundings = .array
    return nil
  }

  private mutating func nextLine(_ reader: any ObjectReader, _ names: inout NameTable)
    -> ObjectStep?
  {
    guard window.skipSpace(), end == .max || window.position < end else { return finish() }
    switch find(reader, &names) {
    case .object(let length):
      isLineOriented = !Self.isNewline(window.bytes[1])
      return give(length, .object(length: length))
    case .other(let length):
      return give(length, .rejected(.notAnObject, line: window.line()))
    case .tooLarge:
      let isLine = isLineOriented ?? true
      return reject(.tooLarge) { isLine ? $0.skipLine() : $0.skipLinesToObject() }
    case .broken:
      let isLine = isLineOriented ?? isWholeLine()
      return reject(.notJSON) { isLine ? $0.skipLine() : $0.skipLinesToObject() }
    }
  }

  private mutating func finish() -> ObjectStep {
    guard window.isBroken, !isFinished else { return .end }
    isFinished = true
    return .rejected(.unreadable, line: brokenAt ?? window.line())
  }

  private mutating func give(_ length: Int, _ step: ObjectStep) -> ObjectStep {
    given = length
    return step
  }

  /// Rejects what stands here and goes beyond it; what a broken stream cuts off is not counted,
  /// for the stream itself is.
  private mutating func reject(
    _ reason: RejectionReason, _ skip: (ByteWindow) -> Void
  ) -> ObjectStep? {
    let line = window.line()
    skip(window)
    if !window.skipSpace(), window.isBroken {
      brokenAt = line
      return nil
    }
    return .rejected(reason, line: line)
  }

  // MARK: One record

  /// Scans the record at the window's start, and reads as much of the file as that takes.
  private func find(_ reader: any ObjectReader, _ names: inout NameTable) -> Found {
    while true {
      let bytes = window.bytes
      var cursor = JSONCursor(bytes)
      let isObject = bytes[0] == UInt8(ascii: "{")
      do {
        if isObject { try reader.scan(&cursor, &names) } else { try cursor.skipValue() }
        let length = cursor.offset
        if let ends = ends(cursor, bytes) {
          if length > objectLimit { return .tooLarge }
          guard ends else { return .broken }
          return isObject ? .object(length: length) : .other(length: length)
        }
      } catch {
        // An error near the window's end may be the window's, and not the record's.
        let offset = (error as? JSONError)?.offset ?? 0
        if window.isAtEnd || offset + 16 < bytes.count { return .broken }
      }
      if bytes.count > objectLimit { return .tooLarge }
      _ = window.more()
    }
  }

  /// Whether a record may end here; nil where only the bytes beyond the window can tell.
  private func ends(_ cursor: JSONCursor, _ bytes: UnsafeRawBufferPointer) -> Bool? {
    var offset = cursor.offset
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "{") { return true }
      guard byte == 0x20 || byte == 0x09 || byte == 0x0D else { return surroundings == .array }
      offset += 1
    }
    return window.isAtEnd ? true : nil
  }

  private static func isNewline(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// Whether the record here, which is broken, is broken within its line, and not just cut by it.
  private func isWholeLine() -> Bool {
    let bytes = window.bytes
    guard bytes[0] == UInt8(ascii: "{") else { return true }
    let line = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    do {
      try JSONCursor.validate(UnsafeRawBufferPointer(rebasing: bytes[..<line]))
      return true
    } catch {
      return (error as? JSONError)?.reason != .unexpectedEnd
    }
  }

  // MARK: Arrays

  /// Whether the `[` here opens an array of records. A line that is an array, with more lines
  /// after it, is a line: a record that is no object.
  private func isArray() -> Bool {
    let bytes = window.bytes
    guard let line = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return true }
    let isWhole =
      (try? JSONCursor.validate(UnsafeRawBufferPointer(rebasing: bytes[..<line]))) != nil
    return !isWhole || bytes[line...].allSatisfy { $0 <= 0x20 }
  }

  private mutating func nextElement(
    _ reader: any ObjectReader, _ names: inout NameTable
  ) -> ObjectStep? {
    guard window.skipSpace() else { return leaveOpenArray() }
    switch window.bytes[0] {
    case UInt8(ascii: "]"): return closeArray()
    case UInt8(ascii: ","):
      defer { window.consume(1) }
      isAfterComma = true
      return .rejected(.notJSON, line: window.line())
    default: break
    }
    switch find(reader, &names) {
    case .object(let length): return give(length, .object(length: length))
    case .other(let length): return give(length, .rejected(.notAnObject, line: window.line()))
    case .tooLarge: return rejectElement(.tooLarge)
    case .broken: return rejectElement(.notJSON)
    }
  }

  private mutating func rejectElement(_ reason: RejectionReason) -> ObjectStep? {
    let step = reject(reason) { $0.skipBrokenElement() }
    guard window.skipSpace() else {
      surroundings = .lines
      return step
    }
    isAfterComma = skipComma()
    return step
  }

  private mutating func closeArray() -> ObjectStep? {
    let line = window.line()
    window.consume(1)
    surroundings = .lines
    return isAfterComma ? .rejected(.notJSON, line: line) : nil
  }

  /// The file ends within the array.
  private mutating func leaveOpenArray() -> ObjectStep? {
    surroundings = .lines
    return window.isBroken ? nil : .rejected(.notJSON, line: window.line())
  }

  /// Goes beyond the comma after an element. What stands in its place is not JSON.
  private mutating func skipComma() -> Bool {
    guard window.skipSpace(), window.bytes[0] != UInt8(ascii: "]") else { return false }
    if window.bytes[0] == UInt8(ascii: ",") {
      window.consume(1)
      return true
    }
    queued = .rejected(.notJSON, line: window.line())
    if window.bytes[0] != UInt8(ascii: "{") { window.skipBrokenElement() }
    return false
  }
}
