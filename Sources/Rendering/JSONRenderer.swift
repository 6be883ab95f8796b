package import Reporting
package import Templating

/// A row, such as a whole report, as JSON.
///
///     {
///       "schema_version": "1",
///       "totals": {
///         "requests": 877
///
/// Two spaces a level, keys in the order of the row's fields, numbers in plain decimal notation, one
/// newline at the end: the same report gives the same bytes.
package struct JSONRenderer {
  package init() {}

  package func render(_ row: some ReportRow) -> String {
    var writer = JSONWriter(.pretty)
    writer.write(row)
    return String(decoding: writer.bytes + [10], as: UTF8.self)
  }

  package func render(_ value: TemplateValue) -> String {
    var writer = JSONWriter(.pretty)
    writer.write(value)
    return String(decoding: writer.bytes + [10], as: UTF8.self)
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ row: some ReportRow) {
    begin("{")
    row.forEachField { field, value in
      name(field.name)
      write(value)
    }
    end("}")
  }

  private mutating func write(_ value: FieldValue) {
    switch value {
    case .row(let row): write(row)
    case .rows(let rows):
      begin("[")
      for row in rows { write(row) }
      end("]")
    case .null, .bool, .integer, .decimal, .text, .data: write(value.tree)
    }
  }
}
