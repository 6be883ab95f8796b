import Reporting
package import Templating

/// The JSON Schema of a report, from the fields of its rows.
///
///     {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A report of tariff", …
package enum JSONSchema {
  package static var report: TemplateValue {
    var schema: TemplateObject = [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A report of tariff",
    ]
    for (name, value) in object(Report.fields.map(\.description)) { schema[name] = value }
    return .object(schema)
  }

  private typealias Members = KeyValuePairs<String, TemplateValue>

  private static func object(_ fields: [FieldDescription]) -> Members {
    let properties = fields.map {
      TemplateObject.Field(name: $0.name, value: .object(property($0)))
    }
    let required = fields.filter { !$0.mayBeAbsent }.map { TemplateValue.text($0.name) }
    return [
      "type": "object", "properties": .object(TemplateObject(distinct: properties)),
      "required": .list(required), "additionalProperties": false,
    ]
  }

  private static func property(_ field: FieldDescription) -> TemplateObject {
    var property: TemplateObject = ["description": .text(field.about)]
    for (name, value) in members(of: field.kind) { property[name] = value }
    if field.mayBeNull, let type = property["type"] { property["type"] = [type, "null"] }
    return property
  }

  private static func members(of kind: FieldKind) -> Members {
    switch kind {
    case .integer: ["type": "integer"]
    case .decimal: ["type": "number"]
    case .text: ["type": "string"]
    case .boolean: ["type": "boolean"]
    case .data: ["type": "object"]
    case .row(let fields): object(fields)
    case .rows(let fields): ["type": "array", "items": .object(TemplateObject(object(fields)))]
    }
  }
}
