/// Makes the tree of one source, by the rules of the Mustache specification.
struct TemplateParser {
  /// How deep sections may stand within each other, so that no template overflows the stack.
  static let sectionLimit = 64

  let source: TemplateSource
  /// Which of the template's sources this is.
  let index: Int
  /// The partials that the source names, each at its first place.
  var partials: [(name: String, place: TemplatePlace)] = []

  private var scanner: TagScanner
  var textStart = 0
  var open: [OpenTag] = []
  var nodes: [TemplateNode] = []
  /// How far an overriding block's lines are moved to the left; where it is used indents them.
  var dedent = 0

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

  func place(_ tag: Tag) -> TemplatePlace {
    TemplatePlace(source: index, offset: tag.range.lowerBound)
  }
}

extension TemplateParser {
  /// Ends the text before a tag; a tag alone on its line takes the whole line with it.
  mutating func appendText(before tag: Tag) -> TagLine {
    guard let start = source.blankLineStart(before: tag.range.lowerBound),
      let end = source.nextLineStart(after: tag.range.upperBound)
    else {
      appendText(upTo: tag.range.lowerBound, thenFrom: tag.range.upperBound)
      return .inline
    }
    appendText(upTo: start, thenFrom: end)
    return TagLine(isStandalone: true, indentation: blanks(from: start, to: tag.range.lowerBound))
  }

  mutating func appendText(upTo end: Int, thenFrom next: Int) {
    if textStart < end {
      append(.text(source.bytes(textStart..<end, dedent: dedent)))
    }
    textStart = next
  }

  /// Between a parent's tags only blocks count.
  mutating func append(_ node: TemplateNode) {
    if open.last?.kind != .parent { nodes.append(node) }
  }

  func blanks(from start: Int, to end: Int) -> [UInt8] {
    source.bytes(start..<end, dedent: dedent)
  }
}
