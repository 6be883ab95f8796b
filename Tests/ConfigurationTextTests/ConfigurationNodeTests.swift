import ConfigurationText
import ExactNumbers
import Testing

@Suite struct `A YAML file` {
  private func root(_ text: String) throws -> ConfigurationNode {
    try ConfigurationNode(parsing: text, file: "f.yaml")
  }

  /// What a text is refused for; empty where it is read.
  private func refusal(_ text: String) -> String {
    do {
      _ = try root(text)
      return ""
    } catch { return String(describing: error) }
  }

  @Test func `keeps each value's text and place`() throws {
    let entries = try root("a: 1_000\nb:\n  - 0.10\n  - ~\n").entries()
    #expect(entries.map(\.name) == ["a", "b"])
    #expect(try entries[0].value.text() == "1_000")
    let elements = try entries[1].value.elements()
    #expect(elements.map(\.line) == [3, 4] && elements.map(\.column) == [5, 5])
    #expect(try elements[0].decimal().description == "0.1")
  }

  @Test(arguments: ["", "~", "null"])
  func `takes only nothing for nothing`(text: String) throws {
    let value = try root("a: \(text)\nb: '\(text)'\n").entries().map(\.value.content)
    if case .null = value[0] {} else { Issue.record("\(text) is not nothing") }
    if case .text(text) = value[1] {} else { Issue.record("'\(text)' is not a text") }
  }

  @Test(arguments: [
    ("a: &x 1\nb: *x\n", "f.yaml:1:4: found an anchor"),
    ("a: 1\na: 2\n", "f.yaml:1:1: found a key that stands twice: a"),
    ("a: [1\n", "f.yaml:2:1: found "), ("", "f.yaml:1:1: found an empty file"),
  ])
  func `is refused at the place of what can't be read`(text: String, start: String) {
    #expect(refusal(text).hasPrefix(start), "\(refusal(text))")
  }

  @Test(.timeLimit(.minutes(1))) func `does not expand what 400 bytes could expand to`() {
    let lines = (1...30).map { index in
      let element = index == 1 ? "x" : "*a\(index - 1)"
      return "a\(index): &a\(index) [\(element), \(element), \(element)]"
    }
    #expect(refusal(lines.joined(separator: "\n")).hasPrefix("f.yaml:1:5: found an anchor"))
  }

  @Test(arguments: ["1,5", "1e3", "0x10", "1_000", "12abc", "", ".5.", "∞"])
  func `has numbers by one strict grammar`(text: String) throws {
    let value = try root("a: '\(text)'\n").entries()[0].value
    #expect(throws: ConfigurationError.self) { try value.decimal() }
  }

  @Test(arguments: [("30%", "0.3"), ("0.5%", "0.005"), ("100%", "1")])
  func `has percentages as shares`(text: String, share: String) throws {
    #expect(try root("a: \(text)\n").entries()[0].value.percent().description == share)
  }

  @Test func `names the keys that it may have where it has another`() throws {
    let node = try root("name: x\nnmae: y\n")
    #expect(throws: ConfigurationError.self) { try node.entries(knowing: ["name"], "a mapping") }
    do { _ = try node.entries(knowing: ["name", "id"], "a mapping") } catch {
      #expect(
        error.description == "f.yaml:2:1: found the unknown key 'nmae'; expected one of name, id")
    }
  }
}
