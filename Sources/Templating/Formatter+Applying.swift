import ExactNumbers

extension Formatter {
  /// The filtered value; nil where this filter can't take it. `minorDigits` are those of the currency's
  /// minor unit.
  func apply(to input: FormattedValue, minorDigits: Int) -> FormattedValue? {
    switch (self, input) {
    case (.json, .value(let value)): .encoded(value.jsonText, .json)
    case (.fallback(let text), .value(.null)): .literal(text)
    case (.fallback, _), (_, .value(.null)): input
    case (.digits(let count), .value(let value)):
      value.number.map { .number($0.text(fractionDigits: count)) }
    case (.percent, .value(let value)):
      value.number.map { .number($0.text(fractionDigits: 1) + " %") }
    case (.bar(let cells), .value(let value)):
      value.number.map { .literal(Self.bar($0, cells: cells)) }
    case (.grouped, .value(let value)): value.number.map { .number($0.grouped) }
    case (.grouped, .number(let text)): .number(ExactDecimal.grouped(text))
    case (.money(let digits), .value(let value)):
      value.number.map { .number($0.shown(fractionDigits: digits ?? minorDigits)) }
    case (.signed, .value(let value)): value.number.map { .number(Self.signed($0.description)) }
    case (.signed, .number(let text)): .number(Self.signed(text))
    case (.spark, .value(.list(let elements))): Self.spark(elements).map { .literal($0) }
    case (.count, .value(.list(let elements))): .value(.integer(elements.count))
    case (.date, .value(.text(let text))): .value(.text(String(text.prefix(10))))
    case (.time, .value(.text(let text))): .value(.text(String(text.dropFirst(11).prefix(5))))
    case (.upper, .value(.text(let text))): .value(.text(text.uppercased()))
    case (.csv, .value(let value)): Self.csv(value).map { .encoded($0, .csv) }
    case (.pad(let width), _): input.mapText { $0 + Self.spaces(to: width, after: $0) }
    case (.leftPad(let width), _): input.mapText { Self.spaces(to: width, after: $0) + $0 }
    case (.digits, .literal), (.percent, .literal), (.bar, .literal), (.grouped, .literal),
      (.money, .literal), (.signed, .literal), (.date, .literal), (.time, .literal),
      (.upper, .literal):
      input
    default: nil
    }
  }

  private static func bar(_ percent: ExactDecimal, cells: Int) -> String {
    let hundred = ExactDecimal(100)
    let share = min(max(percent, .zero), hundred)
    let filled = (try? share.times(cells, dividedBy: hundred))?.rounded(to: 0) ?? .zero
    let count = Int(filled.units / ExactDecimal.unitsPerOne)
    // What is more than nothing shows.
    return String(repeating: "▇", count: share > .zero ? max(count, 1) : count)
  }

  private static func spaces(to width: Int, after text: String) -> String {
    String(repeating: " ", count: max(width - text.count, 0))
  }

  /// A field, or a list as the fields of a row; nil for objects and lists within lists.
  private static func csv(_ value: TemplateValue) -> String? {
    guard case .list(let elements) = value else { return csvField(value) }
    var fields: [String] = []
    for element in elements {
      guard let field = csvField(element) else { return nil }
      fields.append(field)
    }
    return fields.joined(separator: ",")
  }

  private static func csvField(_ value: TemplateValue) -> String? {
    if case .text(let text) = value { return DocumentFormat.csv.escaped(text) }
    return value.printed
  }
}
