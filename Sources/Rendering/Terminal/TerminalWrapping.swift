/// Words on lines of a width; a word that is longer than a line ends in `…`.
struct TerminalWrapping {
  let width: Int
  /// What lines start with: the first one with `marker` in its place where there is one.
  var indentation = ""
  var marker: String?

  func lines(_ text: String) -> [String] {
    lines([MarkdownText.Run(text: text, isStrong: false)], TerminalStyle(usesColor: false))
  }

  func lines(_ runs: [MarkdownText.Run], _ style: TerminalStyle) -> [String] {
    let room = max(1, width - DisplayWidth.of(indentation))
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in Self.words(runs) {
      let pieces = Self.cut(word, to: room)
      let columns = pieces.reduce(0) { $0 + DisplayWidth.of($1.text) }
      if used > 0, used + 1 + columns > room {
        lines.append(line)
        (line, used) = ("", 0)
      }
      if used > 0 { line += " " }
      line += pieces.map { $0.isStrong ? style.word($0.text) : $0.text }.joined()
      used += columns + (used > 0 ? 1 : 0)
    }
    if used > 0 || lines.isEmpty { lines.append(line) }
    return lines.enumerated().map {
      ($0 == 0 ? marker ?? indentation : indentation) + style.joined($1)
    }
  }

  /// The words between spaces; one may go over several runs.
  private static func words(_ runs: [MarkdownText.Run]) -> [[MarkdownText.Run]] {
    var words: [[MarkdownText.Run]] = [[]]
    for run in runs {
      let parts = run.text.split(separator: " ", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { words.append([]) }
        if !part.isEmpty {
          words[words.count - 1].append(
            MarkdownText.Run(text: String(part), isStrong: run.isStrong))
        }
      }
    }
    return words.filter { !$0.isEmpty }
  }

  private static func cut(_ word: [MarkdownText.Run], to width: Int) -> [MarkdownText.Run] {
    var left = width
    var pieces: [MarkdownText.Run] = []
    for piece in word where left > 0 {
      let text = DisplayWidth.cut(piece.text, to: left)
      left -= DisplayWidth.of(text)
      pieces.append(MarkdownText.Run(text: text, isStrong: piece.isStrong))
    }
    return pieces
  }
}
