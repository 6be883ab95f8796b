package import ExactNumbers
import Metering

/// All usage of one backend, with its rank.
package struct BackendRow: ReportRow {
  package let name: String
  package let measures: MeasuresRow
  package let score: ExactDecimal
  /// 1 is the highest score; of equal scores the earlier name ranks first.
  package let rank: Int

  package static let fields: [Field<BackendRow>] =
    [Field("name", FieldText.name) { $0.name }] + Reporting.fields(of: \.measures) + [
      Field(
        "score",
        "0.5 × success % + 0.3 × max(0, 100 − mean ms / 100) + 0.2 × min(100, requests)."
      ) { $0.score },
      Field("rank", "1 is the highest score.") { $0.rank },
    ]
}

extension BackendRow {
  static func rows(_ usage: PricedUsage) -> [BackendRow] {
    let rows = usage.ordered(usage.tables.backends, by: usage.name)
    let scores = rows.map { score(usage.tables.backends.measures[$0.index]) }
    let ranking = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
    var ranks = Array(repeating: 0, count: scores.count)
    for (rank, index) in ranking.enumerated() { ranks[index] = rank + 1 }
    return rows.enumerated().map { position, row in
      BackendRow(
        name: row.name, measures: usage.measures(usage.tables.backends, row.index),
        score: scores[position], rank: ranks[position])
    }
  }

  /// 0.5 × success % + 0.3 × max(0, 100 − mean ms / 100) + 0.2 × min(100, requests).
  private static func score(_ usage: Measures) -> ExactDecimal {
    let hundred = ExactDecimal(100)
    let success = ExactDecimal(units: ExactDecimal(usage.successes).units * 50)
      .divided(by: ExactDecimal(usage.requests), digits: 17)
    let durations = usage.durations
    // A mean of µs ÷ 100,000 is ms ÷ 100.
    let mean =
      (try? ExactDecimal.scaled(
        durations.total, 10_000_000_000_000, max(1, Int128(durations.count))))
      .map { ExactDecimal(units: $0) }
    let speed = durations.count == 0 ? hundred : max(.zero, hundred - (mean ?? hundred))
    let weighted =
      (success ?? .zero) + ExactDecimal(units: speed.units * 3 / 10)
      + ExactDecimal(units: ExactDecimal(min(100, usage.requests)).units / 5)
    return weighted.rounded(to: 12)
  }
}
