import Names

extension Template {
  /// Every place where the template, or a partial that it comes to, can't fit a value of a shape:
  /// names that nothing in scope has, filters and tags that can't take what a name is, blocks that
  /// no parent has. In the order in which a reader comes to them, each place once.
  package func problems(for shape: ValueShape) -> [TemplateError] {
    var checker = TemplateChecker(self, shape)
    checker.check(nodes)
    return checker.problems
  }
}

/// Walks a template's tree as the renderer does, with shapes in the place of values.
struct TemplateChecker {
  private let template: Template
  private(set) var problems: [TemplateError] = []
  /// The shapes in scope, the innermost last.
  private var frames: [ValueShape]
  private var overrides: [String: BlockTag] = [:]
  /// The partials and blocks that are being checked: one within itself says nothing new.
  private var active: Set<String> = []

  init(_ template: Template, _ shape: ValueShape) {
    self.template = template
    frames = [shape]
  }

  mutating func check(_ nodes: [TemplateNode]) {
    for node in nodes {
      switch node {
      case .text: break
      case .value(let tag): check(tag)
      case .section(let tag): check(tag)
      case .partial(let tag): check(tag)
      case .parent(let tag): check(tag)
      case .block(let tag): check(tag)
      }
    }
  }

  private mutating func add(_ place: TemplatePlace, _ problem: TemplateError.Problem) {
    let error = template.sources[place.source].error(at: place.offset, problem)
    if !problems.contains(error) { problems.append(error) }
  }
}

// MARK: - Names

extension TemplateChecker {
  /// The shape of a name, as the renderer finds its value; `anything` once a problem is noted.
  private mutating func shape(of name: NamePath) -> ValueShape {
    guard let first = name.parts.first else { return frames.last ?? .anything }
    guard var shape = innermost(first) else { return missing(name, first, in: frames.reversed()) }
    for part in name.parts.dropFirst() {
      guard let next = shape[part] else { return missing(name, part, in: [shape]) }
      shape = next
    }
    return shape
  }

  /// Behind a value of any shape every name is possible, so nothing further out is looked at.
  private func innermost(_ name: String) -> ValueShape? {
    var index = frames.count
    while index > 0 {
      index -= 1
      if let shape = frames[index][name] { return shape }
    }
    return nil
  }

  private mutating func missing(
    _ name: NamePath, _ part: String, in scope: [ValueShape]
  ) -> ValueShape {
    let nearest = NearestName.of(part, among: scope.flatMap(\.names))
    add(name.place, .unknownName(name.text, nearest: nearest))
    return .anything
  }

  private mutating func check(_ tag: ValueTag) {
    let shape = shape(of: tag.name)
    guard let filter = tag.filters.first else { return checkPrintable(shape, tag) }
    if !filter.takes(shape) {
      add(
        tag.name.place,
        .filterInput(
          filter: filter.name, name: tag.name.text, expected: filter.input, found: shape.kindName))
    }
  }

  private mutating func checkPrintable(_ shape: ValueShape, _ tag: ValueTag) {
    switch shape {
    case .list, .object:
      add(tag.name.place, .notPrintable(tag.name.text, found: shape.kindName))
    case .text, .number, .bool, .anything: break
    }
  }
}

// MARK: - Sections, partials and blocks

extension TemplateChecker {
  private mutating func check(_ tag: SectionTag) {
    let shape = shape(of: tag.name)
    guard !tag.isInverted else { return check(tag.content) }
    if case .list(let element) = shape { frames.append(element) } else { frames.append(shape) }
    check(tag.content)
    frames.removeLast()
  }

  private mutating func check(_ tag: PartialTag) {
    guard let nodes = template.partials[tag.name] else { return }
    once(">" + tag.name) { $0.check(nodes) }
  }

  private mutating func check(_ tag: ParentTag) {
    let blocks = Self.blocks(template.partials[tag.partial.name] ?? [], template)
    for block in tag.blocks.values.sorted(by: { $0.place.offset < $1.place.offset })
    where !blocks.contains(block.name) {
      add(
        block.place,
        .unknownBlock(
          block.name, parent: tag.partial.name,
          nearest: NearestName.of(block.name, among: blocks)))
    }
    let outer = overrides
    overrides = tag.blocks.merging(outer) { _, outermost in outermost }
    check(tag.partial)
    overrides = outer
  }

  private mutating func check(_ tag: BlockTag) {
    guard let override = overrides[tag.name] else { return check(tag.content) }
    once("$" + tag.name) { $0.check(override.content) }
  }

  private mutating func once(_ name: String, _ body: (inout TemplateChecker) -> Void) {
    guard active.insert(name).inserted else { return }
    body(&self)
    active.remove(name)
  }

  /// The names of all blocks that a tree has, or comes to by its partials, in their order.
  private static func blocks(_ nodes: [TemplateNode], _ template: Template) -> [String] {
    var names: [String] = []
    var pending = nodes[...]
    var seen: Set<String> = []
    func follow(_ partial: PartialTag) {
      if seen.insert(partial.name).inserted { pending += template.partials[partial.name] ?? [] }
    }
    while let node = pending.popFirst() {
      switch node {
      case .block(let tag):
        names.append(tag.name)
        pending += tag.content
      case .section(let tag): pending += tag.content
      case .partial(let tag): follow(tag)
      case .parent(let tag):
        for block in tag.blocks.values { pending += block.content }
        follow(tag.partial)
      case .text, .value: break
      }
    }
    return names.sorted()
  }
}

extension Formatter {
  /// Whether a filter that comes first can take a value of the shape.
  fileprivate func takes(_ shape: ValueShape) -> Bool {
    switch (self, shape) {
    case (_, .anything), (.json, _), (.fallback, .text), (.fallback, .number), (.fallback, .bool):
      true
    case (.digits, _), (.grouped, _), (.percent, _), (.money, _), (.signed, _), (.bar, _):
      shape == .number
    case (.date, _), (.time, _), (.upper, _): shape == .text
    case (.spark, .list(let element)): element == .number || element == .anything
    case (.count, .list), (.csv, .list): true
    case (.spark, _), (.count, _), (.fallback, _), (_, .list), (_, .object): false
    case (.pad, _), (.leftPad, _), (.csv, _): true
    }
  }
}
