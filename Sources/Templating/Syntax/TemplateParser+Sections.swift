extension TemplateParser {
  mutating func openSection(
    _ tag: Tag, _ kind: OpenTag.Kind
  ) throws(TemplateError) {
    let path = try path(tag.content, of: tag)
    _ = appendText(before: tag)
    try push(kind, tag) { $0.path = path }
  }

  /// A parent alone between line starts indents what it brings; its closing tag decides that.
  mutating func openParent(_ tag: Tag) throws(TemplateError) {
    var line = TagLine.inline
    if let start = source.blankLineStart(before: tag.range.lowerBound) {
      line = TagLine(isStandalone: true, indentation: blanks(from: start, to: tag.range.lowerBound))
    }
    appendText(upTo: tag.range.lowerBound, thenFrom: tag.range.upperBound)
    let partial = try partial(tag, line)
    try push(.parent, tag) { $0.partial = partial }
  }

  mutating func openBlock(_ tag: Tag) throws(TemplateError) {
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

  mutating func push(
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

  mutating func close(_ tag: Tag) throws(TemplateError) {
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
  mutating func pop(_ opened: OpenTag) -> [TemplateNode] {
    let content = nodes
    nodes = opened.nodes
    dedent = opened.dedent
    open.removeLast()
    return content
  }

  mutating func closeBlock(_ tag: Tag, _ opened: OpenTag) {
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

  mutating func closeParent(_ tag: Tag, _ opened: OpenTag) {
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
  mutating func removeIndentation(_ indentation: [UInt8]) {
    guard !indentation.isEmpty, case .text(var bytes)? = nodes.last else { return }
    bytes.removeLast(min(indentation.count, bytes.count))
    nodes[nodes.count - 1] = .text(bytes)
  }
}
