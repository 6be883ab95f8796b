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
  /// `money`: `1234.5` → `1,234.50`, and what is less than the smallest unit → `<0.01`, never 0;
  /// without a number, the digits of the document's currency; `money 0` for none.
  case money(Int?)
  /// `signed`: a plus before what is more than nothing, `+12.3 %`.
  case signed
  /// `date`: the first ten characters of a time, `2026-03-31`.
  case date
  /// `time`: a time's hour and minute, `14:05`.
  case time
  /// `pad 12` and `lpad 12`: spaces after, or before, to that many characters.
  case pad(Int)
  case leftPad(Int)
  /// `bar 20`: a bar of up to 20 cells for a number from 0 to 100.
  case bar(Int)
  /// `spark`: a list of numbers as a line of columns, `▁▂▅█`, the highest full; null is a gap.
  case spark
  /// `count`: how many elements a list has.
  case count
  case upper
  /// `json`: the value as JSON text, quotes and all; not escaped again in a JSON document.
  case json
  /// `csv`: the value as a CSV field, a list as a row of them; not escaped again in a CSV document.
  case csv
  /// `or "–"`: what stands for null; it is the template's own text, and so never escaped.
  case fallback(String)

  /// The filters' names, as templates write them, for suggestions and documentation.
  package static let names = [
    "grouped", "percent", "money", "signed", "date", "time", "pad", "lpad", "bar", "spark", "count",
    "upper", "json", "csv", "or",
  ]

  /// The filter's name in a template.
  package var name: String {
    switch self {
    case .digits(let count): String(count)
    case .grouped: "grouped"
    case .percent: "percent"
    case .money: "money"
    case .signed: "signed"
    case .date: "date"
    case .time: "time"
    case .pad: "pad"
    case .leftPad: "lpad"
    case .bar: "bar"
    case .spark: "spark"
    case .count: "count"
    case .upper: "upper"
    case .json: "json"
    case .csv: "csv"
    case .fallback: "or"
    }
  }

  /// What the filter takes, for messages.
  var input: String {
    switch self {
    case .digits, .grouped, .percent, .money, .signed, .bar: "a number"
    case .date, .time, .upper: "a text"
    case .spark: "a list of numbers"
    case .count: "a list"
    case .pad, .leftPad: "a text or number"
    case .csv: "a value or a list of values"
    case .json, .fallback: "a value"
    }
  }
}
