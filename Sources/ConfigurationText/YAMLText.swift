/// Texts as YAML.
package enum YAMLText {
  /// A text as a YAML value: plain where YAML reads it back as the same text, else in double quotes.
  /// `plain` are the marks that may stand in a plain text beside letters and digits.
  package static func scalar(_ text: String, plain marks: String = "_-.") -> String {
    let words: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
    let isPlain =
      text.utf8.first.map { isLetter($0) } == true && !words.contains(text.lowercased())
      && text.utf8.allSatisfy { isLetter($0) || 48...57 ~= $0 || marks.utf8.contains($0) }
      && !text.contains(": ") && !text.contains(" #") && !text.hasSuffix(":")
      && !text.hasSuffix(" ")
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
      default: quoted += isInvisible(scalar) ? escape(scalar) : String(scalar)
      }
    }
    return quoted + "\""
  }

  /// What nobody would see, or what YAML takes for the end of a line.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// `\u2028`, or `\U000E0001` of what lies beyond four digits.
  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    let (mark, width) = scalar.value > 0xFFFF ? ("\\U", 8) : ("\\u", 4)
    return mark + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
