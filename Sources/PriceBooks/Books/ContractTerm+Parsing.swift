import ConfigurationText
import ExactNumbers
import Metering

extension ContractTerm {
  private static let kinds = ["discount", "credit", "free", "commitment", "graduated", "volume"]
  private static let keys = ["name", "match", "meter", "from", "until"] + kinds

  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    var name: String?
    var kinds: [Kind] = []
    var quantities: [PlacedQuantity] = []
    self.init(name: "", kind: .credit(.zero))
    place = node.place
    for entry in try node.entries(knowing: Self.keys, "a term") {
      switch entry.name {
      case "name": name = try entry.value.text("a name")
      case "match": patterns = try entry.value.patterns()
      case "meter": meter = try entry.value.text("a meter").meterName
      case "from": time.from = try entry.value.instant()
      case "until": time.until = try entry.value.instant()
      default: kinds.append(try Self.kind(entry, &quantities))
      }
    }
    guard kinds.count == 1 else {
      throw node.error(
        found: kinds.isEmpty ? "a term without a kind" : "a term of \(kinds.count) kinds",
        expected: "one of \(Self.kinds.joined(separator: ", "))")
    }
    kind = kinds[0]
    guard let name, !name.isEmpty else {
      throw node.error(found: "a term without a name", expected: "a name, which reports show")
    }
    self.name = name
    if time.isEmpty {
      throw node.error(found: "a term that ends before it begins", expected: "'until' after 'from'")
    }
    try requireMeter(node)
    for quantity in quantities {
      guard let meter else {
        try quantity.requireMoney()
        continue
      }
      if let unit = try quantity.unit(of: meter) { units.append(unit) }
    }
  }

  private static func kind(
    _ entry: ConfigurationNode.Entry, _ quantities: inout [PlacedQuantity]
  ) throws(ConfigurationError) -> Kind {
    switch entry.name {
    case "discount":
      let share = try entry.value.percent()
      guard share <= .one else { throw entry.value.error(expected: "a discount up to 100%") }
      return .discount(share)
    case "credit": return .credit(try entry.value.nonNegativeDecimal())
    case "commitment": return .commitment(try entry.value.nonNegativeDecimal())
    case "free":
      quantities.append(try entry.value.quantity())
      return .free(quantities[quantities.count - 1].amount)
    case "graduated": return .graduated(try steps(entry.value, &quantities))
    default: return .volume(try steps(entry.value, &quantities))
    }
  }

  /// `[{above: 10M tokens, discount: 10%}, {above: 100M tokens, price: 0.05, per: 1M}]`
  private static func steps(
    _ node: ConfigurationNode, _ quantities: inout [PlacedQuantity]
  ) throws(ConfigurationError) -> [VolumeStep] {
    var steps: [VolumeStep] = []
    for element in try node.elements("a list of steps") {
      let keys = ["above", "discount", "price", "per"]
      var above: ExactDecimal?
      var price: VolumeStep.Price?
      let fields = try element.entries(knowing: keys, "{above: 10M tokens, discount: 10%}")
      let unit = try fields.first { $0.name == "per" }?.value.quantity()
      if let unit { quantities.append(unit) }
      for field in fields {
        switch field.name {
        case "above": above = try field.value.volume(&quantities)
        case "discount":
          let share = try field.value.percent()
          guard share <= .one else { throw field.value.error(expected: "a discount up to 100%") }
          price = .discount(share)
        case "price":
          let (rate, own) = try Rate.read(field.value, unit: unit)
          if let own { quantities.append(own) }
          price = .rate(rate)
        default: break
        }
      }
      guard let above, let price else {
        throw element.error(expected: "{above: 10M tokens, discount: 10%}")
      }
      if let last = steps.last, last.above >= above {
        throw element.error(found: "a step that is not above the one before", expected: "ascending")
      }
      steps.append(VolumeStep(above: above, price: price))
    }
    guard !steps.isEmpty else { throw node.error(expected: "a list of steps") }
    return steps
  }

  /// Units can't be counted without a meter.
  private func requireMeter(_ node: ConfigurationNode) throws(ConfigurationError) {
    let needsMeter: Bool
    switch kind {
    case .free: needsMeter = true
    case .graduated(let steps), .volume(let steps):
      needsMeter = steps.contains { if case .rate = $0.price { true } else { false } }
    default: needsMeter = false
    }
    if needsMeter, meter == nil {
      throw node.error(found: "units without a meter", expected: "'meter: input' or the like")
    }
  }
}

extension ConfigurationNode {
  /// A quantity such as `10M tokens`, or 0.
  fileprivate func volume(
    _ quantities: inout [PlacedQuantity]
  ) throws(ConfigurationError) -> ExactDecimal {
    if case .text("0") = content { return .zero }
    quantities.append(try quantity())
    return quantities[quantities.count - 1].amount
  }
}
