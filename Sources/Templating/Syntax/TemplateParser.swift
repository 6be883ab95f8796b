/// Makes the tree of one source, by the rules of the Mustache specification.
struct TemplateParser {
  /// How deep sections may stand within each other, so that no template overflows the stack.
  static let sectionLimit = 64

  let source: TemplateSource
  /// Which of the template's sources this is.
  let index: Int
  /// The partials that the source names, each at its first place.
  private(set) var partials: [(name: String, place: TemplatePlace)] = []

  private var scanner: TagScanner
  private var textStart = 0
  private var open: [OpenTag] = []
  private var nodes: [TemplateNode] = []
  /// How far an overriding block's lines are moved to the left; where it is used indents them.
  private var dedent = 0

  init(_ source: TemplateSource, index: Int) {
    self.source = source
    self.index = index
    scanner = TagScanner(source)
  }

  mutating func parse() throws(TemplateError) -> [TemplateNode] {
    while let tag = try scanner.next() { try add(tag) }
    appendText(upTo: source.bytes.count, thenFrom: source.bytes.count)
    if let unclosed = open.last {
      throw source.error(at: unclosed.place.offset, .unclosedSection(unclosed.name))
    }
    return nodes
  }

  private mutating func add(_ tag: Tag) throws(TemplateError) {
    switch tag.sign {
    case UInt8(ascii: "#"): try openSection(tag, .section)
    case UInt8(ascii: "^"): try openSection(tag, .inverted)
    case UInt8(ascii: "$"): try openBlock(tag)
    case UInt8(ascii: "<"): try openParent(tag)
    case UInt8(ascii: "/"): try close(tag)
    case UInt8(ascii: ">"): try addPartial(tag)
    case UInt8(ascii: "!"), UInt8(ascii: "="): _ = appendText(before: tag)
    default: try addValue(tag)
    }
  }

  private func place(_ tag: Tag) -> TemplatePlace {
    TemplatePlace(source: index, offset: tag.range.lowerBound)
  }
}

// MARK: - Text and lines

extension TemplateParser {
  /// Ends the text before a tag; a tag alone on its line takes the whole line with it.
  private mutating func appendText(before tag: Tag) -> TagLine {
    guard let start = source.blankLineStart(before: tag.range.lowerBound),
      let end = source.nextLineStart(after: tag.range.upperBound)
    else {
      appendText(upTo: tag.range.lowerBound, thenFrom: tag.range.upperBound)
      return .inline
    }
    appendText(upTo: start, thenFrom: end)
    return TagLine(isStandalone: true, indentation: blanks(from: start, to: tag.range.lowerBound))
  }

  private mutating func appendText(upTo end: Int, thenFrom next: Int) {
    if textStart < end {
      append(.text(source.bytes(textStart..<end, dedent: dedent)))
    }
    textStart = next
  }

  /// Between a parent's tags only blocks count.
  private mutating func append(_ node: TemplateNode) {
    if open.last?.kind != .parent { nodes.append(node) }
  }

  private func blanks(from start: Int, to end: Int) -> [UInt8] {
    source.bytes(start..<end, dedent: dedent)
  }
}

// MARK: - Tags without content

extension TemplateParser {
  private mutating func addValue(_ tag: Tag) throws(TemplateError) {
    appendText(upTo: tag.range.lowerBound, thenFrom: tag.range.upperBound)
    let parts = Formatter.splitChain(tag.content)
    var filters: [Formatter] = []
    for part in parts.dropFirst() {
      do {
        filters.append(try Formatter(parsing: part))
      } catch {
        throw source.error(at: tag.range.lowerBound, error)
      }
    }
    let name = try path(parts.first ?? "", of: tag)
    append(.value(ValueTag(name: name, isEscaped: tag.sign == nil, filters: filters)))
  }

  private mutating func addPartial(_ tag: Tag) throws(TemplateError) {
    let line = appendText(before: tag)
    append(.partial(try partial(tag, line)))
  }

  private mutating func partial(
    _ tag: Tag, _ line: TagLine
  ) throws(TemplateError) -> PartialTag {
    let name = try simpleName(tag)
    let place = place(tag)
    if !partials.contains(where: { $0.name == name }) { partials.append((name, place)) }
    return PartialTag(name: name, place: place, line: line)
  }

  private func path(_ name: String, of tag: Tag) throws(TemplateError) -> NamePath {
    if name == "." { return NamePath(parts: [], place: place(tag)) }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let hasSpaces = name.utf8.contains { TagScanner.isSpace($0) || "|\"{}".utf8.contains($0) }
    guard !hasSpaces, !parts.contains("") else {
      throw source.error(at: tag.range.lowerBound, .name(name))
    }
    return NamePath(parts: parts, place: place(tag))
  }

  /// The name of a partial or block: one word, which may have dots and slashes in it.
  private func simpleName(_ tag: Tag) throws(TemplateError) -> String {
    guard !tag.content.isEmpty, !tag.content.utf8.contains(where: TagScanner.isSpace) else {
      throw source.error(at: tag.range.lowerBound, .name(tag.content))
    }
    return tag.content
  }
}

// MARK: - Tags with content

/// A section, block or parent whose closing tag is still to come.
private struct OpenTag {
  enum Kind { case section, inverted, parent, block }

  let kind: Kind
  let name: String
  let place: TemplatePlace
  var line = TagLine.inline
  /// What stood before it, to go on with after it.
  let nodes: [TemplateNode]
  let dedent: Int
  /// A parent's blocks so far.
  var blocks: [String: BlockTag] = [:]
  var path: NamePath?
  var partial: PartialTag?
}

extension TemplateParser {
  private mutating func openSection(
    _ tag: Tag, _ kind: OpenTag.Kind
  ) throws(TemplateError) {
    let path = try path(tag.content, of: tag)
    _ = appendText(before: tag)
    try push(kind, tag) { $0.path = path }
  }

  /// A parent alone between line starts indents what it brings; its closing tag decides that.
  private mutating func openParent(_ tag: Tag) throws(TemplateError) {
    var line = TagLine.inline
    if let start = source.blankLineStart(before: tag.range.lowerBound) {
      line = TagLine(isStandalone: true, indentation: blanks(from: start, to: tag.range.lowerBound))
    }
    appendText(upTo: tag.range.lowerBound, thenFrom: tag.range.upperBound)
    let partial = try partial(tag, line)
    try push(.parent, tag) { $0.partial = partial }
  }

  private mutating func openBlock(_ tag: Tag) throws(TemplateError) {
    _ = try simpleName(tag)
    let isOverride = open.last?.kind == .parent
    let (start, end) = (tag.range.lowerBound, tag.range.upperBound)
    let lineStart = source.blankLineStart(before: start)
    var line = TagLine(
      isStandalone: false, indentation: lineStart.map { blanks(from: $0, to: start) } ?? [])
    var contentDedent = isOverride ? 0 : dedent
    if let next = source.nextLineStart(after: end), isOverride || lineStart != nil {
      appendText(upTo: lineStart ?? start, thenFrom: next)
      let firstBlanks = source.endOfBlanks(from: next) - next
      if isOverride { contentDedent = firstBlanks }
      line = TagLine(isStandalone: true, indentation: blanks(from: next, to: next + firstBlanks))
    } else {
      appendText(upTo: start, thenFrom: end)
    }
    try push(.block, tag) { $0.line = line }
    dedent = contentDedent
  }

  private mutating func push(
    _ kind: OpenTag.Kind, _ tag: Tag, _ details: (inout OpenTag) -> Void
  ) throws(TemplateError) {
    guard open.count < Self.sectionLimit else {
      throw source.error(at: tag.range.lowerBound, .sectionsTooDeep(limit: Self.sectionLimit))
    }
    var opened = OpenTag(
      kind: kind, name: tag.content, place: place(tag), nodes: nodes, dedent: dedent)
    details(&opened)
    open.append(opened)
    nodes = []
  }

  private mutating func close(_ tag: Tag) throws(TemplateError) {
    guard let opened = open.last else {
      throw source.error(at: tag.range.lowerBound, .nothingToClose(tag.content))
    }
    guard opened.name == tag.content else {
      throw source.error(
        at: tag.range.lowerBound, .wrongClose(found: tag.content, expected: opened.name))
    }
    switch opened.kind {
    case .parent: closeParent(tag, opened)
    case .block: closeBlock(tag, opened)
    case .section, .inverted:
      _ = appendText(before: tag)
      let content = pop(opened)
      guard let name = opened.path else { return }
      append(
        .section(SectionTag(name: name, isInverted: opened.kind == .inverted, content: content)))
    }
  }

  /// Goes on with what stood before the opened tag, and returns what stood in it.
  private mutating func pop(_ opened: OpenTag) -> [TemplateNode] {
    let content = nodes
    nodes = opened.nodes
    dedent = opened.dedent
    open.removeLast()
    return content
  }

  private mutating func closeBlock(_ tag: Tag, _ opened: OpenTag) {
    let isOverride = open.dropLast().last?.kind == .parent
    if isOverride, let start = source.blankLineStart(before: tag.range.lowerBound) {
      appendText(upTo: start, thenFrom: tag.range.upperBound)
    } else {
      _ = appendText(before: tag)
    }
    let block = BlockTag(
      name: opened.name, place: opened.place, line: opened.line, content: pop(opened))
    if isOverride {
      open[open.count - 1].blocks[block.name] = block
    } else {
      append(.block(block))
    }
  }

  private mutating func closeParent(_ tag: Tag, _ opened: OpenTag) {
    guard let partial = opened.partial else { return }
    var line = TagLine.inline
    textStart = tag.range.upperBound
    _ = pop(opened)
    if partial.line.isStandalone, let next = source.nextLineStart(after: tag.range.upperBound) {
      line = partial.line
      textStart = next
      removeIndentation(line.indentation)
    }
    append(
      .parent(
        ParentTag(
          partial: PartialTag(name: partial.name, place: partial.place, line: line),
          blocks: opened.blocks)))
  }

  /// Takes the blanks before a parent away again, once its line turns out to be its own.
  private mutating func removeIndentation(_ indentation: [UInt8]) {
    guard !indentation.isEmpty, case .text(var bytes)? = nodes.last else { return }
    bytes.removeLast(min(indentation.count, bytes.count))
    nodes[nodes.count - 1] = .text(bytes)
  }
}
