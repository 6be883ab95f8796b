import ExactNumbers
import Templating
import Testing

@Suite struct TemplateTests {
  private func render(
    _ source: String, _ value: TemplateValue, as format: DocumentFormat = .text,
    partials: [String: String] = [:]
  ) throws -> String {
    try Template(source, name: "t", format: format, partials: partials).render(value)
  }

  private var values: TemplateValue {
    [
      "cost": .decimal(ExactDecimal(units: 1_234_567_125_000_000_000_000_000)), "none": nil,
      "debt": -1234, "day": "2026-03-31T10:00:00Z", "name": "café", "half": 50, "yes": true,
      "list": ["a,b", 2, nil, "=x"], "object": ["k": ["v\"", 1, false, nil]], "text": "a|b",
    ]
  }

  @Test(arguments: [
    ("{{cost}}", "1234567.125"), ("{{cost | 2}}", "1234567.12"), ("{{cost|0}}", "1234567"),
    ("{{cost | grouped}}", "1,234,567.125"), ("{{cost | 2 | grouped}}", "1,234,567.12"),
    ("{{debt | grouped}}", "-1,234"), ("{{debt | 1}}", "-1234.0"), ("{{half | grouped}}", "50"),
    ("{{half | percent}}", "50.0 %"), ("{{day | date}}", "2026-03-31"),
    ("[{{name | pad 6}}]", "[café  ]"), ("[{{debt | lpad 6}}]", "[ -1234]"),
    ("[{{cost | lpad 3}}]", "[1234567.125]"), ("[{{debt | 1 | lpad 9}}]", "[  -1234.0]"),
    ("{{half | bar 10}}", "▇▇▇▇▇"), ("{{debt | bar 10}}", ""), ("{{cost | bar 3}}", "▇▇▇"),
    ("{{name | upper}}", "CAFÉ"), ("{{object | json}}", #"{"k":["v\"",1,false,null]}"#),
    ("{{list | csv}}", #""a,b",2,,'=x"#), ("{{none | json}}", "null"), ("{{yes}}", "true"),
    ("{{none}}", ""), ("{{none | 2}}", ""), ("{{none | or \"–\"}}", "–"),
    ("{{none | 2 | or \"a | b\"}}", "a | b"), ("{{none | or \"-\" | 2}}", "-"),
    ("[{{none | or \"-\" | lpad 3}}]", "[  -]"), ("{{half | or \"-\" | 1}}", "50.0"),
    ("{{{cost | 2}}}{{& cost | 1}}", "1234567.121234567.1"),
    ("{{none.deeper.still}}", ""), ("{{#none.deeper}}x{{/none.deeper}}", ""),
    ("{{#half}}{{.}}{{/half}}", "50"), ("{{^none}}x{{/none}}", "x"),
  ]) func `filters and plain tags`(source: String, expected: String) throws {
    #expect(try render(source, values) == expected)
  }

  @Test(
    arguments: [
      (.csv, "{{debt}},{{debt | grouped}},{{text}}", #"-1234,"-1,234",a|b"#),
      (.csv, "{{list | csv}},{{none}},{{none | or \"-\"}}", #""a,b",2,,'=x,,-"#),
      (.markdown, "{{text}} {{debt}} {{none | or \"**–**\"}}", #"a\|b -1234 **–**"#),
      (.html, "{{object | json}}", "{&quot;k&quot;:[&quot;v\\&quot;&quot;,1,false,null]}"),
      (.json, "{{object | json}}", #"{"k":["v\"",1,false,null]}"#),
      (.json, "\"{{text}}\"", #""a|b""#), (.html, "{{{text}}}", "a|b"),
    ] as [(DocumentFormat, String, String)])
  func `filters and formats`(format: DocumentFormat, source: String, expected: String) throws {
    #expect(try render(source, values, as: format) == expected)
  }

  @Test(
    arguments: [
      (nil, false), (false, false), (true, true), ("", false), ("a", true), (0, true), ([], false),
      ([nil], true), ([:], true),
    ] as [(TemplateValue, Bool)])
  func `what a section takes for true`(value: TemplateValue, isTrue: Bool) throws {
    #expect(
      try render("{{#x}}yes{{/x}}{{^x}}no{{/x}}", ["x": value]) == (isTrue ? "yes" : "no"))
  }

  @Test func `indentation of partials adds up, and leaves values alone`() throws {
    let text = try render(
      "a:\n  {{>p}}\nend\n", ["v": "1\n2"],
      partials: ["p": "b:\n\t{{>q}}\n{{>q}}c\n", "q": "{{{v}}}\n{{#v}}\nx\n{{/v}}\n"])
    #expect(text == "a:\n  b:\n  \t1\n2\n  \tx\n  1\n2\nx\nc\nend\n")
  }

  @Test func `a partial that names itself renders a tree`() throws {
    let tree: TemplateValue = ["n": 1, "nodes": [["n": 2, "nodes": [["n": 3, "nodes": []]]]]]
    let text = try render(
      "{{>node}}", tree, partials: ["node": "{{n}}\n{{#nodes}}\n  {{>node}}\n{{/nodes}}\n"])
    #expect(text == "1\n  2\n    3\n")
  }

  @Test func `a byte-order mark and a combining mark change nothing`() throws {
    #expect(
      try render("\u{FEFF}{{#x}}\n{{x}}\n{{/x}}\n", ["x": "<\u{338}"], as: .html) == "&lt;\u{338}\n"
    )
    #expect(try render("<\u{301}{{x}}\u{301}", ["x": 1]) == "<\u{301}1\u{301}")
  }

  @Test(
    arguments: [
      ("weekly.md.mustache", .markdown), ("a/b.c/x.markdown.mustache", .markdown),
      ("x.HTML.mustache", .html), ("x.htm.mustache", .html), ("x.csv.mustache", .csv),
      ("x.xml.mustache", .xml), ("x.y.txt.mustache", .text), ("x.json.mustache", .json),
      ("x.mustache", nil), ("x.pdf.mustache", nil), ("dir.md/x.mustache", nil), ("", nil),
    ] as [(String, DocumentFormat?)])
  func `the middle extension decides the format`(file: String, format: DocumentFormat?) {
    #expect(DocumentFormat(templateFileName: file) == format)
  }
}
