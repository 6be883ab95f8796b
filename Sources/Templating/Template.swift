import Names

/// A Mustache template, made ready once and rendered any number of times.
///
///     let template = try Template("{{name}} cost {{cost | 2}}", name: "line", format: .text)
///     try template.render(["name": "gpt-5", "cost": 3])   // gpt-5 cost 3.00
///
/// It follows the Mustache specification, inheritance included, without lambdas and dynamic names.
/// Beyond it there are filters (see ``Formatter``), escaping by the document's format, and by
/// default an error instead of nothing for a name that no value has.
package struct Template: Sendable {
  /// What a name that nothing in scope has comes to.
  package enum UnknownNames: Hashable, Sendable {
    case error
    /// Nothing, as the specification has it.
    case empty
  }

  let format: DocumentFormat
  let unknownNames: UnknownNames
  let nodes: [TemplateNode]
  /// The trees of the partials that the template comes to, by their names.
  let partials: [String: [TemplateNode]]
  /// The template itself, then its partials.
  let sources: [TemplateSource]

  /// Reads the template and the partials that it comes to; `name` is for messages.
  ///
  /// Throws where the grammar is broken, and where a partial is not among `partials`.
  package init(
    _ source: String, name: String, format: DocumentFormat, partials: [String: String] = [:],
    unknownNames: UnknownNames = .error
  ) throws(TemplateError) {
    try self.init(
      source, name: name, format: format, library: PartialLibrary(partials),
      unknownNames: unknownNames)
  }

  /// The same with partials that are looked for only where the template comes to them.
  package init(
    _ source: String, name: String, format: DocumentFormat, library: PartialLibrary,
    unknownNames: UnknownNames = .error
  ) throws(TemplateError) {
    self.format = format
    self.unknownNames = unknownNames
    var sources = [TemplateSource(source, name: name)]
    var trees: [String: [TemplateNode]] = [:]
    var parser = TemplateParser(sources[0], index: 0)
    nodes = try parser.parse()
    var pending = parser.partials[...]
    while let (name, place) = pending.popFirst() {
      guard trees[name] == nil else { continue }
      let partial: Partial?
      do {
        partial = try library.find(name)
      } catch {
        throw sources[place.source].error(at: place.offset, error)
      }
      guard let partial else {
        if unknownNames == .empty { continue }
        let nearest = NearestName.of(name, among: library.names)
        throw sources[place.source].error(
          at: place.offset, .unknownPartial(name, nearest: nearest))
      }
      let source = TemplateSource(partial.text, name: partial.place)
      var parser = TemplateParser(source, index: sources.count)
      sources.append(parser.source)
      trees[name] = try parser.parse()
      pending += parser.partials
    }
    self.partials = trees
    self.sources = sources
  }

  /// The document that the template makes of a value.
  ///
  /// Throws where the value lacks a name, and where a tag or filter can't take what the name has.
  /// `minorDigits` are those of the amounts that `money` shows: of their currency's minor unit.
  package func render(
    _ value: TemplateValue, minorDigits: Int = 2
  ) throws(TemplateError) -> String {
    var renderer = TemplateRenderer(self, value, minorDigits: minorDigits)
    try renderer.render(nodes)
    return String(decoding: renderer.output, as: UTF8.self)
  }
}
