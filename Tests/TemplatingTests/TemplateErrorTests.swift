import Templating
import Testing

@Suite struct TemplateErrorTests {
  @Test(arguments: [
    ("a\né {{x", "t:2:3: the tag has no end; add '}}' after '{{…'"),
    ("{{{x}}", "t:1:1: the tag has no end; add '}}}' after '{{…'"),
    ("\n {{#x}}", "t:2:2: 'x' is never closed; add {{/x}}"),
    ("x{{/x}}", "t:1:2: nothing is open here; remove {{/x}}"),
    (
      "{{#x}}{{#y}}{{/x}}{{/y}}",
      "t:1:13: found {{/x}}; expected {{/y}}, which was opened last"
    ),
    ("{{= | =}}", "t:1:1: found delimiters '|'; expected two without '=', such as {{=<% %>=}}"),
    ("{{ }}", "t:1:1: the tag has no name; add one, such as {{total}}"),
    (
      "{{a b}}",
      "t:1:1: found 'a b'; expected a name such as 'total' or 'row.cost', without spaces"
    ),
    (
      "{{a..b}}",
      "t:1:1: found 'a..b'; expected a name such as 'total' or 'row.cost', without spaces"
    ),
    (
      "{{#a | 2}}{{/a | 2}}",
      "t:1:1: found 'a | 2'; expected a name such as 'total' or 'row.cost', without spaces"
    ),
    ("{{a | groped}}", "t:1:1: unknown filter 'groped'; did you mean 'grouped'?"),
    ("{{a | euros}}", "t:1:1: unknown filter 'euros'"),
    ("{{a | }}", "t:1:1: unknown filter ''"),
    ("{{a | 19}}", "t:1:1: filter '19' needs a number of digits from 0 to 18"),
    ("{{a | pad}}", "t:1:1: filter 'pad' needs a number from 1 to 1000, such as 'pad 12'"),
    ("{{a | or –}}", "t:1:1: filter 'or' needs a text in double quotes, such as 'or \"–\"'"),
    ("{{a | upper 3}}", "t:1:1: filter 'upper' needs nothing after it"),
    ("{{> roww}}", "t:1:1: unknown partial 'roww'; did you mean 'row'?"),
  ]) func `broken templates say where and what to do`(source: String, message: String) {
    let error = #expect(throws: TemplateError.self) {
      try Template(source, name: "t", format: .text, partials: ["row": ""])
    }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    ("{{costs}}", "t:1:1: unknown name 'costs'; did you mean 'cost'?"),
    ("{{#costs}}{{/costs}}", "t:1:1: unknown name 'costs'; did you mean 'cost'?"),
    ("{{^costs}}{{/costs}}", "t:1:1: unknown name 'costs'; did you mean 'cost'?"),
    ("{{elephant}}", "t:1:1: unknown name 'elephant'"),
    (
      "{{#rows}}\n{{cost}}{{modle}}\n{{/rows}}",
      "t:2:9: unknown name 'modle'; did you mean 'model'?"
    ),
    ("{{month.tota}}", "t:1:1: unknown name 'month.tota'; did you mean 'total'?"),
    ("{{cost.x}}", "t:1:1: unknown name 'cost.x'"),
    ("{{rows}}", "t:1:1: 'rows' is a list; use it as a section, {{#rows}}…{{/rows}}"),
    ("{{month}}", "t:1:1: 'month' is an object; use it as a section, {{#month}}…{{/month}}"),
    ("{{name | 2}}", "t:1:1: filter '2' needs a number, but 'name' is a text"),
    ("{{cost | upper}}", "t:1:1: filter 'upper' needs a text, but 'cost' is a number"),
    ("\n{{> line}}", "line:2:1: unknown name 'cst'; did you mean 'cost'?"),
  ]) func `values that do not fit say where`(source: String, message: String) throws {
    let template = try Template(
      source, name: "t", format: .text, partials: ["line": "ü\n{{cst}}"])
    let value: TemplateValue = [
      "cost": 3, "name": "n", "month": ["total": 1], "rows": [["model": "m"]],
    ]
    let error = #expect(throws: TemplateError.self) { try template.render(value) }
    #expect(error?.description == message)
  }

  @Test func `partials that include each other without an end are refused`() throws {
    let template = try Template(
      "{{>a}}", name: "t", format: .text, partials: ["a": "{{#a}}{{>b}}{{/a}}", "b": "{{>a}}"])
    let error = #expect(throws: TemplateError.self) { try template.render(["a": true]) }
    #expect(error?.problem == .partialsTooDeep("a", limit: 100))
    #expect(error?.template == "b")
  }

  @Test func `sections that partials nest without an end are refused`() throws {
    let open = String(repeating: "{{#a}}", count: 64)
    let close = String(repeating: "{{/a}}", count: 64)
    let template = try Template(
      "{{>a}}", name: "t", format: .text, partials: ["a": open + "{{>a}}" + close])
    let error = #expect(throws: TemplateError.self) { try template.render(["a": true]) }
    #expect(error?.problem == .sectionsTooDeep(limit: 100))
  }

  @Test func `a block that replaces itself by itself is refused`() throws {
    let template = try Template(
      "{{<p}}{{$b}}{{$b}}{{/b}}{{/b}}{{/p}}", name: "t", format: .text,
      partials: ["p": "{{$b}}{{/b}}"])
    let error = #expect(throws: TemplateError.self) { try template.render([:]) }
    #expect(error?.problem == .partialsTooDeep("b", limit: 100))
  }

  @Test func `sections are nested to the limit and refused beyond`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "{{#a}}", count: depth) + "x" + String(repeating: "{{/a}}", count: depth)
    }
    let deepest = try Template(nested(64), name: "t", format: .text)
    #expect(try deepest.render(["a": true]) == "x")
    let error = #expect(throws: TemplateError.self) {
      try Template(nested(65), name: "t", format: .text)
    }
    #expect(error?.problem == .sectionsTooDeep(limit: 64))
  }
}
