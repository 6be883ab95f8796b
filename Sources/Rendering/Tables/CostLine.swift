import Charging
import PriceBooks
import Reporting
import Templating

/// A row of the table of charges: a charge, a term of a contract, or usage without a price. With all
/// three nothing is missing, and the amounts add up to the total.
enum CostLine: ReportRow {
  case charge(ChargeRow)
  case term(ContractLine)
  case unpriced(UnpricedUsage)

  static func lines(_ cost: CostSection) -> [CostLine] {
    cost.charges.map(CostLine.charge) + cost.contract.map(CostLine.term)
      + cost.unpriced.map(CostLine.unpriced)
  }

  /// Those of a charge, of which only the names are in every row, and what the others have beside.
  static let fields: [Field<CostLine>] =
    ChargeRow.fields.map(field) + [
      Field("term", "The contract's term, in a row about what it changes.") { $0.line?.name },
      Field("term_kind", "Its kind, such as discount or credit.") { $0.line?.kind },
      Field("reason", "Why usage has no price, in a row about such usage.") { $0.reason },
    ]

  private static let names: Set<String> = ["backend", "model", "meter"]

  private static func field(_ field: Field<ChargeRow>) -> Field<CostLine> {
    let unpriced = UnpricedUsage.fields.first { $0.name == field.name }
    return field.adapted(mayBeNull: !names.contains(field.name)) { line in
      switch line {
      case .charge(let row): field.value(of: row)
      case .term(let term): value(field.name, of: term)
      case .unpriced(let usage): unpriced?.value(of: usage)
      }
    }
  }

  private static func value(_ name: String, of term: ContractLine) -> FieldValue? {
    switch name {
    case "price_id": .text(term.match)
    case "amount": .decimal(term.amount)
    default: names.contains(name) ? .text("") : nil
    }
  }

  private var reason: String? {
    if case .unpriced(let usage) = self { usage.reason.rawValue } else { nil }
  }

  private var line: ContractLine? { if case .term(let term) = self { term } else { nil } }
}
