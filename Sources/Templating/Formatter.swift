/// A filter of a tag: `{{cost | 2}}`, `{{tokens | grouped}}`; several go from left to right.
///
/// Null goes through every filter but `or` and `json`. Formatters that need a number let what an
/// `or` before them has put there pass too.
package enum Formatter: Hashable, Sendable {
  /// `2`: so many digits after the point, half to even.
  case digits(Int)
  /// `grouped`: `1234567.5` → `1,234,567.5`.
  case grouped
  /// `percent`: `12.345` → `12.3 %`; the number is a percentage already.
  case percent
  /// `date`: the first ten characters of a time, `2026-03-31`.
  case date
  /// `pad 12` and `lpad 12`: spaces after, or before, to that many characters.
  case pad(Int)
  case leftPad(Int)
  /// `bar 20`: a bar of up to 20 cells for a number from 0 to 100.
  case bar(Int)
  case upper
  /// `json`: the value as JSON text, quotes and all; not escaped again in a JSON document.
  case json
  /// `csv`: the value as a CSV field, a list as a row of them; not escaped again in a CSV document.
  case csv
  /// `or "–"`: what stands for null; it is the template's own text, and so never escaped.
  case fallback(String)

  /// The filters' names, as templates write them, for suggestions and documentation.
  package static let names = [
    "grouped", "percent", "date", "pad", "lpad", "bar", "upper", "json", "csv", "or",
  ]

  /// The filter's name in a template.
  package var name: String {
    switch self {
    case .digits(let count): String(count)
    case .grouped: "grouped"
    case .percent: "percent"
    case .date: "date"
    case .pad: "pad"
    case .leftPad: "lpad"
    case .bar: "bar"
    case .upper: "upper"
    case .json: "json"
    case .csv: "csv"
    case .fallback: "or"
    }
  }

  /// What the filter takes, for messages.
  var input: String {
    switch self {
    case .digits, .grouped, .percent, .bar: "a number"
    case .date, .upper: "a text"
    case .pad, .leftPad: "a text or number"
    case .csv: "a value or a list of values"
    case .json, .fallback: "a value"
    }
  }
}
