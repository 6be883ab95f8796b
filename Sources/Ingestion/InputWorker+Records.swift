import JSONScanning

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How records stand in a file: recognised by the bytes, never by the name.
///
/// - an array of records;
/// - objects one after the other: one a line, several a line, or printed over many lines.
///
/// What is not JSON costs as little as can be: in files of lines that line, in an array that
/// element, else what stands before the next line that begins with an object.
extension InputWorker {
  /// What is found at the window's start.
  private enum Found {
    case record(RecordOutcome, length: Int)
    case broken
    case tooLarge
  }

  /// What may follow a record.
  private enum Surroundings { case array, lines }

  func readRecords() throws {
    var isLineOriented = part.map { _ in true }
    if window.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { window.consume(3) }
    if let part, part.number > 0 { skipLine() }
    var brokenAt: RecordTally.Place?
    // A local, for every look at a property of a class is checked for exclusive access.
    var record = UsageRecord()
    let limit = part?.bytes.upperBound ?? .max
    if skipSpace(), window.bytes[0] == UInt8(ascii: "["), isArray() {
      window.consume(1)
      brokenAt = try readElements(&record)
    }
    while skipSpace(), limit == .max || window.position < limit {
      switch try find(in: .lines, &record) {
      case .record(let outcome, let length):
        let bytes = window.bytes
        if bytes[0] == UInt8(ascii: "{") { isLineOriented = !Self.isNewline(bytes[1]) }
        try settle(outcome, &record, length: length)
        window.consume(length)
      case .tooLarge: reject(.tooLarge, &brokenAt) { skipRecord(isLineOriented ?? true) }
      case .broken:
        let isLine = isLineOriented ?? isWholeLine()
        reject(.notJSON, &brokenAt) { skipRecord(isLine) }
      }
    }
    if window.isBroken { tally.reject(.unreadable, path: path, at: brokenAt ?? place) }
  }

  /// Rejects what stands here and goes beyond it; what a broken stream cuts off is not counted,
  /// for the stream itself is.
  private func reject(
    _ reason: RejectionReason, _ brokenAt: inout RecordTally.Place?, _ skip: () -> Void
  ) {
    let place = place
    skip()
    if !skipSpace(), window.isBroken {
      brokenAt = place
    } else {
      tally.reject(reason, path: path, at: place)
    }
  }

  /// Reads the record at the window's start, and as much of the file as that takes.
  private func find(in surroundings: Surroundings, _ record: inout UsageRecord) throws -> Found {
    while true {
      let bytes = window.bytes
      var cursor = JSONCursor(bytes)
      do {
        let outcome = try read(&cursor, isObject: bytes[0] == UInt8(ascii: "{"), &record)
        let length = cursor.offset
        if let ends = ends(cursor, bytes, surroundings) {
          if length > Self.recordLimit { return .tooLarge }
          return ends ? .record(outcome, length: length) : .broken
        }
      } catch let error as JSONError {
        // An error near the window's end may be the window's, and not the record's.
        if window.isAtEnd || error.offset + 16 < bytes.count { return .broken }
      }
      if bytes.count > Self.recordLimit { return .tooLarge }
      _ = window.more()
    }
  }

  private func read(
    _ cursor: inout JSONCursor, isObject: Bool, _ record: inout UsageRecord
  ) throws -> RecordOutcome {
    guard isObject else {
      try cursor.skipValue()
      return .rejected(.notAnObject)
    }
    return try reader(for: cursor).read(&cursor, into: &record, names: &names)
  }

  /// Whether a record may end here; nil where only the bytes beyond the window can tell.
  private func ends(
    _ cursor: JSONCursor, _ bytes: UnsafeRawBufferPointer, _ surroundings: Surroundings
  ) -> Bool? {
    var offset = cursor.offset
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "{") { return true }
      guard byte == 0x20 || byte == 0x09 || byte == 0x0D else { return surroundings == .array }
      offset += 1
    }
    return window.isAtEnd ? true : nil
  }

  // MARK: Arrays

  /// Whether the `[` here opens an array of records. A line that is an array, with more lines
  /// after it, is a line: a record that is no object.
  private func isArray() -> Bool {
    let bytes = window.bytes
    guard let line = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return true }
    guard Self.isValid(UnsafeRawBufferPointer(rebasing: bytes[..<line])) else { return true }
    return bytes[line...].allSatisfy { $0 <= 0x20 }
  }

  /// Reads elements up to the closing bracket. Gives the place where a broken stream ended them.
  private func readElements(_ record: inout UsageRecord) throws -> RecordTally.Place? {
    var brokenAt: RecordTally.Place?
    var isAfterComma = false
    while skipSpace() {
      switch window.bytes[0] {
      case UInt8(ascii: "]"):
        if isAfterComma { tally.reject(.notJSON, path: path, at: place) }
        window.consume(1)
        return nil
      case UInt8(ascii: ","):
        tally.reject(.notJSON, path: path, at: place)
        window.consume(1)
        isAfterComma = true
        continue
      default: break
      }
      switch try find(in: .array, &record) {
      case .record(let outcome, let length):
        try settle(outcome, &record, length: length)
        window.consume(length)
      case .tooLarge: reject(.tooLarge, &brokenAt, skipElement)
      case .broken:
        reject(.notJSON, &brokenAt, skipElement)
        if !skipSpace() { return brokenAt }
      }
      isAfterComma = skipComma()
    }
    if !window.isBroken { tally.reject(.notJSON, path: path, at: place) }
    return brokenAt
  }

  /// Goes beyond the comma after an element. What stands in its place is not JSON.
  private func skipComma() -> Bool {
    guard skipSpace(), window.bytes[0] != UInt8(ascii: "]") else { return false }
    if window.bytes[0] == UInt8(ascii: ",") {
      window.consume(1)
      return true
    }
    tally.reject(.notJSON, path: path, at: place)
    if window.bytes[0] != UInt8(ascii: "{") { skipElement() }
    return false
  }

  // MARK: Going on

  /// Goes to the next byte that is not white space; false at the end.
  private func skipSpace() -> Bool {
    while true {
      let bytes = window.bytes
      var offset = 0
      while offset < bytes.count, Self.isSpace(bytes[offset]) { offset += 1 }
      window.consume(offset)
      if offset < bytes.count { return true }
      guard window.more() else { return false }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte <= 0x20 && (byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09)
  }

  private static func isNewline(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    (try? JSONCursor.validate(bytes)) != nil
  }

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

  /// Goes beyond a record that is not JSON.
  private func skipRecord(_ isLine: Bool) {
    skipLine()
    if isLine { return }
    while window.bytes.count > 0 || window.more(), window.bytes[0] != UInt8(ascii: "{") {
      skipLine()
    }
  }

  /// Goes beyond the next newline, or to the end.
  private func skipLine() {
    while true {
      let bytes = window.bytes
      if let base = bytes.baseAddress, let found = memchr(base, 0x0A, bytes.count) {
        return window.consume(UnsafeRawPointer(found) - base + 1)
      }
      window.consume(bytes.count)
      guard window.more() else { return }
    }
  }

  /// Goes to the comma or bracket that ends an element which is not JSON, by its brackets and
  /// quotes alone. No string goes beyond its line.
  private func skipElement() {
    var depth = 0
    var isInString = false
    var isEscaped = false
    while window.bytes.count > 0 || window.more() {
      let bytes = window.bytes
      for offset in 0..<bytes.count {
        let byte = bytes[offset]
        if isInString {
          if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\"") && !isEscaped) {
            isInString = false
          }
          isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
          continue
        }
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: ",") where depth == 0, UInt8(ascii: "]") where depth == 0:
          return window.consume(offset)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth = max(0, depth - 1)
        default: break
        }
      }
      window.consume(bytes.count)
    }
  }
}
