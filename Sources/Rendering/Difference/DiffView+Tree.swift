import CostModeling
import Templating

/// The figures as templates see them, by name.
extension DiffView {
  var tree: TemplateValue {
    [
      "currency": .text(currency), "headline": .text(headline), "difference": .text(difference),
      "effects": .list(effects.map(Self.tree)), "sides": .list(sides.map(\.tree)),
      "rows": .list(rows.map(\.tree)), "has_rows": .bool(rowCount > 0),
      "rows_title": .text(rowsTitle), "notes": .list(notes.map { ["text": .text($0)] }),
      "has_notes": .bool(!notes.isEmpty), "rounding": .optional(rounding),
    ]
  }

  private static func tree(_ effect: CostEffect, _ amount: String) -> TemplateValue {
    [
      "name": .text(effect.rawValue), "about": .text(effect.about), "amount": .text(amount),
    ]
  }
}

extension DiffView.Side {
  fileprivate var tree: TemplateValue {
    [
      "name": .text(name), "before": .text(before), "after": .text(after),
      "change": .text(change),
    ]
  }
}

extension DiffView.Row {
  fileprivate var tree: TemplateValue {
    [
      "backend": .text(backend), "model": .text(model), "meter": .text(meter),
      "before": .text(before), "after": .text(after), "difference": .text(difference),
      "why": .text(why),
    ]
  }
}

extension CostEffect {
  /// What it is, for people.
  var about: String {
    switch self {
    case .volume: "volume: more or fewer requests"
    case .mix: "mix: requests moved between backends and models"
    case .efficiency: "efficiency: more or fewer units a request"
    case .price: "price: a unit costs more or less"
    case .new: "new: only in the later period"
    case .gone: "gone: only in the earlier period"
    case .contract: "contract: discounts, credits, commitments"
    case .unpriced: "unpriced: usage that got or lost its price"
    }
  }
}
