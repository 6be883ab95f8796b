extension TemplateParser {
  mutating func addValue(_ tag: Tag) throws(TemplateError) {
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

  mutating func addPartial(_ tag: Tag) throws(TemplateError) {
    let line = appendText(before: tag)
    append(.partial(try partial(tag, line)))
  }

  mutating func partial(
    _ tag: Tag, _ line: TagLine
  ) throws(TemplateError) -> PartialTag {
    let name = try simpleName(tag)
    let place = place(tag)
    if !partials.contains(where: { $0.name == name }) { partials.append((name, place)) }
    return PartialTag(name: name, place: place, line: line)
  }

  func path(_ name: String, of tag: Tag) throws(TemplateError) -> NamePath {
    if name == "." { return NamePath(parts: [], place: place(tag)) }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let hasSpaces = name.utf8.contains { TagScanner.isSpace($0) || "|\"{}".utf8.contains($0) }
    guard !hasSpaces, !parts.contains("") else {
      throw source.error(at: tag.range.lowerBound, .name(name))
    }
    return NamePath(parts: parts, place: place(tag))
  }

  /// The name of a partial or block: one word, which may have dots and slashes in it.
  func simpleName(_ tag: Tag) throws(TemplateError) -> String {
    guard !tag.content.isEmpty, !tag.content.utf8.contains(where: TagScanner.isSpace) else {
      throw source.error(at: tag.range.lowerBound, .name(tag.content))
    }
    return tag.content
  }
}
