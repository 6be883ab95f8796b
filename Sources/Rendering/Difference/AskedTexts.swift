import Reporting

extension [AskedDifference] {
  /// Where both sides were asked differently, in a sentence; nil where they weren't.
  ///
  ///     The two sides were asked differently: --where (none before, backend=a after). A part of the
  ///     difference may come from that.
  package var sentence: String? {
    guard !isEmpty else { return nil }
    let parts = map { "\($0.words) (\($0.before ?? "none") before, \($0.after ?? "none") after)" }
    return "The two sides were asked differently: \(parts.joined(separator: "; ")). "
      + "A part of the difference may come from that."
  }
}

extension AskedDifference {
  fileprivate var words: String {
    switch what {
    case .filters: "--where"
    case .timezone: "the zone"
    case .cost: "the cost"
    case .dedup: "--dedup"
    case .estimateTokens: "--estimate-tokens"
    case .assumedZone: "the zone of times without one"
    case .prices: "price books"
    case .rules: "rules"
    }
  }
}
