package import Templating

extension ReportRow {
  /// The row as templates and rules see it: the values of its fields by their names.
  package var tree: TemplateValue { .object(object) }

  package var object: TemplateObject {
    var fields: [TemplateObject.Field] = []
    fields.reserveCapacity(Self.fields.count)
    forEachField { fields.append(TemplateObject.Field(name: $0.name, value: $1.tree)) }
    return TemplateObject(distinct: fields)
  }
}

extension FieldValue {
  package var tree: TemplateValue {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .integer(let value): .integer(value)
    case .decimal(let value): .decimal(value)
    case .text(let text): .text(text)
    case .row(let row): row.tree
    case .rows(let rows): .list(rows.map(\.tree))
    case .data(let object): .object(object)
    }
  }
}
