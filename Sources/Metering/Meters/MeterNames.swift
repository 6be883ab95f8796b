package import ExactNumbers

/// The counts of `meters{}` that a summary has, by name: how a charge finds its usage in a cell.
package struct MeterNames: Sendable {
  private let others: [String: NameID]
  private let tokens: Set<NameID>

  package init(others: [String: NameID]) {
    self.others = others
    tokens = Set(others.filter { MeterDefinition(counted: $0.key).isToken }.values)
  }

  /// How much of a measure a cell has: a count, or units of 1e-18 USD.
  package func quantity(of measure: UsageMeasure, in usage: Measures) -> Int128 {
    NamedMeasures(usage: usage, names: self).quantity(of: measure)
  }

  /// The same as a lane of usage counts it.
  package func exactQuantity(of measure: UsageMeasure, in usage: Measures) -> ExactDecimal {
    let count = quantity(of: measure, in: usage)
    return ExactDecimal(units: measure == .reportedCost ? count : count * ExactDecimal.unitsPerOne)
  }

  fileprivate func total(of usage: Measures) -> Int { usage.tokenTotal { tokens.contains($0) } }

  fileprivate func id(_ name: String) -> NameID? { others[name] }
}

/// The sums of a cell, with the names of what they count.
private struct NamedMeasures: MeasuredUsage {
  let usage: Measures
  let names: MeterNames

  var requests: Int128 { Int128(usage.requests) }
  var reportedCost: Int128 { usage.reportedCost }
  var idleTime: Int128 { Int128(usage.idleTime) }
  var tokenTotal: Int128 { Int128(names.total(of: usage)) }

  func column(_ name: String) -> Int128? { Meter(name: name).map { Int128(usage.tokens[$0]) } }

  func other(_ name: String) -> Int128? {
    guard let id = names.id(name) else { return nil }
    return Int128(usage.otherMeters.first { $0.name == id }?.quantity ?? 0)
  }
}
