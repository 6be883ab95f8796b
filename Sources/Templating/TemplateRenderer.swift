/// Walks a template's tree and writes the document into one buffer.
struct TemplateRenderer {
  /// How many partials may stand within each other.
  static let partialLimit = 100
  /// How many sections may stand around a partial, those of the partials around it included: what
  /// the stack of a thread bears.
  static let sectionLimit = 100

  let template: Template
  /// Digits after the point of an amount, as `money` shows it.
  private let minorDigits: Int
  private(set) var output: [UInt8] = []
  /// The values in scope, the innermost last.
  private(set) var frames: [TemplateValue]
  /// The blocks that child templates replace, those of the outermost child first.
  private var overrides: [String: BlockTag] = [:]
  private var depth = 0
  private var sections = 0
  /// What every line of the template's own text starts with; values bring lines as they are.
  private var indentation: [UInt8] = []
  /// Whether the next text begins a line; kept only where there is indentation.
  private var isAtLineStart = false

  init(_ template: Template, _ value: TemplateValue, minorDigits: Int) {
    self.template = template
    self.minorDigits = minorDigits
    frames = [value]
  }

  mutating func render(_ nodes: [TemplateNode]) throws(TemplateError) {
    for node in nodes {
      switch node {
      case .text(let text): append(text)
      case .value(let tag): try render(tag)
      case .section(let tag): try render(tag)
      case .partial(let tag): try render(tag)
      case .parent(let tag): try render(tag)
      case .block(let tag): try render(tag)
      }
    }
  }

  func error(
    _ place: TemplatePlace, _ problem: TemplateError.Problem
  ) -> TemplateError {
    template.sources[place.source].error(at: place.offset, problem)
  }
}

// MARK: - Values

extension TemplateRenderer {
  private mutating func render(_ tag: ValueTag) throws(TemplateError) {
    indentLine()
    let value = try value(of: tag.name)
    switch value {
    case .text(let text) where tag.filters.isEmpty: append(text, of: tag)
    case .integer(let number) where tag.filters.isEmpty: appendNumber(String(number))
    default: try append(try filtered(value, tag), of: tag)
    }
  }

  private func filtered(
    _ value: TemplateValue, _ tag: ValueTag
  ) throws(TemplateError) -> FormattedValue {
    var result = FormattedValue.value(value)
    for filter in tag.filters {
      guard let next = filter.apply(to: result, minorDigits: minorDigits) else {
        throw error(
          tag.name.place,
          .filterInput(
            filter: filter.name, name: tag.name.text, expected: filter.input,
            found: result.kindName))
      }
      result = next
    }
    return result
  }

  private mutating func append(
    _ value: FormattedValue, of tag: ValueTag
  ) throws(TemplateError) {
    switch value {
    case .value(.text(let text)): append(text, of: tag)
    case .value(let value):
      if let text = value.printed {
        appendNumber(text)
      } else if template.unknownNames == .error {
        throw error(tag.name.place, .notPrintable(tag.name.text, found: value.kindName))
      }
    case .number(let text): appendNumber(text)
    case .literal(let text): output += text.utf8
    case .encoded(let text, let format) where format == template.format: output += text.utf8
    case .encoded(let text, _): append(text, of: tag)
    }
  }

  private mutating func append(_ text: String, of tag: ValueTag) {
    if tag.isEscaped {
      template.format.append(text, to: &output)
    } else {
      output += text.utf8
    }
  }

  /// Numbers are plain in every format; one with commas is quoted in CSV.
  private mutating func appendNumber(_ text: String) {
    if template.format == .csv {
      CSVEscaping.appendQuoted(text, to: &output)
    } else {
      output += text.utf8
    }
  }
}

// MARK: - Sections, partials and blocks

extension TemplateRenderer {
  private mutating func render(_ tag: SectionTag) throws(TemplateError) {
    let value = try value(of: tag.name)
    guard value.isTruthy != tag.isInverted else { return }
    sections += 1
    defer { sections -= 1 }
    switch value {
    case _ where tag.isInverted: try render(tag.content)
    case .list(let elements):
      for element in elements { try render(tag.content, in: element) }
    default: try render(tag.content, in: value)
    }
  }

  private mutating func render(
    _ nodes: [TemplateNode], in value: TemplateValue
  ) throws(TemplateError) {
    frames.append(value)
    try render(nodes)
    frames.removeLast()
  }

  private mutating func render(_ tag: PartialTag) throws(TemplateError) {
    guard let nodes = template.partials[tag.name] else { return }
    if !tag.line.isStandalone { indentLine() }
    try descend(tag.name, tag.place)
    let outer = indentation
    indentation = tag.line.isStandalone ? outer + tag.line.indentation : []
    isAtLineStart = tag.line.isStandalone
    try render(nodes)
    if indentation.isEmpty { isAtLineStart = false }
    indentation = outer
    depth -= 1
  }

  private mutating func render(_ tag: ParentTag) throws(TemplateError) {
    let outer = overrides
    overrides = tag.blocks.merging(outer) { _, outermost in outermost }
    try render(tag.partial)
    overrides = outer
  }

  /// The block's own content, or what a child puts there, indented like it.
  private mutating func render(_ tag: BlockTag) throws(TemplateError) {
    guard let override = overrides[tag.name] else { return try render(tag.content) }
    try descend(tag.name, tag.place)
    let outer = indentation
    if tag.line.isStandalone { isAtLineStart = true }
    if outer.isEmpty && !tag.line.isStandalone { isAtLineStart = false }
    indentation = outer + tag.line.indentation
    try render(override.content)
    indentation = outer
    depth -= 1
  }

  private mutating func descend(
    _ name: String, _ place: TemplatePlace
  ) throws(TemplateError) {
    depth += 1
    guard depth <= Self.partialLimit else {
      throw error(place, .partialsTooDeep(name, limit: Self.partialLimit))
    }
    guard sections <= Self.sectionLimit else {
      throw error(place, .sectionsTooDeep(limit: Self.sectionLimit))
    }
  }
}

// MARK: - Lines

extension TemplateRenderer {
  private mutating func append(_ text: [UInt8]) {
    guard !indentation.isEmpty else {
      output += text
      return
    }
    for byte in text {
      indentLine()
      output.append(byte)
      isAtLineStart = byte == UInt8(ascii: "\n")
    }
  }

  private mutating func indentLine() {
    guard isAtLineStart else { return }
    output += indentation
    isAtLineStart = false
  }
}
