extension TemplateValue {
  /// The value as compact JSON text, with the names in their order.
  package var jsonText: String {
    var writer = JSONWriter(.compact)
    writer.write(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
