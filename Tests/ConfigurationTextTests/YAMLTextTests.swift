import ConfigurationText
import TestSupport
import Testing

@Suite struct `A text written as YAML` {
  @Test(arguments: 0..<20)
  func `is read back as the same text`(seed: Int) throws {
    var numbers = SeededNumbers(seed)
    for _ in 0..<100 {
      let text = numbers.text(
        of: "aZ0 :#-\"'\\\n\t\r\u{7}{}[],&*!|>%@`~?é…\u{2028}\u{85}\u{202E}\u{E0001}😀",
        upTo: 8)
      let (scalar, quoted) = (YAMLText.scalar(text), YAMLText.quoted(text))
      #expect(try read(scalar) == text, "\(scalar)")
      #expect(try read(quoted) == text, "\(quoted)")
    }
  }

  @Test(arguments: ["null", "yes", "No", "true", "~", "", "12", "1e3", "- a", "a: b", "a #b", "a:"])
  func `is quoted where YAML would read something else`(text: String) throws {
    #expect(YAMLText.scalar(text, plain: "_-. :#").hasPrefix("\""), "\(text)")
    #expect(try read(YAMLText.scalar(text)) == text)
  }

  private func read(_ yaml: String) throws -> String {
    try ConfigurationNode(parsing: "key: \(yaml)\n", file: "f.yaml").entries()[0].value.text()
  }
}
