package import Charging
import CostModeling
package import ExactNumbers
import Metering
import PriceBooks

/// What the period's usage cost: the total, what it is made of, and what it assumes.
package struct CostSection: ReportRow {
  package let currency: String
  /// Effective cost, after all terms of contracts; taxes are never in it.
  package let total: CostAmount
  package let list: ExactDecimal?
  package let contracted: ExactDecimal?
  package let perRequest: ExactDecimal?
  package let charges: [ChargeRow]
  package let contract: [ContractLine]
  package let unpriced: [UnpricedUsage]
  package let assumptions: [Assumption]
  package let month: MonthFigures?
  package let savings: Savings?
  package let budget: BudgetFigures?
  package let sensitivity: [SensitivityRow]

  package static let fields: [Field<CostSection>] = [
    Field("currency", "Three letters of ISO 4217; the report's, of all amounts.") { $0.currency },
    Field(
      "total", "Effective cost: after all terms of contracts. Taxes are never in it."
    ) { $0.total },
    Field("list", "At list prices; null where nothing has a price.", in: .money) { $0.list },
    Field("contracted", "After negotiated prices; null where nothing has a price.", in: .money) {
      $0.contracted
    },
    Field("per_request", "Total ÷ requests that have a price; null without either.", in: .money) {
      $0.perRequest
    },
    Field("charges", "Quantities of one meter, each priced by one row.") { $0.charges },
    Field("contract", "What terms of contracts change, in their order.") { $0.contract },
    Field("unpriced", "Usage without a price, which costs more than 0.") { $0.unpriced },
    Field("assumptions", "What the total assumes, and how far it may be off by it.") {
      $0.assumptions
    },
    Field(
      "month", "The estimate for the month in which the data end; null without a complete day."
    ) { $0.month },
    Field(
      "savings",
      "What local usage would have cost elsewhere; null without local usage, "
        + "or without prices for it."
    ) { $0.savings },
    Field("budget", "The month's budget; null without one.") { $0.budget },
    Field(
      "sensitivity",
      "How far each assumption alone moves the total, the furthest first; "
        + "null where nothing bounds it."
    ) { $0.sensitivity },
  ]
}

extension CostSection {
  init(_ usage: PricedUsage) throws {
    let total = usage.total
    let isKnown = !total.isUnknown
    self.init(
      currency: usage.request.currency, total: total,
      list: isKnown ? usage.costs.list : nil,
      contracted: isKnown ? usage.costs.contracted : nil,
      perRequest: isKnown ? total.amount.divided(by: usage.pricedRequests) : nil,
      charges: ChargeRow.rows(usage), contract: usage.costs.contract,
      unpriced: usage.costs.unpricedMeters, assumptions: usage.costs.assumptions,
      month: usage.month,
      savings: try Savings(usage), budget: try BudgetFigures(usage),
      sensitivity: try SensitivityRow.rows(usage))
  }
}
