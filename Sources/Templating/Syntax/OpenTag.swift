/// A section, block or parent whose closing tag is still to come.
struct OpenTag {
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
