import ExactNumbers
import Metering
import Charging
import PriceBooks
import Reporting
import Templating

/// How the total comes about: charges, contract terms, assumptions, what has no price, and what
/// rounding hides.
struct CostTexts: ViewPart {
  private let report: Report
  private let cost: CostSection
  private let money: MoneyText

  init(_ report: Report, _ money: MoneyText) {
    self.report = report
    self.cost = report.cost
    self.money = money
  }

  var names: TemplateObject {
    let hasTerms = !cost.contract.isEmpty
    return [
      "contract": .list(cost.contract.map(term)), "has_contract": .bool(hasTerms),
      "list": hasTerms ? .optional(cost.list.map(money.text)) : .null,
      "contracted": hasTerms ? .optional(cost.contracted.map(money.text)) : .null,
      "list_figure": .text(cost.list.map { money.figure($0) } ?? "not priced"),
      "total_figure": .text(money.totalFigure(cost.total)),
      "assumptions": .list(cost.assumptions.map(assumption)),
      "charges": .list(cost.charges.map(charge)),
      "unpriced": .list(cost.unpriced.map(unpriced)), "rounding": rounding,
    ]
  }

  private func term(_ line: ContractLine) -> TemplateValue {
    [
      "name": .text(line.name), "kind": .text(line.kind), "match": .text(line.match),
      "base": .text(money.figure(line.base)), "amount": .text(money.figure(line.amount)),
    ]
  }

  private func assumption(_ row: Assumption) -> TemplateValue {
    [
      "what": .text(row.what), "tokens": .count(row.tokens),
      "amount": .text(money.figure(row.amount)), "range": .text(money.range(row.low, row.high)),
    ]
  }

  private func charge(_ row: ChargeRow) -> TemplateValue {
    let charge = row.charge
    let range = charge.low == charge.high ? "" : money.range(charge.low, charge.high)
    return [
      "backend": .text(charge.backend), "model": .text(charge.model),
      "meter": .text(charge.meter), "quantity": .count(charge.quantity),
      "per": .count(charge.per), "unit_price": .text(charge.unitPrice.description),
      "amount": .text(money.figure(charge.amount)), "range": .text(range),
      "price_id": .text(charge.priceID), "book": .text(charge.book),
      "from": .text(row.effectiveFrom.map(priceDate) ?? "always"),
      "service_tier": .text(charge.serviceTier), "assumed": .bool(charge.isAssumed),
    ]
  }

  /// Books write dates for midnights in UTC, so those are what a price is known by in every zone.
  private func priceDate(_ time: Timestamp) -> String {
    let start = time.instant
    return start == start.utcMidnight ? start.utcDate.description : time.text
  }

  private func unpriced(_ row: UnpricedUsage) -> TemplateValue {
    let parts = [row.backend, row.model].filter { !$0.isEmpty }
    return [
      "name": .text(parts.joined(separator: " / ")),
      "meter": .text(row.meter == Meter.unsplit.name ? "unsplit tokens" : row.meter),
      "reason": .text(row.reason.words), "requests": .count(row.requests),
      "quantity": .count(row.quantity),
    ]
  }

  /// By table: what the amounts of its rows, as they are shown, lack to the shown total; null where
  /// they add up.
  private var rounding: TemplateValue {
    let total = cost.total.knownAmount
    var tables = TemplateObject()
    for table in ComparedTable.allCases {
      tables[table.rawValue] = remainder(
        of: report.rows(of: table).map(\.measures.cost.amount), to: total)
    }
    tables["days"] = remainder(of: report.days.map(\.measures.cost.amount), to: total)
    tables["charges"] = remainder(of: cost.charges.map(\.charge.amount), to: cost.list)
    tables["contract"] = remainder(
      of: cost.contract.map(\.amount) + [cost.list].compactMap(\.self), to: total)
    return .object(tables)
  }

  private func remainder(of amounts: [ExactDecimal], to total: ExactDecimal?) -> TemplateValue {
    guard let total, amounts.count > 1 else { return .null }
    let (whole, digits) = money.shown(total, isSmall: money.isUnderOne(total))
    let difference = amounts.reduce(whole) { $0 - money.shown($1).value }
    return difference.units == 0 ? .null : .text(difference.text(fractionDigits: digits))
  }
}
