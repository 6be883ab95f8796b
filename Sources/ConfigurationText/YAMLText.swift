/// Texts as YAML.
package enum YAMLText {
  /// Plain where YAML reads it back as the same text, else in double quotes. `plain` are the marks
  /// that may stand in a plain text beside letters and digits.
  package static func scalar(_ text: String, plain marks: String = "_-.") -> String {
    let words: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
    let isPlain =
      text.utf8.first.map { isLetter($0) } == true && !words.contains(text.lowercased())
      && text.utf8.allSatisfy { isLetter($0) || 48...57 ~= $0 || marks.utf8.contains($0) }
      && !text.contains(": ") && !text.hasSuffix(":") && !text.hasSuffix(" ")
    return isPlain ? text : quoted(text)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { 65...90 ~= byte || 97...122 ~= byte }

  package static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default:
        let isControl = scalar.properties.generalCategory == .control
        quoted += isControl ? "\\u" + hexadecimal(scalar.value) : String(scalar)
      }
    }
    return quoted + "\""
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
