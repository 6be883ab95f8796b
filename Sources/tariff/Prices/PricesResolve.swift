import ArgumentParser
import Charging
import Metering
import Names
import PriceBooks
import Rendering
import Templating

/// Which row prices a name, and why.
struct PricesResolve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Say which row prices a name, and why.",
    discussion: "Example: tariff prices resolve gpt-4o --backend azure --at 2026-10-15")

  @Argument(help: "A model; or, without --backend, a backend that names no model.")
  var name: String
  @Option(help: "The backend that served it.")
  var backend: String?
  @Option(help: "The day or instant; now without it.")
  var at: String?
  @Option(help: "The service tier.")
  var tier = "standard"
  @Option(help: "Tokens of the request's input side, cached ones counted.")
  var context = 0
  @Option(help: "text or json.")
  var format = "text"
  @OptionGroup var books: BookOptions

  func run() throws {
    guard ["text", "json"].contains(format) else {
      throw Failure.usage("--format: found '\(format)'; expected one of text, json")
    }
    guard context >= 0 else {
      throw Failure.usage("--context: found \(context); expected a number of tokens from 0 up")
    }
    let instant = try at.map { try PeriodOptions.instant($0, option: "--at", .utc) } ?? Clock.now
    var question = PriceQuestion(backend: backend, model: name, instant: instant)
    question.serviceTier = tier
    question.context = context
    let books = try books.books()
    let explanation = books.explain(question)
    let tree = Self.tree(explanation, question)
    try Answer.write(
      format == "json" ? JSONRenderer().render(tree) : Self.text(explanation, question), to: nil)
    if case .unpriced(let reason) = explanation.resolution {
      let near = explanation.fits.isEmpty ? Self.nearest(to: name, in: books) : ""
      throw Failure(status: 1, message: "'\(name)' has no price: \(reason.rawValue)\(near)")
    }
  }

  /// `; did you mean 'gpt-4o'?`, of all names that prices say outright.
  private static func nearest(to name: String, in books: PriceBooks) -> String {
    let names = books.books.flatMap(\.entries).flatMap(\.patterns).compactMap { pattern in
      if case .exact(let name) = pattern { name } else { nil }
    }
    return NearestName.of(name, among: names).map { "; did you mean '\($0)'?" } ?? ""
  }

  private static func text(_ answer: PriceExplanation, _ question: PriceQuestion) -> String {
    var lines = answer.fits.map { "'\($0.name)' fits \($0.words)" }
    for name in answer.names where !answer.fits.contains(where: { $0.name == name }) {
      lines.append("'\(name)' fits no price")
    }
    guard case .priced(let priced) = answer.resolution else {
      return lines.joined(separator: "\n") + "\n"
    }
    lines.append("")
    lines.append("price   \(priced.entry.id)")
    lines.append("book    \(priced.book.name), line \(priced.row.place.line)")
    lines.append("row     \(priced.row.words)")
    if let tier = answer.contextTier {
      lines.append("tier    context above \(tier.minimum - 1)")
    }
    if let source = priced.row.source ?? priced.entry.source { lines.append("source  \(source)") }
    for other in answer.otherRows {
      lines.append("not     \(other.row.words) (\(other.book.name))")
    }
    lines.append("")
    var table = TableOutput(columns: ["meter", "price", "per", "currency"])
    for (meter, rate) in answer.rates {
      table.rows.append([
        .text(meter), .decimal(rate.price), .text(rate.unitText), .text(priced.book.currency),
      ])
    }
    if let fixed = priced.row.fixed {
      table.rows.append([
        .text(ReservedMeter.fixed.name), .decimal(fixed), "month", .text(priced.book.currency),
      ])
    }
    return lines.joined(separator: "\n") + "\n" + table.text(.text)
      + priced.row.fallbacks.sorted { $0.key < $1.key }.map { "\($0.key) as \($0.value)\n" }
      .joined()
  }

  private static func tree(_ answer: PriceExplanation, _ question: PriceQuestion) -> TemplateValue {
    var tree = TemplateObject()
    tree["name"] = .text(question.model ?? "")
    tree["backend"] = question.backend.map(TemplateValue.text) ?? .null
    tree["at"] = .text(ZoneOffsets.utc.timestamp(question.instant))
    tree["service_tier"] = .text(question.serviceTier)
    tree["context"] = .integer(question.context)
    tree["tried"] = .list(answer.names.map(TemplateValue.text))
    tree["fits"] = .list(
      answer.fits.map {
        [
          "name": .text($0.name), "price_id": .text($0.entry.id), "book": .text($0.book.name),
          "pattern": .text($0.pattern.description), "for_backend": .bool($0.isForBackend),
          "lost": $0.loss.map { .text($0.words) } ?? .null,
        ]
      })
    switch answer.resolution {
    case .unpriced(let reason): tree["reason"] = .text(reason.rawValue)
    case .priced(let priced):
      tree["price_id"] = .text(priced.entry.id)
      tree["book"] = .text(priced.book.name)
      tree["line"] = .integer(priced.row.place.line)
      tree["effective_from"] = priced.row.from.map { .text(ZoneOffsets.utc.timestamp($0)) } ?? .null
      tree["effective_until"] =
        priced.row.until.map { .text(ZoneOffsets.utc.timestamp($0)) } ?? .null
      tree["when"] = .list(priced.row.condition.fields.map(TemplateValue.text))
      tree["context_tier"] = answer.contextTier.map { .integer($0.minimum) } ?? .null
      tree["source"] = (priced.row.source ?? priced.entry.source).map(TemplateValue.text) ?? .null
      tree["currency"] = .text(priced.book.currency)
      tree["fixed"] = priced.row.fixed.map { .decimal($0) } ?? .null
      tree["rates"] = .list(
        answer.rates.map {
          [
            "meter": .text($0.meter), "unit_price": .decimal($0.rate.price),
            "per": .decimal($0.rate.per),
          ]
        })
    }
    return .object(tree)
  }
}

extension PriceExplanation.Loss {
  fileprivate var words: String {
    switch self {
    case .noRow: "it has no row that holds then"
    case .laterBookDecides: "a later book decides"
    case .otherNameFirst(let name): "'\(name)' is tried first"
    case .otherForBackend: "another price is for this backend"
    case .lessExact(let pattern): "\(pattern) is more exact"
    case .listedLater: "its book takes the first price that fits"
    case .laterBuiltInBook: "a later one of the built-in books comes first"
    case .ambiguous: "another price fits as well"
    }
  }
}

extension PriceExplanation.Fit {
  fileprivate var words: String {
    let kind =
      switch pattern {
      case .exact: "the name"
      case .glob: "the glob"
      case .regex: "the regex"
      }
    let backends = isForBackend ? ", for this backend" : ""
    let lost = loss.map { ", but \($0.words)" } ?? ""
    return "\(entry.id) by \(kind) \(pattern)\(backends) (\(book.name))\(lost)"
  }
}

extension PriceRow {
  fileprivate var words: String {
    var words = [from.map { "from \($0.dateOrTimestamp)" } ?? "from always"]
    if let until { words.append("until \(until.dateOrTimestamp)") }
    if !condition.isEmpty { words.append("when \(condition.fields.joined(separator: ", "))") }
    return words.joined(separator: ", ")
  }
}
