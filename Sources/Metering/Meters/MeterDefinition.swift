/// What a counted thing is called, here and by others, and what it counts towards.
///
/// ``Meter`` holds the table of those with columns of their own. Of the counts in `meters{}` the
/// names say it: `input_audio_tokens` are tokens of the input, `web_searches` are no tokens.
@usableFromInline
package struct MeterDefinition: Hashable, Sendable {
  /// The name in reports and price books: `cache_write`.
  package let name: String
  /// The name in documents, for people: `Cache write`.
  package let label: String
  /// The field of the native record that holds it: `cache_write_tokens`.
  package let field: String
  package let kind: Kind
  /// The attribute of OpenTelemetry's semantic conventions for GenAI; nil where they have none.
  ///
  /// Theirs overlap: input tokens include cached ones, output tokens include reasoning. A reader of
  /// spans takes the parts out of the whole.
  package let openTelemetry: String?
  /// The meter that it is priced as where a row of a book names neither; mostly none.
  package let pricedAs: String?

  /// What a count is of.
  package enum Kind: Hashable, Sendable {
    /// Tokens that a request sends: they make its context, cached or not.
    case inputTokens
    /// Tokens that a model makes.
    case outputTokens
    /// Tokens of which it is not known.
    case tokens
    /// Searches, pages, seconds.
    case other
  }

  init(
    _ name: String, label: String, field: String, _ kind: Kind, openTelemetry: String? = nil,
    pricedAs: String? = nil
  ) {
    self.name = name
    self.label = label
    self.field = field
    self.kind = kind
    self.openTelemetry = openTelemetry
    self.pricedAs = pricedAs
  }

  /// Whether it is a part of a row's tokens.
  package var isToken: Bool { kind != .other }

  /// Whether its tokens are part of the context that a price's tiers look at.
  package var isContext: Bool { kind == .inputTokens }

  /// The unit in FOCUS; nil where it is the name of the meter itself.
  package var focusUnit: String? { isToken ? "Tokens" : nil }
}

/// Meters without a column.
extension MeterDefinition {
  private static let tokenSuffix: StaticString = "_tokens"
  private static let inputPrefixes = ["input_", "cache_"]
  private static let outputPrefix = "output_"

  /// A count of `meters{}`, by its name.
  package init(counted name: String) {
    let kind: Kind =
      if !Self.isOfTokens(name) {
        .other
      } else if Self.inputPrefixes.contains(where: name.hasPrefix) {
        .inputTokens
      } else {
        name.hasPrefix(Self.outputPrefix) ? .outputTokens : .tokens
      }
    self.init(name, label: name, field: "meters.\(name)", kind)
  }

  /// A meter by its name in a price book, which leaves `_tokens` out: `input_audio` is the count of
  /// `input_audio_tokens`.
  package init(priced name: String) {
    if let column = Meter(name: name) {
      self = column.definition
    } else {
      let isOfTokens = (Self.inputPrefixes + [Self.outputPrefix]).contains(where: name.hasPrefix)
      self.init(counted: isOfTokens ? Self.nameOfTokens(name) : name)
    }
  }

  /// A meter's name without `_tokens`, as books may and do write it.
  package static func nameInBooks(of name: String) -> String {
    isOfTokens(name) ? String(name.dropLast(tokenSuffix.utf8CodeUnitCount)) : name
  }

  /// The count of `meters{}` that a book's name may stand for: `input_audio` is `input_audio_tokens`.
  @usableFromInline
  package static func nameOfTokens(_ name: String) -> String { "\(name)\(tokenSuffix)" }

  private static func isOfTokens(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { isOfTokens(UnsafeRawBufferPointer($0)) }
  }

  /// Whether a count of `meters{}` with a name of these bytes is one of tokens.
  static func isOfTokens(_ name: UnsafeRawBufferPointer) -> Bool {
    let suffix = UnsafeRawBufferPointer(
      start: tokenSuffix.utf8Start, count: tokenSuffix.utf8CodeUnitCount)
    return name.count >= suffix.count && name.suffix(suffix.count).elementsEqual(suffix)
  }
}

extension NameTable {
  /// Whether a count of `meters{}` with this name is one of tokens.
  package func isOfTokens(_ meter: NameID) -> Bool {
    withBytes(of: meter) { MeterDefinition.isOfTokens($0) }
  }
}

/// A name in books and charges that no count of a record has: what it means is ours to say.
package enum ReservedMeter: String, CaseIterable, Sendable {
  /// Each request, whatever it counts.
  case requests
  /// A cost of the calendar month, shared over what it served.
  case fixed
  /// The part of a cost of the month that nothing was served in.
  case fixedIdle = "fixed_idle"
  /// What the source says that it cost.
  case reportedCost = "reported_cost"

  package var name: String { rawValue }

  /// The unit in FOCUS: time is paid for, or money itself.
  package var focusUnit: String {
    switch self {
    case .requests: "Requests"
    case .fixed, .fixedIdle: "Seconds"
    case .reportedCost: "USD"
    }
  }
}
