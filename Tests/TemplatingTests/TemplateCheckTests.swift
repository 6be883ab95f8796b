import Templating
import Testing

/// Templates are checked against what a value can be, before there is one.
struct `Checking templates` {
  static let shape: ValueShape = ValueShape(
    of: [
      "cost": ["total": ["amount": 1], "currency": "USD"], "name": "n", "is_new": true,
      "rows": [["model": "m", "cost": ["amount": 1], "parts": [1]]], "options": nil,
    ])

  private func problems(
    _ source: String, partials: [String: String] = [:]
  ) throws -> [String] {
    try Template(source, name: "t", format: .markdown, partials: partials)
      .problems(for: Self.shape).map(\.description)
  }

  @Test(arguments: [
    "{{name}} {{cost.total.amount | 2}} {{cost.currency}}",
    "{{#rows}}{{model}} {{cost.amount}} {{name}}{{/rows}}",
    "{{#rows}}{{#cost}}{{amount}}{{/cost}}{{/rows}}{{^rows}}{{name}}{{/rows}}",
    "{{#options}}{{whatever.it.is | 2}}{{.}}{{/options}} {{options.path}}",
    "{{rows | count}} {{#rows}}{{parts | spark}}{{#parts}}{{.}}{{/parts}}{{/rows}}",
    "{{cost | json}} {{#is_new}}{{name | or \"–\"}}{{/is_new}}",
  ]) func `find nothing in templates that fit`(source: String) throws {
    #expect(try problems(source) == [])
  }

  @Test(arguments: [
    ("{{nme}}", ["t:1:1: unknown name 'nme'; did you mean 'name'?"]),
    (
      "{{#rows}}\n  {{modell}}{{/rows}}\n{{cost.totl}}",
      [
        "t:2:3: unknown name 'modell'; did you mean 'model'?",
        "t:3:1: unknown name 'cost.totl'; did you mean 'total'?",
      ]
    ),
    ("{{rows}}", ["t:1:1: 'rows' is a list; use it as a section, {{#rows}}…{{/rows}}"]),
    ("{{name | money}}", ["t:1:1: filter 'money' needs a number, but 'name' is a text"]),
    ("{{rows | spark}}", ["t:1:1: filter 'spark' needs a list of numbers, but 'rows' is a list"]),
    ("{{rows.model}}", ["t:1:1: unknown name 'rows.model'"]),
    ("{{model}}", ["t:1:1: unknown name 'model'"]),
  ]) func `find every place that does not fit`(source: String, expected: [String]) throws {
    #expect(try problems(source) == expected)
  }

  @Test func `look into partials, where they are used`() throws {
    let found = try problems(
      "{{#rows}}{{>row}}{{/rows}}{{>row}}", partials: ["row": "{{model}} {{nam}}"])
    #expect(
      found == [
        "row:1:11: unknown name 'nam'; did you mean 'name'?",
        "row:1:1: unknown name 'model'",
      ])
  }

  @Test func `a block is checked where its parent puts it`() throws {
    let partials = ["base": "{{#rows}}{{$row}}{{model}}{{/row}}{{/rows}}"]
    #expect(try problems("{{<base}}{{$row}}{{model}}!{{/row}}{{/base}}", partials: partials) == [])
    #expect(
      try problems("{{<base}}{{$row}}{{modle}}{{/row}}{{/base}}", partials: partials) == [
        "t:1:18: unknown name 'modle'; did you mean 'model'?"
      ])
  }

  @Test func `a block that no parent has is an error`() throws {
    let partials = ["base": "{{>inner}}", "inner": "{{$charges}}{{/charges}}"]
    #expect(
      try problems("{{<base}}{{$charge}}{{/charge}}{{/base}}", partials: partials) == [
        "t:1:10: 'base' has no block 'charge'; did you mean 'charges'?"
      ])
    #expect(
      try problems("{{<base}}{{$charges}}x{{/charges}}{{/base}}", partials: partials) == [])
  }

  @Test func `partials within themselves come to an end`() throws {
    #expect(try problems("{{>a}}", partials: ["a": "{{nme}}{{>a}}"]).count == 1)
  }

  @Test func `what a check accepts, a value of that shape renders`() throws {
    let source = "{{#rows}}{{model}} {{cost.amount | money}} {{parts | spark}}{{/rows}}"
    let template = try Template(source, name: "t", format: .text)
    let value: TemplateValue = ["rows": [["model": "m", "cost": ["amount": 1], "parts": [1]]]]
    #expect(template.problems(for: ValueShape(of: value)) == [])
    #expect(try template.render(value) == "m 1.00 █")
  }
}
