/// Markdown's inline text as runs of plain text: escapes and entities undone, marks taken off.
struct MarkdownText {
  struct Run: Hashable {
    var text: String
    var isStrong: Bool
  }

  let runs: [Run]

  /// The text without its marks.
  var plain: String { runs.map(\.text).joined() }

  /// - Parameter markdown: what data brought into it is escaped, as our templates do.
  init(_ markdown: String) {
    var parser = InlineParser(markdown)
    parser.read()
    runs = parser.runs
  }
}

private struct InlineParser {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var text = String.UnicodeScalarView()
  private var isStrong = false
  private(set) var runs: [MarkdownText.Run] = []

  init(_ markdown: String) { scalars = Array(markdown.unicodeScalars) }

  mutating func read() {
    while index < scalars.count { readNext() }
    endRun()
  }

  private mutating func readNext() {
    let scalar = scalars[index]
    switch scalar {
    case "\\" where index + 1 < scalars.count && Self.isPunctuation(scalars[index + 1]):
      text.append(scalars[index + 1])
      index += 2
    case "*" where starts(with: "**"):
      endRun()
      isStrong.toggle()
      index += 2
    case "`": readCode()
    case "&": readEntity()
    default:
      text.append(scalar)
      index += 1
    }
  }

  /// A code span stands as it is; a backtick without its partner is a backtick.
  private mutating func readCode() {
    let rest = scalars[(index + 1)...]
    if let end = rest.firstIndex(of: "`") {
      text.append(contentsOf: scalars[(index + 1)..<end])
      index = end + 1
    } else {
      text.append("`")
      index += 1
    }
  }

  private mutating func readEntity() {
    let entities: [(String, Unicode.Scalar)] = [
      ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
      ("&nbsp;", " "),
    ]
    if let (name, scalar) = entities.first(where: { starts(with: $0.0) }) {
      text.append(scalar)
      index += name.unicodeScalars.count
    } else {
      text.append("&")
      index += 1
    }
  }

  private mutating func endRun() {
    guard !text.isEmpty else { return }
    runs.append(MarkdownText.Run(text: DisplayWidth.harmless(String(text)), isStrong: isStrong))
    text = String.UnicodeScalarView()
  }

  private func starts(with prefix: String) -> Bool {
    scalars[index...].starts(with: prefix.unicodeScalars)
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "!"..."/", ":"..."@", "["..."`", "{"..."~": true
    default: false
    }
  }
}
