package import Charging
package import ExactNumbers
import Metering
import PriceBooks
package import Templating

/// The measures that every row of every table carries.
package struct MeasuresRow: ReportRow {
  package let requests: Int
  package let successes: Int
  package let failures: Int
  package let tokens: TokenFigures
  /// Counts of `meters{}` by their names.
  package let meters: TemplateObject
  package let durations: DurationFigures
  package let cost: CostAmount

  init(_ usage: Measures, cost: CostAmount, names: NameTable) {
    requests = usage.requests
    successes = usage.successes
    failures = usage.failures
    let named = usage.otherMeters.map { (name: names[$0.name], quantity: $0.quantity) }
      .sorted { $0.name.precedesBytewise($1.name) }
    tokens = TokenFigures(usage.tokens, other: usage.tokenTotal(names) - usage.tokens.total)
    meters = TemplateObject(
      distinct: named.map { TemplateObject.Field(name: $0.name, value: .integer($0.quantity)) })
    durations = DurationFigures(sketch: usage.durations)
    self.cost = cost
  }

  package var successPercent: ExactDecimal? { Quotient.percent(successes, of: requests) }
  package var failurePercent: ExactDecimal? { Quotient.percent(failures, of: requests) }
  package var tokensPerRequest: ExactDecimal? {
    ExactDecimal(tokens.total).divided(by: ExactDecimal(requests))
  }

  package static let fields: [Field<MeasuresRow>] = [
    Field("requests", "Requests; a record may stand for several.", in: .requests) { $0.requests },
    Field("successes", "Requests that succeeded.", in: .requests) { $0.successes },
    Field("failures", "Requests that failed.", in: .requests) { $0.failures },
    Field("success_percent", "0–100; null without requests.", in: .percent) { $0.successPercent },
    Field("failure_percent", "0–100; null without requests.", in: .percent) { $0.failurePercent },
    Field("tokens", "Disjoint counts by meter.") { $0.tokens },
    Field("meters", "Other counts, by meter.") { $0.meters },
    Field("tokens_per_request", "All tokens ÷ requests; null without requests.", in: .tokens) {
      $0.tokensPerRequest
    },
    Field(
      "duration_ms", "Milliseconds a request; percentiles are at most 1 % off.", in: .milliseconds
    ) { $0.durations },
    Field("cost", "What it cost.") { $0.cost },
  ]
}
