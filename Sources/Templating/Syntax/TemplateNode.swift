/// A template as a tree: what the parser makes, and the renderer walks.
enum TemplateNode: Sendable {
  case text([UInt8])
  case value(ValueTag)
  case section(SectionTag)
  case partial(PartialTag)
  case parent(ParentTag)
  case block(BlockTag)
}

/// A byte of one of a template's sources, to say where an error is.
struct TemplatePlace: Hashable, Sendable {
  let source: Int
  let offset: Int
}

/// A name such as `row.cost`; without parts it is `.`, the innermost value.
struct NamePath: Hashable, Sendable {
  let parts: [String]
  let place: TemplatePlace

  var text: String { parts.isEmpty ? "." : parts.joined(separator: ".") }
}

/// `{{name | filter}}`, or `{{{name}}}` and `{{&name}}`, which are not escaped.
struct ValueTag: Sendable {
  let name: NamePath
  let isEscaped: Bool
  let filters: [Formatter]
}

/// `{{#name}}…{{/name}}`, or `{{^name}}…{{/name}}`.
struct SectionTag: Sendable {
  let name: NamePath
  let isInverted: Bool
  let content: [TemplateNode]
}

/// `{{>name}}`; alone on its line it has that line's indentation.
struct PartialTag: Sendable {
  let name: String
  let place: TemplatePlace
  let line: TagLine
}

/// `{{<name}}…{{/name}}`: a partial whose blocks are replaced by these.
struct ParentTag: Sendable {
  let partial: PartialTag
  let blocks: [String: BlockTag]
}

/// `{{$name}}…{{/name}}`: content that a child template may replace.
struct BlockTag: Sendable {
  let name: String
  let place: TemplatePlace
  let line: TagLine
  let content: [TemplateNode]
}

/// Whether a tag has its line for itself, which then vanishes, and how deep what it brings is
/// indented.
struct TagLine: Hashable, Sendable {
  var isStandalone: Bool
  var indentation: [UInt8]

  static let inline = TagLine(isStandalone: false, indentation: [])
}
