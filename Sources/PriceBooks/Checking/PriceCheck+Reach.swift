import Metering

extension PriceCheck {
  /// Rows that never price anything: others with conditions hold whenever they do.
  mutating func checkReach(_ entry: PriceEntry) {
    let conditional = entry.rows.filter {
      $0.condition.serviceTier == nil && $0.condition.schedule != nil
    }
    guard !conditional.isEmpty else { return }
    for row in entry.rows where row.condition.isEmpty && row.fixed == nil {
      guard row.isCovered(by: conditional) else { continue }
      add(
        .warning, row.place,
        "a row of '\(entry.id)' is never reached: rows with 'when' hold at all its hours")
    }
  }
}

extension PriceRow {
  /// Whether others hold at every minute of two weeks at its beginning and, where it ends, at its end.
  fileprivate func isCovered(by others: [PriceRow]) -> Bool {
    // Beyond the last row's beginning and end, all weeks are alike.
    let edges = others.flatMap(\.time.edges) + [from ?? .epoch]
    let starts = Set(edges.filter(holds))
    return starts.allSatisfy { start in
      (0..<20_160).allSatisfy { minute in
        let instant = start + .minute * minute
        return !holds(at: instant)
          || others.contains {
            $0.holds(at: instant) && $0.condition.schedule?.holds(at: instant) == true
          }
      }
    }
  }
}
