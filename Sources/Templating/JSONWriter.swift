import ExactNumbers

/// Writes JSON as bytes, value by value: compact, or pretty with two spaces a level.
///
///     var writer = JSONWriter(.pretty)
///     writer.begin("{")
///     writer.name("requests")
///     writer.write(877)
///     writer.end("}")
///
/// Numbers are in plain decimal notation, names in the order in which they are given: the same
/// values give the same bytes.
package struct JSONWriter {
  package enum Layout: Sendable { case compact, pretty }

  package private(set) var bytes: [UInt8] = []
  private let layout: Layout
  /// Of each open object or list: whether it has a member.
  private var open: [Bool] = []
  private var followsName = false

  package init(_ layout: Layout) { self.layout = layout }

  /// Opens an object or a list.
  package mutating func begin(_ bracket: Unicode.Scalar) {
    separate()
    bytes.append(UInt8(ascii: bracket))
    open.append(false)
  }

  /// Closes what was opened last.
  package mutating func end(_ bracket: Unicode.Scalar) {
    if open.removeLast() { newline() }
    bytes.append(UInt8(ascii: bracket))
  }

  /// The name of the value that comes next.
  package mutating func name(_ name: String) {
    separate()
    string(name)
    bytes.append(UInt8(ascii: ":"))
    if layout == .pretty { bytes.append(UInt8(ascii: " ")) }
    followsName = true
  }

  package mutating func write(_ value: TemplateValue) {
    switch value {
    case .list(let elements):
      begin("[")
      for element in elements { write(element) }
      end("]")
    case .object(let object): write(object)
    case .text(let text):
      separate()
      string(text)
    case .null: plain("null")
    case .bool(let value): plain(value ? "true" : "false")
    case .integer(let value): plain(String(value))
    case .decimal(let value): plain(value.description)
    }
  }

  package mutating func write(_ object: TemplateObject) {
    begin("{")
    for field in object.fields {
      name(field.name)
      write(field.value)
    }
    end("}")
  }

  private mutating func plain(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    JSONEscaping.append(text, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// What stands between two members.
  private mutating func separate() {
    if followsName {
      followsName = false
      return
    }
    guard let last = open.indices.last else { return }
    if open[last] { bytes.append(UInt8(ascii: ",")) }
    open[last] = true
    newline()
  }

  private mutating func newline() {
    guard layout == .pretty else { return }
    bytes.append(10)
    bytes.append(contentsOf: repeatElement(32, count: open.count * 2))
  }
}
