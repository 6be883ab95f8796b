import ExactNumbers
import Metering
import Templating

/// The measures that every row of every table carries, as the report shows them.
struct MeasuresTree: Sendable {
  let names: NameTable

  init(names: NameTable) { self.names = names }

  /// Adds requests, outcomes, tokens, durations and cost to a row, in the report's order.
  func add(_ measures: Measures, cost: RowCost, to row: inout TemplateObject) {
    row["requests"] = .integer(measures.requests)
    row["successes"] = .integer(measures.successes)
    row["failures"] = .integer(measures.failures)
    row["success_percent"] = Self.percent(measures.successes, of: measures.requests)
    row["failure_percent"] = Self.percent(measures.failures, of: measures.requests)
    let tokens = tokens(measures)
    row["tokens"] = tokens
    row["meters"] = meters(measures)
    let total = tokens["total"]?.number ?? .zero
    row["tokens_per_request"] = Self.decimal(total.divided(by: ExactDecimal(measures.requests)))
    row["duration_ms"] = durations(measures.durations)
    row["cost"] = cost.tree
  }

  /// `part` of `whole` in percent; null of nothing.
  static func percent(_ part: Int, of whole: Int) -> TemplateValue {
    let hundredfold = ExactDecimal(units: ExactDecimal(part).units * 100)
    return decimal(hundredfold.divided(by: ExactDecimal(whole)))
  }

  static func decimal(_ value: ExactDecimal?) -> TemplateValue {
    value.map(TemplateValue.decimal) ?? .null
  }

  private func tokens(_ measures: Measures) -> TemplateValue {
    let total = measures.tokenTotal(names)
    var tokens = TemplateObject()
    for meter in Meter.tokens { tokens[meter.name] = .integer(measures.tokens[meter]) }
    tokens["other"] = .integer(total - measures.tokens.total)
    tokens["total"] = .integer(total)
    return .object(tokens)
  }

  private func meters(_ measures: Measures) -> TemplateValue {
    var meters = TemplateObject()
    let named = measures.otherMeters.map { (names[$0.name], $0.quantity) }
    for (name, quantity) in named.sorted(by: { $0.0.precedesBytewise($1.0) }) {
      meters[name] = .integer(quantity)
    }
    return .object(meters)
  }

  private func durations(_ sketch: DurationSketch) -> TemplateValue {
    let isEmpty = sketch.count == 0
    return [
      "count": .integer(sketch.count),
      "total": milliseconds(sketch.total, dividedBy: 1),
      "mean": milliseconds(sketch.total, dividedBy: Int128(sketch.count)),
      "p50": milliseconds(sketch.percentile(50)),
      "p95": milliseconds(sketch.percentile(95)),
      "p99": milliseconds(sketch.percentile(99)),
      "max": milliseconds(isEmpty ? nil : sketch.maximum),
    ]
  }

  private func milliseconds(_ microseconds: Int?) -> TemplateValue {
    microseconds.map { milliseconds(Int128($0), dividedBy: 1) } ?? .null
  }

  /// Milliseconds rounded at 12 digits; null of nothing, and where the sum is beyond 10^20.
  private func milliseconds(_ microseconds: Int128, dividedBy count: Int128) -> TemplateValue {
    let twelveDigits: Int128 = 1_000_000_000
    guard count > 0,
      let quotient = try? ExactDecimal.scaled(microseconds, twelveDigits, count)
    else { return .null }
    let (units, overflow) = quotient.multipliedReportingOverflow(by: 1_000_000)
    return overflow ? .null : .decimal(ExactDecimal(units: units))
  }
}
