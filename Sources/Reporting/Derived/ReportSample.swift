package import JSONScanning
package import Templating

/// A report with one row in every table and something under every key: what rules are checked
/// against before there is any usage.
package enum ReportSample {
  /// Made from the JSON Schema of the report.
  package static func tree(schema: JSONValue) -> TemplateValue {
    guard case .object(var sample) = value(schema) else { return .null }
    for (name, row) in derivedRows { sample[name] = .list([row]) }
    for (table, key) in [("errors", "per_month"), ("backends", "failures_per_month")] {
      sample[table] = .list((sample[table]?.elements ?? []).map { $0.adding(key, 1) })
    }
    return .object(sample)
  }

  /// The rows of ``ReportBuilder/derivedTables()``.
  package static let derivedRows: [(name: String, row: TemplateValue)] = [
    (
      "alternatives",
      ["name": "a → b", "backend": "a", "to": "b", "monthly_saving": 1, "tools": "t"]
    ),
    (
      "spikes",
      [
        "date": "2026-10-05", "cost": ["amount": 1, "low": 1, "high": 1, "complete": true],
        "expected": 1, "excess": 1, "cause": "volume", "reason": "more requests", "backend": "a",
        "model": "m", "contribution": 1, "tool": "t",
      ]
    ),
    (
      "cache_opportunities",
      [
        "name": "a", "hit_percent": 1, "target_percent": 60, "monthly_saving": 1, "input": 1,
        "cache_read": 1,
      ]
    ),
    ("price_ages", ["name": "a", "checked": "2026-10-05", "days": 1, "is_known": true]),
    (
      "concentration",
      [
        "name": "a", "cost_percent": 1, "requests": 1,
        "cost": ["amount": 1, "low": 1, "high": 1, "complete": true],
      ]
    ),
  ]

  private static func value(_ schema: JSONValue) -> TemplateValue {
    let types = schema["type"].map { $0.elements.isEmpty ? [$0] : $0.elements } ?? []
    switch types.compactMap(\.text).first {
    case "integer", "number": return 1
    case "boolean": return true
    case "array": return .list(schema["items"].map { [value($0)] } ?? [])
    case "object":
      var object = TemplateObject()
      for (name, member) in schema["properties"]?.members ?? [] { object[name] = value(member) }
      return .object(object)
    default: return "2026-10-05T00:00:00.000Z"
    }
  }
}
