import ConfigurationText
import ExactNumbers
import Metering

extension PriceEntry {
  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    id = ""
    line = node.line
    let keys = ["id", "match", "backend", "source", "assume", "rates"]
    for entry in try node.entries(knowing: keys, "a price") {
      switch entry.name {
      case "id": id = try entry.value.text("an id")
      case "match": patterns = try Self.patterns(entry.value)
      case "backend": backends = try Self.patterns(entry.value)
      case "source": source = try entry.value.text("where the price comes from")
      case "assume": unsplit = try PriceBook.split(entry.value)
      default:
        for row in try entry.value.elements("a list of rows") { rows.append(try PriceRow(row)) }
      }
    }
    guard !id.isEmpty else {
      throw node.error(found: "no id", expected: "an id such as maker/model")
    }
    guard !rows.isEmpty else { throw node.error(found: "no rates", expected: "a list 'rates:'") }
    if patterns.isEmpty { patterns = [.exact(id)] }
    try closeRows(node)
  }

  private static func patterns(
    _ node: ConfigurationNode
  ) throws(ConfigurationError) -> [NamePattern] {
    guard case .list(let elements) = node.content else { return [try NamePattern(node)] }
    var patterns: [NamePattern] = []
    for element in elements { patterns.append(try NamePattern(element)) }
    return patterns
  }

  /// A row ends where the next one with the same condition begins.
  private mutating func closeRows(_ node: ConfigurationNode) throws(ConfigurationError) {
    rows.sort { ($0.from ?? .min) < ($1.from ?? .min) }
    for index in rows.indices {
      let later = rows[(index + 1)...].first { $0.serviceTier == rows[index].serviceTier }
      guard let next = later else { continue }
      guard next.from != rows[index].from else {
        throw ConfigurationError(
          file: node.file, line: next.line, column: 1, found: "two rows of '\(id)' for one instant",
          expected: "a different 'from' or 'when'")
      }
      rows[index].until = min(rows[index].until ?? .max, next.from ?? .max)
    }
  }
}

extension PriceRow {
  private static let reserved = ["from", "until", "per", "when", "above", "source", "fixed"]

  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    line = node.line
    let entries = try node.entries("a row of rates")
    let unit = try entries.first { $0.name == "per" }.map(\.value)?.unit()
    for entry in entries {
      switch entry.name {
      case "from": from = try entry.value.instant()
      case "until": until = try entry.value.instant()
      case "source": source = try entry.value.text("where the price comes from")
      case "per": break
      case "when": serviceTier = try Self.serviceTier(entry.value)
      case "above": for tier in try entry.value.elements() { try takeTier(tier, unit: unit) }
      case "fixed":
        throw entry.key.error(
          found: "a fixed cost", expected: "rates by meter: this version shares no fixed costs yet")
      default: try take(entry, unit: unit)
      }
    }
    tiers.sort { $0.minimum < $1.minimum }
  }

  private static func serviceTier(
    _ node: ConfigurationNode
  ) throws(ConfigurationError) -> String? {
    var tier: String?
    for entry in try node.entries("conditions") {
      guard entry.name == "service_tier" else {
        throw entry.key.error(
          found: "the condition '\(entry.name)'",
          expected: "service_tier: this version knows no other condition yet")
      }
      tier = try entry.value.text("a service tier")
    }
    return tier
  }

  private mutating func take(
    _ entry: ConfigurationNode.Entry, unit: ExactDecimal?
  ) throws(ConfigurationError) {
    let meter = try Self.meter(entry)
    if case .text(let text) = entry.value.content, text.utf8.first.map({ 97...122 ~= $0 }) == true {
      fallbacks[meter] = text.meterName
    } else {
      rates[meter] = try Rate(entry.value, unit: unit)
    }
  }

  private mutating func takeTier(
    _ node: ConfigurationNode, unit: ExactDecimal?
  ) throws(ConfigurationError) {
    var tier = ContextTier(minimum: -1, rates: [:])
    for entry in try node.entries("a context tier") {
      switch entry.name {
      case "context": tier.minimum = try entry.value.tokens() + 1
      case "at_least": tier.minimum = try entry.value.tokens()
      default: tier.rates[try Self.meter(entry)] = try Rate(entry.value, unit: unit)
      }
    }
    guard tier.minimum >= 0 else {
      throw node.error(found: "no boundary", expected: "'context: 128000' or 'at_least: 128000'")
    }
    tiers.append(tier)
  }

  private static func meter(
    _ entry: ConfigurationNode.Entry
  ) throws(ConfigurationError) -> String {
    let isName = entry.name.utf8.allSatisfy {
      97...122 ~= $0 || 48...57 ~= $0 || $0 == UInt8(ascii: "_")
    }
    guard isName, !entry.name.isEmpty else {
      throw entry.key.error(
        found: "the unknown key '\(entry.name)'",
        expected: "a meter such as input, or one of \(reserved.joined(separator: ", "))")
    }
    return entry.name.meterName
  }
}

extension Rate {
  /// A number for the row's unit, or `{price: 10, per: 1K}`.
  init(_ node: ConfigurationNode, unit: ExactDecimal?) throws(ConfigurationError) {
    var unit = unit
    var amount = node
    if case .mapping = node.content {
      for entry in try node.entries(knowing: ["price", "per"], "{price: 10, per: 1K}") {
        if entry.name == "per" { unit = try entry.value.unit() } else { amount = entry.value }
      }
    }
    guard let unit else {
      throw node.error(found: "a rate without a unit", expected: "'per: 1M tokens' in its row")
    }
    price = try amount.nonNegativeDecimal()
    per = unit
  }
}

extension ConfigurationNode {
  /// `1M tokens`, `1K`, `1`: what a row's numbers are for.
  func unit() throws(ConfigurationError) -> ExactDecimal {
    let text = try text("a unit")
    let word = text.split(separator: " ").first ?? ""
    let scales: [Character: Int] = ["K": 1000, "M": 1_000_000, "B": 1_000_000_000]
    let scale = word.last.flatMap { scales[$0] }
    let number = scale == nil ? word : word.dropLast()
    guard let count = try? ExactDecimal(parsing: number), count > .zero,
      let unit = try? count.times(ExactDecimal(scale ?? 1))
    else { throw error(expected: "a unit such as '1M tokens', '1K' or '1'") }
    return unit
  }

  func tokens() throws(ConfigurationError) -> Int {
    guard let count = Int(try text("a number of tokens")), count >= 0 else {
      throw error(expected: "a whole number of tokens")
    }
    return count
  }
}
