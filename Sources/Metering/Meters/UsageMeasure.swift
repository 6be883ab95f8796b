/// Something that usage has so much of, and that costs are shared by.
@usableFromInline
package enum UsageMeasure: Hashable, Sendable {
  /// A count with a column of its own or, where none has the name, one of `meters{}`.
  case meter(String)
  /// A count of `meters{}`, whatever column has its name.
  case other(String)
  case tokens
  case requests
  case reportedCost
  case idleTime

  /// What the meter of a charge counts.
  package init(meter name: String) {
    self =
      switch ReservedMeter(rawValue: name) {
      case .requests: .requests
      case .reportedCost: .reportedCost
      case .fixedIdle: .idleTime
      case .fixed, nil: .meter(name)
      }
  }
}

/// Usage that says how much of each measure it has.
@usableFromInline
package protocol MeasuredUsage {
  associatedtype Quantity: AdditiveArithmetic
  var requests: Quantity { get }
  var reportedCost: Quantity { get }
  var idleTime: Quantity { get }
  /// All tokens, those of `meters{}` included.
  var tokenTotal: Quantity { get }
  /// The count of a column; nil where no column has the name.
  func column(_ name: String) -> Quantity?
  /// The count of `meters{}` with this name; nil where there is none.
  func other(_ name: String) -> Quantity?
}

extension MeasuredUsage {
  /// How much of a measure it has.
  @inlinable
  package func quantity(of measure: UsageMeasure) -> Quantity {
    switch measure {
    case .tokens: tokenTotal
    case .requests: requests
    case .reportedCost: reportedCost
    case .idleTime: idleTime
    case .other(let name): other(name) ?? .zero
    case .meter(let name):
      column(name) ?? other(name) ?? other(MeterDefinition.nameOfTokens(name)) ?? .zero
    }
  }
}
