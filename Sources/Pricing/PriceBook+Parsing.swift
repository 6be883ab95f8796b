package import ConfigurationText
import ExactNumbers
import Metering

extension PriceBook {
  private static let keys = [
    "tariff", "name", "currency", "checked", "assume", "backends", "prices", "contract", "fx",
  ]

  /// Reads a book; `file` is its name in messages.
  package init(parsing yaml: String, file: String) throws(ConfigurationError) {
    let root = try ConfigurationNode(parsing: yaml, file: file)
    let entries = try root.entries(knowing: Self.keys, "a price book")
    guard let header = entries.first(where: { $0.name == "tariff" }) else {
      throw root.error(found: "no key 'tariff'", expected: "'tariff: prices/1' at the top")
    }
    guard try header.value.text() == "prices/1" else {
      throw header.value.error(expected: "prices/1")
    }
    guard let currency = entries.first(where: { $0.name == "currency" }) else {
      throw root.error(found: "no key 'currency'", expected: "a currency such as 'currency: USD'")
    }
    self.currency = try currency.value.currency()
    name = file
    digest = StableDigest.of(yaml)
    for entry in entries { try take(entry) }
    try refuseRepeatedIDs(root)
  }

  private mutating func take(_ entry: ConfigurationNode.Entry) throws(ConfigurationError) {
    switch entry.name {
    case "name": name = try entry.value.text("a name")
    case "checked":
      checked = try entry.value.text("a date")
      guard CivilDate(parsing: checked ?? "") != nil else {
        throw entry.value.error(expected: "a date such as 2026-10-31")
      }
    case "assume": unsplit = try Self.split(entry.value)
    case "backends":
      for backend in try entry.value.entries("names of backends with what prices them") {
        backends.append((backend.name, try backend.value.text("the name of a price")))
      }
    case "prices":
      for price in try entry.value.elements("a list of prices") {
        self.entries.append(try PriceEntry(price))
      }
    case "contract":
      throw entry.key.error(
        found: "contract terms", expected: "list prices only: this version applies no terms yet")
    case "fx": try takeExchange(entry.value)
    default: break
    }
  }

  private mutating func takeExchange(_ node: ConfigurationNode) throws(ConfigurationError) {
    for entry in try node.entries("currencies with dated rates") {
      var rates: [ExchangeRate] = []
      for item in try entry.value.elements("a list of {from, rate}") {
        let fields = try item.entries(knowing: ["from", "rate"], "{from: DATE, rate: NUMBER}")
        var rate = ExchangeRate(from: .min, rate: .zero)
        for field in fields {
          if field.name == "from" { rate.from = try field.value.instant() }
          if field.name == "rate" { rate.rate = try field.value.nonNegativeDecimal() }
        }
        guard rate.rate > .zero else { throw item.error(expected: "a rate above 0") }
        rates.append(rate)
      }
      exchange[try entry.key.currency()] = rates.sorted { $0.from < $1.from }
    }
  }

  private func refuseRepeatedIDs(_ root: ConfigurationNode) throws(ConfigurationError) {
    var seen: Set<String> = []
    for entry in entries where !seen.insert(entry.id).inserted {
      throw ConfigurationError(
        file: root.file, line: entry.line, column: 1, found: "the id '\(entry.id)' twice",
        expected: "one entry an id, with a row for each date")
    }
  }

  /// `{unsplit: {input: 30%, output: 70%}}`
  static func split(_ node: ConfigurationNode) throws(ConfigurationError) -> [MeterShare] {
    var shares: [MeterShare] = []
    for assumption in try node.entries(knowing: ["unsplit"], "{unsplit: {…}}") {
      for part in try assumption.value.entries("meters with their shares") {
        shares.append(MeterShare(meter: part.name.meterName, share: try part.value.percent()))
      }
    }
    guard shares.reduce(ExactDecimal.zero, { $0 + $1.share }) == .one else {
      throw node.error(
        found: "shares that don't add up to 100%", expected: "input: 30%, output: 70% or the like")
    }
    return shares
  }
}

extension ConfigurationNode {
  func currency() throws(ConfigurationError) -> String {
    let text = try text("a currency")
    guard text.utf8.count == 3, text.utf8.allSatisfy({ 65...90 ~= $0 }) else {
      throw error(expected: "a currency of three capital letters, such as USD")
    }
    return text
  }

  /// A date (midnight UTC) or a date-time with a zone, in milliseconds since 1970.
  func instant() throws(ConfigurationError) -> Int64 {
    let text = try text("a date")
    if let date = CivilDate(parsing: text) { return Int64(date.dayNumber) * 86_400_000 }
    guard let value = DateTimeText(parsing: text), value.hasZone else {
      throw error(expected: "a date such as 2026-10-31, or a date-time with a zone")
    }
    return value.milliseconds
  }
}

extension String {
  /// A meter's name without `_tokens`: how books may and do write it.
  var meterName: String { hasSuffix("_tokens") ? String(dropLast(7)) : self }
}
