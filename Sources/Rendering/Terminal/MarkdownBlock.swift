/// A part of a Markdown document, as our templates write it: what the terminal shows.
enum MarkdownBlock: Hashable {
  case heading(level: Int, String)
  case paragraph(String)
  /// An item of a list, line by line, with its marker: `-` or `1.`
  case item(marker: String, [String])
  case code([String])
  case table(MarkdownTable)
  /// The summary of a `<details>`: what follows is collapsed, up to `detailsEnd`.
  case details(summary: String)
  case detailsEnd
  case rule
}

/// Reads blocks line by line. What it does not know is a paragraph: nothing is lost.
struct MarkdownReader {
  private var lines: ArraySlice<Substring>
  private var blocks: [MarkdownBlock] = []
  private var paragraph: [Substring] = []

  static func blocks(of markdown: String) -> [MarkdownBlock] {
    var reader = MarkdownReader(markdown)
    return reader.read()
  }

  private init(_ markdown: String) {
    // By scalars: a carriage return and a line feed are one character.
    lines =
      markdown.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Substring($0) }[...]
  }

  private mutating func read() -> [MarkdownBlock] {
    while let line = lines.popFirst() {
      if !readBlock(line) { paragraph.append(line) }
    }
    endParagraph()
    return blocks
  }

  /// Whether the line begins or ends a block other than a paragraph.
  private mutating func readBlock(_ line: Substring) -> Bool {
    let trimmed = line.drop { $0 == " " }
    if trimmed.isEmpty {
      endParagraph()
    } else if trimmed.hasPrefix("```") {
      readCode()
    } else if trimmed.hasPrefix("#") {
      readHeading(trimmed)
    } else if trimmed.hasPrefix("|"), let next = lines.first,
      let alignments = Self.alignments(next)
    {
      readTable(trimmed, alignments)
    } else if let (marker, text) = Self.item(trimmed) {
      readItem(marker, text)
    } else {
      return readTag(trimmed)
    }
    return true
  }

  private mutating func add(_ block: MarkdownBlock) {
    endParagraph()
    blocks.append(block)
  }

  private mutating func endParagraph() {
    guard !paragraph.isEmpty else { return }
    let text = paragraph.map { $0.trimmingSpaces }.joined(separator: " ")
    paragraph = []
    blocks.append(.paragraph(text))
  }

  private mutating func readHeading(_ line: Substring) {
    let level = line.prefix { $0 == "#" }.count
    let text = line.dropFirst(level).trimmingSpaces
    add(.heading(level: level, text))
  }

  private mutating func readCode() {
    var code: [String] = []
    while let line = lines.popFirst(), !line.hasPrefix("```") { code.append(String(line)) }
    add(.code(code))
  }

  private mutating func readItem(_ marker: String, _ text: Substring) {
    var parts = [text.trimmingSpaces]
    while let line = lines.first, line.hasPrefix("  "), !line.trimmingSpaces.isEmpty {
      lines.removeFirst()
      parts.append(line.trimmingSpaces)
    }
    add(.item(marker: marker, parts))
  }

  private mutating func readTag(_ line: Substring) -> Bool {
    if line.hasPrefix("<details") {
      endParagraph()
    } else if line.hasPrefix("<summary>") {
      let text = line.dropFirst("<summary>".count)
      let end = text.firstRange(of: "</summary>")?.lowerBound ?? text.endIndex
      add(.details(summary: String(text[..<end])))
    } else if line.hasPrefix("</details>") {
      add(.detailsEnd)
    } else if line.hasPrefix("<!--") {
      endParagraph()
    } else if line.allSatisfy({ $0 == "-" }), line.utf8.count >= 3 {
      add(.rule)
    } else {
      return false
    }
    return true
  }
}

// MARK: - Tables and items

extension MarkdownReader {
  private mutating func readTable(_ header: Substring, _ alignments: [MarkdownTable.Alignment]) {
    lines.removeFirst()
    let columns = Self.cells(header)
    var table = MarkdownTable(header: columns, alignments: alignments)
    while let line = lines.first, line.hasPrefix("|") {
      lines.removeFirst()
      let cells = Self.cells(line).prefix(columns.count)
      table.rows.append(cells + Array(repeating: "", count: columns.count - cells.count))
    }
    add(.table(table))
  }

  /// The alignments that a delimiter row sets; nil where the line is none.
  private static func alignments(_ line: Substring) -> [MarkdownTable.Alignment]? {
    guard line.hasPrefix("|"), line.contains("-") else { return nil }
    let cells = cells(line)
    let isDelimiter = cells.allSatisfy { cell in
      cell.contains("-") && cell.allSatisfy { $0 == "-" || $0 == ":" }
    }
    guard isDelimiter else { return nil }
    return cells.map { cell in
      switch (cell.hasPrefix(":"), cell.hasSuffix(":")) {
      case (true, true): .center
      case (false, true): .right
      default: .left
      }
    }
  }

  /// The cells between unescaped `|`, without spaces around them.
  private static func cells(_ line: Substring) -> [String] {
    var cells: [String] = []
    var cell = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in line.unicodeScalars.dropFirst() {
      if scalar == "|" && !isEscaped {
        cells.append(Substring(String(cell)).trimmingSpaces)
        cell = String.UnicodeScalarView()
      } else {
        cell.append(scalar)
      }
      isEscaped = scalar == "\\" && !isEscaped
    }
    let rest = Substring(String(cell)).trimmingSpaces
    return rest.isEmpty ? cells : cells + [rest]
  }

  private static func item(_ line: Substring) -> (marker: String, text: Substring)? {
    if line.hasPrefix("- ") || line.hasPrefix("* ") { return ("-", line.dropFirst(2)) }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    guard (1...9).contains(digits.count), rest.hasPrefix(". ") else { return nil }
    return (digits + ".", rest.dropFirst(2))
  }
}

extension Substring {
  /// The text without spaces at its ends.
  fileprivate var trimmingSpaces: String {
    let bytes = utf8
    guard let start = bytes.firstIndex(where: { $0 != 32 && $0 != 13 }),
      let end = bytes.lastIndex(where: { $0 != 32 && $0 != 13 })
    else { return "" }
    return String(self[start...end])
  }
}
