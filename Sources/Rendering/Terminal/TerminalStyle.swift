/// How a text stands out on a terminal: in bold, and where it is a warning in its colour. Nothing
/// is told by colour alone.
struct TerminalStyle {
  let usesColor: Bool

  func strong(_ text: String) -> String { paint(text, "1") }
  func quiet(_ text: String) -> String { paint(text, "2") }

  /// A strong word of a text: severities in their colours.
  func word(_ text: String) -> String {
    switch text {
    case "critical": paint(text, "1;31")
    case "warning": paint(text, "1;33")
    default: strong(text)
    }
  }

  /// Strong words next to each other are one run.
  func joined(_ line: String) -> String {
    usesColor ? line.replacing("\u{1B}[0m \u{1B}[1m", with: " ") : line
  }

  private func paint(_ text: String, _ code: String) -> String {
    usesColor && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
