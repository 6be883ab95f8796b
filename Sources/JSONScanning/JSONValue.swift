/// A whole JSON document in memory, its numbers as they are written; for small files that are read
/// once, not for events.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case number(String)
  case text(String)
  case list([JSONValue])
  case object([Member])

  package struct Member: Hashable, Sendable {
    package let name: String
    package let value: JSONValue

    package init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// Reads a document and nothing after it; throws ``JSONError``.
  package init(parsing bytes: [UInt8]) throws {
    self = try bytes.withUnsafeBytes { buffer in
      try JSONCursor.validate(buffer)
      var cursor = JSONCursor(buffer)
      return try JSONValue(&cursor)
    }
  }

  private init(_ cursor: inout JSONCursor) throws {
    switch try cursor.peek() {
    case .object:
      var members: [Member] = []
      var progress = try cursor.enterObject()
      while let name = try cursor.nextName(&progress) {
        let name = name.string
        members.append(Member(name: name, value: try JSONValue(&cursor)))
      }
      self = .object(members)
    case .array:
      var elements: [JSONValue] = []
      var progress = try cursor.enterArray()
      while try cursor.nextElement(&progress) { elements.append(try JSONValue(&cursor)) }
      self = .list(elements)
    case .string: self = .text(try cursor.string().string)
    case .number: self = .number(String(decoding: try cursor.number().text, as: UTF8.self))
    case .boolean: self = .boolean(try cursor.boolean())
    case .null:
      try cursor.null()
      self = .null
    }
  }

  /// The names of the object that a document begins with, without reading what they name; of a
  /// broken one those before the break. Empty where the bytes are no object, or something follows.
  package static func outerNames(of bytes: [UInt8]) -> [String] {
    bytes.withUnsafeBytes { buffer in
      var cursor = JSONCursor(buffer)
      var names: [String] = []
      guard var progress = try? cursor.enterObject() else { return [] }
      do {
        while let name = try cursor.nextName(&progress) {
          names.append(name.string)
          try cursor.skipValue()
        }
      } catch { return names }
      cursor.skipSpace()
      return cursor.offset == cursor.end ? names : []
    }
  }

  /// Whether the bytes are the beginning of an object that goes on after them.
  package static func isOpenObject(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var cursor = JSONCursor(buffer)
      guard (try? cursor.peek()) == .object else { return false }
      do { try cursor.skipValue() } catch let error as JSONError {
        return error.reason == .unexpectedEnd
      } catch { return false }
      return false
    }
  }
}

extension JSONValue {
  /// The first member of that name.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// An object's members as they stand; of anything else none.
  package var members: [(name: String, value: JSONValue)] {
    if case .object(let members) = self { members.map { ($0.name, $0.value) } } else { [] }
  }

  /// A list's elements; of anything else none.
  package var elements: [JSONValue] {
    if case .list(let elements) = self { elements } else { [] }
  }

  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }
}

extension JSONError {
  /// The line and the column in bytes, both from 1, of the place in the bytes that were read.
  package func place(in bytes: [UInt8]) -> (line: Int, column: Int) {
    let before = bytes.prefix(offset)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return (line, before.count - start + 1)
  }
}
