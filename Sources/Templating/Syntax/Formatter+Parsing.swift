import Names

extension Formatter {
  /// Reads one filter, such as `2`, `pad 12` or `or "–"`.
  init(parsing text: String) throws(TemplateError.Problem) {
    let word = String(text.prefix { $0 != " " && $0 != "\t" })
    let argument = Self.trimmed(text.dropFirst(word.count))
    self = try Self.named(word, argument)
    switch self {
    case .pad, .leftPad, .bar, .money, .fallback: break
    default:
      guard argument.isEmpty else {
        throw .filterArgument(filter: word, expected: "nothing after it")
      }
    }
  }

  private static func named(
    _ word: String, _ argument: String
  ) throws(TemplateError.Problem) -> Formatter {
    switch word {
    case "grouped": return .grouped
    case "percent": return .percent
    case "money": return .money(argument.isEmpty ? nil : try digits(argument))
    case "signed": return .signed
    case "date": return .date
    case "time": return .time
    case "spark": return .spark
    case "count": return .count
    case "upper": return .upper
    case "json": return .json
    case "csv": return .csv
    case "pad": return .pad(try width(argument, word))
    case "lpad": return .leftPad(try width(argument, word))
    case "bar": return .bar(try width(argument, word))
    case "or": return .fallback(try quoted(argument))
    default: return .digits(try digits(word))
    }
  }

  private static func digits(_ word: String) throws(TemplateError.Problem) -> Int {
    guard let count = wholeNumber(word) else {
      throw .filter(word, nearest: NearestName.of(word, among: names))
    }
    guard count <= 18 else {
      throw .filterArgument(filter: word, expected: "a number of digits from 0 to 18")
    }
    return count
  }

  private static func width(
    _ argument: String, _ word: String
  ) throws(TemplateError.Problem) -> Int {
    guard let width = wholeNumber(argument), (1...1000).contains(width) else {
      throw .filterArgument(filter: word, expected: "a number from 1 to 1000, such as '\(word) 12'")
    }
    return width
  }

  private static func wholeNumber(_ text: String) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
  }

  private static func quoted(_ argument: String) throws(TemplateError.Problem) -> String {
    let inner = argument.dropFirst().dropLast()
    guard argument.utf8.count >= 2, argument.first == "\"", argument.last == "\"",
      !inner.contains("\"")
    else {
      throw .filterArgument(filter: "or", expected: "a text in double quotes, such as 'or \"–\"'")
    }
    return String(inner)
  }

  /// The parts of a tag between `|`, without spaces around them; a `|` in quotes divides nothing.
  static func splitChain(_ content: String) -> [String] {
    var isQuoted = false
    let parts = content.split(omittingEmptySubsequences: false) { character in
      if character == "\"" { isQuoted.toggle() }
      return character == "|" && !isQuoted
    }
    return parts.map { trimmed($0) }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
