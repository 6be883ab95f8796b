import ExactNumbers
import Metering
import PriceBooks

extension MonthlyCosts {
  /// What each term changes for the usage that is priced; a term that is in force has a line, though
  /// it change nothing.
  func lines(for parts: MonthlyParts) throws -> [ContractLine] {
    try contract.lines.compactMap { line in
      var sum = ContractLine(line.term)
      for (target, change) in line.changes {
        if let share = parts.share(of: line, target) { try sum.add(change, share) }
      }
      sum.shares = sum.shares.map { (order: $0.order, share: $0) }
        .sorted { $0.order.precedes($1.order) }.map(\.share)
      let isInForce = line.term.time.overlaps(TimeRange(start: read.start, end: read.end))
      return isInForce || !sum.shares.isEmpty ? sum : nil
    }
  }
}

extension ContractLine {
  fileprivate init(_ term: ContractTerm) {
    let ids = term.patterns.map(\.description).joined(separator: ", ")
    self.init(
      name: term.name, kind: term.kind.name, isNegotiatedPrice: term.kind.isNegotiatedPrice,
      match: ids.isEmpty ? "*" : ids, base: .zero, amount: .zero, low: .zero, high: .zero,
      shares: [])
  }

  /// Adds what of a change falls on some lanes.
  fileprivate mutating func add(_ change: ContractRun.Change, _ share: MonthlyShare) throws {
    let amounts = try change.amounts.map(share.stretch.part)
    base = base + (try share.stretch.part(of: change.base))
    amount = amount + amounts[0]
    low = low + amounts[1]
    high = high + amounts[2]
    shares.append(
      CostShare(
        measure: share.measure, amount: amounts[0], low: amounts[1], high: amounts[2],
        parts: share.parts, meter: share.meter))
  }
}

extension CostShare {
  /// A text that differs between shares of one line and does not depend on how they were found.
  fileprivate var order: [String] {
    [measure.text, parts.map { String($0.lane) }.joined(separator: " "), meter ?? ""]
  }
}

extension UsageMeasure {
  /// A text of its own for each measure, without the cost of reflection.
  fileprivate var text: String {
    switch self {
    case .meter(let name): "meter(\(name))"
    case .other(let name): "other(\(name))"
    case .tokens: "tokens"
    case .requests: "requests"
    case .reportedCost: "reportedCost"
    case .idleTime: "idleTime"
    }
  }
}
