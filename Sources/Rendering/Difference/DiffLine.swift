import CostModeling
import ExactNumbers
import Reporting

/// A row of the CSV of `tariff diff`: a backend, model and meter, or the terms of contracts.
///
///     backend,model,meter,before_requests,…,after_amount,difference,volume,mix,…,contract,currency
struct DiffLine: ReportRow {
  let key: CostedPeriod.Key
  var before: CostedPeriod.Sum?
  var after: CostedPeriod.Sum?
  let difference: ExactDecimal
  let effects: CostEffects

  static let fields: [Field<DiffLine>] =
    [
      Field("backend", "The backend.") { $0.key.backend },
      Field("model", "The model.") { $0.key.model },
      Field("meter", "What is counted; contract in the row of contracts' terms.") { $0.key.meter },
      Field("before", "The earlier side.") { $0.before },
      Field("after", "The later side.") { $0.after },
      Field("difference", "after − before.", in: .money) { $0.difference },
    ]
    + (CostEffect.allCases.filter { $0 != .contract } + [.contract]).map { effect in
      Field(effect.rawValue, effect.about, in: .money) { $0.effects[effect] }
    }
}

extension TableOutput {
  /// Every row, and one for the terms of contracts, so that the column adds up to the difference.
  static func lines(of difference: CostDifference) -> TableOutput {
    let rows = difference.rows.map { row in
      DiffLine(
        key: row.key, before: row.before, after: row.after, difference: row.difference,
        effects: row.effects)
    }
    var terms = CostEffects()
    terms[.contract] = difference.contract
    let contract = DiffLine(
      key: CostedPeriod.Key(backend: "", model: "", meter: "contract"),
      difference: difference.contract, effects: terms)
    return TableOutput(of: rows + [contract], currency: difference.currency)
  }
}
