import Rendering
import Testing

/// Markdown as a terminal shows it.
struct `A document on a terminal` {
  private func shown(_ markdown: String, width: Int = 40, color: Bool = false) -> String {
    TerminalDocument(markdown: markdown, width: width, usesColor: color).text
  }

  private func lines(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }

  @Test func `lines its tables up, numbers to the right`() {
    let markdown = """
      # Cost

      | Backend | Requests |
      |:--|--:|
      | a | 1,234 |
      | long\\_name | 5 |
      """
    #expect(
      shown(markdown) == """
        Cost
        ════

        Backend    Requests
        ─────────  ────────
        a             1,234
        long_name         5

        """)
  }

  @Test func `counts wide characters and combining marks by their columns`() {
    let markdown = "| N | V |\n|:--|--:|\n| 東京 | 1 |\n| e\u{301}a | 2 |\n| 👩‍💻 | 3 |\n"
    #expect(
      lines(shown(markdown)).dropFirst(2).prefix(3) == ["東京  1", "e\u{301}a    2", "👩‍💻    3"])
  }

  @Test func `cuts texts and never numbers`() {
    let name = String(repeating: "x", count: 100)
    let row = lines(shown("| N | V |\n|:--|--:|\n| \(name) | 1,234,567 |\n"))[2]
    #expect(row == String(repeating: "x", count: 28) + "…  1,234,567")
  }

  @Test func `gives a row several lines where even its numbers don't fit`() {
    let header = (1...9).map { "| Number \($0) " }.joined() + "|\n"
    let rule = String(repeating: "|--:", count: 8) + "|--:|\n"
    let row = (1...9).map { "| \($0)00,000 " }.joined() + "|\n"
    let text = shown("| Name " + header + "|:--" + rule + "| a " + row)
    #expect(text.hasPrefix("a\n  Number 1 100,000, Number 2 200,000,\n"))
    #expect((1...9).allSatisfy { text.contains("\($0)00,000") })
    #expect(lines(text).allSatisfy { $0.count <= 40 })
  }

  @Test func `wraps paragraphs and items`() {
    let words = Array(repeating: "word", count: 20).joined(separator: " ")
    let text = shown("\(words)\n\n- \(words)\n  \(words)\n- b\n")
    #expect(lines(text).allSatisfy { $0.count <= 40 })
    #expect(lines(text).count { $0.hasPrefix("• ") } == 2)
    #expect(text.ranges(of: "word").count == 60)
  }

  @Test func `shows the first rows of what is collapsed, and says how many there are`() {
    let rows = (1...30).map { "| \($0) |\n" }.joined()
    let text = shown(
      "<details>\n<summary>30 rows</summary>\n\n| N |\n|--:|\n\(rows)\n</details>\n\nend\n")
    #expect(text.hasPrefix("30 rows\n"))
    #expect(text.contains("\n10\n… 20 more rows"))
    #expect(!text.contains("details") && !text.contains("\n11\n"))
    #expect(text.hasSuffix("\n\nend\n"))
  }

  @Test func `uses escape sequences only where colour is wanted`() {
    let markdown = "# T\n\n- **critical** · x\n\n| A |\n|:--|\n| b |\n"
    #expect(!shown(markdown).contains("\u{1B}"))
    let colored = shown(markdown, color: true)
    #expect(colored.contains("\u{1B}[1;31mcritical\u{1B}[0m"))
    let plain = colored.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
    #expect(plain == shown(markdown))
  }

  @Test(arguments: ["\u{1B}[31mred", "a\u{7}", "a\u{9B}2J", "\u{202E}rtl", "a\u{2066}b", "\u{0}"])
  func `passes nothing on that moves the cursor or turns the direction`(name: String) {
    let text = shown("# \(name)\n\n\(name)\n\n| \(name) |\n|:--|\n| \(name) |\n\n- `\(name)`\n")
    let harmful = text.unicodeScalars.filter { scalar in
      scalar != "\n"
        && (scalar.properties.generalCategory == .control
          || ("\u{202A}"..."\u{202E}").contains(scalar)
          || ("\u{2066}"..."\u{2069}").contains(scalar))
    }
    #expect(harmful.isEmpty)
  }

  @Test func `keeps cells whole whatever is escaped in them`() {
    let text = shown("| A | B |\n|:--|:--|\n| a\\|b \\\\\\| c | &lt;x&gt; \\*y\\* |\n")
    #expect(lines(text)[2] == "a|b \\| c  <x> *y*")
  }

  @Test func `a name of a megabyte takes one line`() {
    let name = String(repeating: "é|", count: 500_000).replacing("|", with: "\\|")
    let text = shown("| N | V |\n|:--|--:|\n| \(name) | 1 |\n\n\(name)\n")
    #expect(lines(text).allSatisfy { $0.count <= 40 })
  }
}
