import Charging
import ExactNumbers
import Metering
import PriceBooks

/// A backend and model of which some usage has no price.
struct UnpricedNameRow: ReportRow {
  let backend: String
  let model: String
  /// Of all its usage without a price, by meter.
  private let usage: [UnpricedUsage]
  let requests: WholeNumber

  var name: String { [backend, model].filter { !$0.isEmpty }.joined(separator: "/") }

  var tokens: ExactDecimal {
    usage.filter { MeterDefinition(priced: $0.meter).isToken }.reduce(.zero) { $0 + $1.quantity }
  }

  static let fields: [Field<UnpricedNameRow>] = [
    Field("name", "The backend and the model.") { $0.name },
    Field("backend", FieldText.backend) { $0.backend },
    Field("model", FieldText.model) { $0.model },
    Field("meters", "What has no price, in the order of its bytes.") {
      $0.usage.map(\.meter).joined(separator: ", ")
    },
    Field("reason", "Why, in words.") { row in
      Set(row.usage.map(\.reason)).map(\.words).sorted { $0.precedesBytewise($1) }
        .joined(separator: ", ")
    },
    Field("requests", "Requests with such usage.", in: .requests) { $0.requests },
    Field("tokens", "Tokens without a price.", in: .tokens) { WholeNumber($0.tokens) },
  ]

  /// By the bytes of the names.
  static func rows(_ usage: PricedUsage) -> [UnpricedNameRow] {
    let unpriced = usage.costs.unpricedMeters
    var names: [NameBytes: [UnpricedUsage]] = [:]
    for row in unpriced { names[NameBytes(row.backend, row.model), default: []].append(row) }
    return names.values.map { rows in
      // Meters of one request lie in the same lane.
      let lanes = Set(rows.flatMap { $0.parts.map(\.lane) })
      let requests = lanes.reduce(ExactDecimal.zero) { $0 + usage.tables.lanes[$1].requests }
      return UnpricedNameRow(
        backend: rows[0].backend, model: rows[0].model, usage: rows,
        requests: WholeNumber(requests))
    }
    .sorted { [$0.backend, $0.model].precedes([$1.backend, $1.model]) }
  }
}
