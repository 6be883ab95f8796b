import ExactNumbers
import Recommendations
import Templating

/// A small report: the tables that the built-in rules look at.
func report(
  backends: [TemplateValue] = [], routes: [TemplateValue] = [], unpriced: [TemplateValue] = [],
  alternatives: [TemplateValue]? = nil, budget: TemplateValue = .null
) -> TemplateValue {
  var root = TemplateObject([
    "schema_version": "1",
    "backends": .list(backends), "routes": .list(routes),
    "cost": ["currency": "USD", "budget": budget],
    "unpriced_names": .list(unpriced),
  ])
  if let alternatives { root["alternatives"] = .list(alternatives) }
  return .object(root)
}

/// A backend's row; percentages as the report gives them.
func backend(
  _ name: String, requests: Int = 100, succeeding: Int = 100, mean: TemplateValue = 100
) -> TemplateValue {
  [
    "name": .text(name), "requests": .integer(requests),
    "failures": .integer(requests * (100 - succeeding) / 100),
    "success_percent": .integer(succeeding), "failure_percent": .integer(100 - succeeding),
    "duration_ms": ["mean": mean], "cost": ["amount": decimal("1.5")],
    "failures_per_month": decimal("12.5"),
  ]
}

func route(_ name: String, count: Int, confidence: String) -> TemplateValue {
  [
    "name": .text(name), "method": "rules", "backend": "gemini", "count": .integer(count),
    "avg_confidence": decimal(confidence),
  ]
}

func alternative(saving: String) -> TemplateValue {
  [
    "name": "gemini → local", "backend": "gemini", "to": "local",
    "monthly_saving": decimal(saving), "tools": 2,
  ]
}

/// A decimal of a test; text that is none is null, and fails the expectation that reads it.
func decimal(_ text: String) -> TemplateValue {
  (try? ExactDecimal(parsing: text)).map(TemplateValue.decimal) ?? .null
}

/// Rules of a text, as a user's file.
func rules(_ text: String) throws -> RuleSet {
  try RuleSet(parsing: "tariff: rules/1\nrules:\n" + text, file: "mine.yaml")
}

/// The built-in rules, read from the repository.
func builtIn() throws -> RuleSet {
  try RuleSet(parsing: try textOfBuiltInRules(), file: "default.yaml", origin: .builtIn)
}
