import ExactNumbers

extension TemplateValue {
  /// The value as compact JSON text, with the names in their order.
  package var jsonText: String {
    var output: [UInt8] = []
    appendJSON(to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  private func appendJSON(to output: inout [UInt8]) {
    switch self {
    case .null: output += "null".utf8
    case .bool(let value): output += (value ? "true" : "false").utf8
    case .integer(let value): output += String(value).utf8
    case .decimal(let value): output += value.description.utf8
    case .text(let text): Self.appendString(text, to: &output)
    case .list(let elements):
      output.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        element.appendJSON(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let object):
      output.append(UInt8(ascii: "{"))
      for (index, field) in object.fields.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        Self.appendString(field.name, to: &output)
        output.append(UInt8(ascii: ":"))
        field.value.appendJSON(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  private static func appendString(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    JSONEscaping.append(text, to: &output)
    output.append(UInt8(ascii: "\""))
  }
}
