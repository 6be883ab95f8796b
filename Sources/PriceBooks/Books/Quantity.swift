import ConfigurationText
package import ExactNumbers
import Metering
import Names

/// A quantity with what it is of: `1M tokens`, `1K`, `1 page`.
package struct Quantity: Sendable {
  package var amount: ExactDecimal
  /// nil where only the number is said.
  package var unit: String?

  /// A quantity above 0; `K`, `M` and `B` are a thousand, a million and a billion.
  package init?(parsing text: String) {
    let words = text.split(separator: " ")
    guard let word = words.first, words.count <= 2 else { return nil }
    let scales: [Character: Int] = ["K": 1000, "M": 1_000_000, "B": 1_000_000_000]
    let scale = word.last.flatMap { scales[$0] }
    guard let count = try? ExactDecimal(parsing: scale == nil ? word : word.dropLast()),
      count > .zero, let value = try? count.times(ExactDecimal(scale ?? 1))
    else { return nil }
    amount = value
    unit = words.count == 2 ? String(words[1]) : nil
  }

  /// What is wrong with its unit as that of a meter, as found and expected; nil where nothing is.
  ///
  /// Tokens are counted in tokens and requests in requests; any other meter has a unit of its own.
  package func misfit(of meter: String) -> (found: String, expected: String)? {
    guard let unit, let wanted = MeterUnit.fixed(of: meter), !MeterUnit.isSame(unit, wanted) else {
      return nil
    }
    return (
      "the unit '\(unit)' of \(meter)", "'\(wanted)', the nearest unit, as in '1M \(wanted)'"
    )
  }
}

/// The unit that a book gives to a meter of its own, and where it says so.
struct MeterUnit: Sendable {
  let meter: String
  let unit: String
  let place: TextPlace

  /// The unit that a meter has in every book; nil where books choose it.
  ///
  /// `input_audio` counts tokens, `input_images` names what it counts itself.
  static func fixed(of meter: String) -> String? {
    if meter == ReservedMeter.requests.name { return "requests" }
    let isOfTokens = Meter(name: meter) != nil || !meter.hasSuffix("s")
    return MeterDefinition(priced: meter).isToken && isOfTokens ? "tokens" : nil
  }

  /// One page and two pages are of one unit.
  static func isSame(_ unit: String, _ other: String) -> Bool {
    singular(unit).utf8.elementsEqual(singular(other).utf8)
  }

  private static func singular(_ unit: String) -> Substring {
    unit.hasSuffix("s") ? unit.dropLast() : unit[...]
  }
}

extension ConfigurationNode {
  /// The pricing unit: what a row's numbers are for, `1M tokens`, `1K` or `1`.
  func quantity() throws(ConfigurationError) -> PlacedQuantity {
    guard let quantity = Quantity(parsing: try text("a unit")) else {
      throw error(expected: "a unit such as '1M tokens', '1K' or '1'")
    }
    return PlacedQuantity(quantity: quantity, node: self)
  }
}

/// A quantity with its place in a file.
struct PlacedQuantity {
  let quantity: Quantity
  fileprivate let node: ConfigurationNode

  var amount: ExactDecimal { quantity.amount }

  /// What it says of a meter's unit, nil for nothing; throws where that can't be the meter's.
  func unit(of meter: String) throws(ConfigurationError) -> MeterUnit? {
    if let misfit = quantity.misfit(of: meter) {
      throw node.error(found: misfit.found, expected: misfit.expected)
    }
    guard MeterUnit.fixed(of: meter) == nil, let unit = quantity.unit else { return nil }
    return MeterUnit(meter: meter, unit: unit, place: node.place)
  }

  /// Throws where it is of something, and counts money.
  func requireMoney() throws(ConfigurationError) {
    guard let unit = quantity.unit else { return }
    throw node.error(
      found: "the unit '\(unit)' without a meter",
      expected: "an amount of money such as 1000, or a 'meter' whose units are counted")
  }

  /// The same of a unit that a whole row has: its tokens are not what other meters count.
  func rowUnit(of meter: String) throws(ConfigurationError) -> MeterUnit? {
    let isOfTokens = quantity.unit.map { MeterUnit.isSame($0, "tokens") } ?? true
    if isOfTokens, MeterUnit.fixed(of: meter) != "tokens" { return nil }
    return try unit(of: meter)
  }
}
