import PriceBooks

extension PriceRow {
  /// The row of a service tier: what its source names for it, and of all else what this standard
  /// row says, context tiers included.
  ///
  /// A tier that names the price of output and not that of reasoning bills reasoning as its output,
  /// not at the standard row's price.
  func inServiceTier(
    _ name: String, rates own: [String: Rate], contexts: [ContextTier] = []
  ) -> PriceRow {
    var row = self
    row.condition.serviceTier = name
    row.rates = rates.overridden(by: own)
    let edges = Set((tiers + contexts).map(\.minimum)).sorted()
    row.tiers = edges.map { edge in
      let standard = tiers.last { $0.minimum <= edge }?.rates ?? [:]
      let named = contexts.last { $0.minimum <= edge }?.rates ?? [:]
      var merged = standard.overridden(by: named)
      // The row's price of reasoning is the standard one's: the context's output is nearer.
      if row.rates["reasoning"] != nil, own["reasoning"] == nil, merged["reasoning"] == nil {
        merged["reasoning"] = named["output"]
      }
      return ContextTier(minimum: edge, rates: merged)
    }
    row.fallbacks = TokenKinds.fallbacks(priced: Set(row.rates.keys))
    return row
  }

  /// The row with other rates, whatever the context is.
  func replacing(_ own: [String: Rate]) -> PriceRow {
    var row = self
    row.rates.merge(own) { _, new in new }
    for index in row.tiers.indices {
      for meter in own.keys { row.tiers[index].rates[meter] = nil }
    }
    row.tiers.removeAll { $0.rates.isEmpty }
    row.fallbacks = TokenKinds.fallbacks(priced: Set(row.rates.keys))
    return row
  }

  /// The row once for each stretch of hours.
  func during(_ hours: WeeklyHours) -> [PriceRow] {
    hours.schedules.map { schedule in
      var row = self
      row.condition.schedule = schedule
      return row
    }
  }

  /// The row without a price of reasoning that is no other than output's, in each of its tiers.
  ///
  /// Said once more it would stay where a context tier or a service tier changes output's.
  var withoutReasoningAsOutput: PriceRow {
    guard let reasoning = rates["reasoning"], reasoning == rates["output"],
      tiers.allSatisfy({
        $0.rates["reasoning"] == nil
          || $0.rates["reasoning"] == ($0.rates["output"] ?? rates["output"])
      })
    else { return self }
    var row = self
    row.rates["reasoning"] = nil
    for index in row.tiers.indices { row.tiers[index].rates["reasoning"] = nil }
    row.tiers.removeAll { $0.rates.isEmpty }
    return row
  }
}

extension [String: Rate] {
  /// These rates with those that a tier names; without theirs of reasoning, where it names output's alone.
  fileprivate func overridden(by own: [String: Rate]) -> [String: Rate] {
    var rates = self
    if own["output"] != nil { rates["reasoning"] = nil }
    return rates.merging(own) { _, new in new }
  }
}
