package import ExactNumbers
import JSONScanning

/// A JSON document as a tree, its numbers as they are written.
package enum JSONTree {
  case null
  case boolean(Bool)
  case number(String)
  case text(String)
  case list([JSONTree])
  case object([(name: String, value: JSONTree)])

  package init(_ bytes: [UInt8], file: String) throws {
    do {
      self = try bytes.withUnsafeBytes { buffer in
        try JSONCursor.validate(buffer)
        var cursor = JSONCursor(buffer)
        return try JSONTree(&cursor)
      }
    } catch let error as JSONError {
      let before = bytes.prefix(error.offset)
      let line = before.count { $0 == UInt8(ascii: "\n") } + 1
      let column = before.count - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1
      throw ImportError(
        file: "\(file):\(line):\(column)", found: "no valid JSON", expected: "a JSON document")
    }
  }

  private init(_ cursor: inout JSONCursor) throws {
    switch try cursor.peek() {
    case .object:
      var members: [(name: String, value: JSONTree)] = []
      var progress = try cursor.enterObject()
      while let name = try cursor.nextName(&progress) {
        let name = name.string
        members.append((name, try JSONTree(&cursor)))
      }
      self = .object(members)
    case .array:
      var elements: [JSONTree] = []
      var progress = try cursor.enterArray()
      while try cursor.nextElement(&progress) { elements.append(try JSONTree(&cursor)) }
      self = .list(elements)
    case .string: self = .text(try cursor.string().string)
    case .number: self = .number(String(decoding: try cursor.number().text, as: UTF8.self))
    case .boolean: self = .boolean(try cursor.boolean())
    case .null:
      try cursor.null()
      self = .null
    }
  }

  package subscript(name: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  package var members: [(name: String, value: JSONTree)] {
    if case .object(let members) = self { members } else { [] }
  }

  package var elements: [JSONTree] {
    if case .list(let elements) = self { elements } else { [] }
  }

  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  package var number: ExactDecimal? {
    if case .number(let text) = self { ExactDecimal(scientific: text) } else { nil }
  }
}
