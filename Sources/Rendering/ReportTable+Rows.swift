import ExactNumbers
import Templating

extension ReportTable {
  /// The rows of a table, each an object in which its columns are looked up.
  static func rows(_ definition: Definition, _ report: TemplateValue) -> [TemplateValue] {
    switch definition.name {
    case "options": options(report)
    case "meters": meters(report)
    case "evidence": evidence(report)
    case "charges": found(definition, report) + remainder(report)
    default: found(definition, report)
    }
  }

  private static func found(
    _ definition: Definition, _ report: TemplateValue
  ) -> [TemplateValue] {
    guard !definition.parents.isEmpty, let inner = definition.path.last else {
      return elements(definition.path.reduce(report) { $0[$1] ?? .null })
    }
    let outer = elements(definition.path.dropLast().reduce(report) { $0[$1] ?? .null })
    return outer.flatMap { parent in
      (parent[inner]?.elements ?? []).map { row in
        guard case .object(var object) = row else { return row }
        for name in definition.parents { object[name] = parent[name] }
        return .object(object)
      }
    }
  }

  /// The elements of a list; an object is one row, and null none.
  private static func elements(_ value: TemplateValue) -> [TemplateValue] {
    if case .object = value { [value] } else { value.elements }
  }

  /// Contract terms, and usage without a price: with them nothing is missing, and the amounts add up
  /// to the total.
  private static func remainder(_ report: TemplateValue) -> [TemplateValue] {
    let contract = report["cost"]?["contract"]?.elements ?? []
    let terms = contract.map { row -> TemplateValue in
      [
        "backend": "", "model": "", "meter": "", "price_id": row["match"] ?? .null,
        "amount": row["amount"] ?? .null, "term": row["name"] ?? .null,
        "term_kind": row["kind"] ?? .null,
      ]
    }
    return terms + (report["cost"]?["unpriced"]?.elements ?? [])
  }

  /// What was asked, a row for each value of a list.
  private static func options(_ report: TemplateValue) -> [TemplateValue] {
    fields(report["options"]).flatMap { field -> [TemplateValue] in
      let values = if case .list(let values) = field.value { values } else { [field.value] }
      return values.map { value in
        ["name": .text(field.name), "value": value == .null ? .null : .text(text(value))]
      }
    }
  }

  /// Counts of `meters{}`, whose names the data decide.
  private static func meters(_ report: TemplateValue) -> [TemplateValue] {
    let tables = ["totals", "backends", "models", "tools", "routes", "hours", "days"]
    return tables.flatMap { table in
      elements(report[table] ?? .null).flatMap { row in
        let name = ["name", "hour", "date"].lazy.compactMap { row[$0] }.first
        return fields(row["meters"]).map { field -> TemplateValue in
          [
            "table": .text(table), "row": .text(name.map(text) ?? ""),
            "meter": .text(field.name), "quantity": field.value,
          ]
        }
      }
    }
  }

  /// The figures that findings rest on.
  private static func evidence(_ report: TemplateValue) -> [TemplateValue] {
    (report["recommendations"]?["items"]?.elements ?? []).flatMap { item in
      fields(item["evidence"]).map { field -> TemplateValue in
        let number = field.value.number.map { _ in field.value } ?? .null
        let isText = number == .null && field.value != .null
        return [
          "rule": item["rule"] ?? .null, "subject": item["subject"] ?? .null,
          "name": .text(field.name), "number": number,
          "text": isText ? .text(text(field.value)) : .null,
        ]
      }
    }
  }

  private static func fields(_ value: TemplateValue?) -> [TemplateObject.Field] {
    if case .object(let object) = value { object.fields } else { [] }
  }

  private static func text(_ value: TemplateValue) -> String {
    value.text ?? JSONRenderer().compact(value)
  }
}
