import ExactNumbers
package import Templating

/// The report's tree as JSON.
///
///     {
///       "schema_version": "1",
///       "totals": {
///         "requests": 877
///
/// Two spaces a level, keys in the tree's order, numbers in plain decimal notation, one newline at
/// the end: the same tree gives the same bytes.
package struct JSONRenderer: ReportRenderer {
  package init() {}

  package func render(_ report: TemplateValue) -> String {
    var writer = JSONWriter()
    writer.write(report, depth: 0)
    return String(decoding: writer.bytes + [10], as: UTF8.self)
  }

  /// One value on one line.
  package func compact(_ value: TemplateValue) -> String {
    var writer = JSONWriter(isPretty: false)
    writer.write(value, depth: 0)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

private struct JSONWriter {
  var bytes: [UInt8] = []
  var isPretty = true

  mutating func write(_ value: TemplateValue, depth: Int) {
    switch value {
    case .null: add("null")
    case .bool(let value): add(value ? "true" : "false")
    case .integer(let value): add(String(value))
    case .decimal(let value): add(value.description)
    case .text(let text): write(text)
    case .list(let elements):
      write(elements.map { (nil, $0) }, in: ("[", "]"), depth: depth)
    case .object(let object):
      write(object.fields.map { ($0.name, $0.value) }, in: ("{", "}"), depth: depth)
    }
  }

  private mutating func write(
    _ members: [(name: String?, value: TemplateValue)], in brackets: (String, String), depth: Int
  ) {
    add(brackets.0)
    for (index, member) in members.enumerated() {
      if index > 0 { add(",") }
      newline(depth + 1)
      if let name = member.name {
        write(name)
        add(isPretty ? ": " : ":")
      }
      write(member.value, depth: depth + 1)
    }
    if !members.isEmpty { newline(depth) }
    add(brackets.1)
  }

  private mutating func newline(_ depth: Int) {
    guard isPretty else { return }
    bytes.append(10)
    bytes.append(contentsOf: repeatElement(32, count: depth * 2))
  }

  private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [92, byte])
      case 10: add("\\n")
      case 13: add("\\r")
      case 9: add("\\t")
      case 0..<32, 127: add("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
