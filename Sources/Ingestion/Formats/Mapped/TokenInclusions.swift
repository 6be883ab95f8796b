import Metering

/// What includes what among the counts of a source, and how it is taken apart.
///
/// The sum of the parts decides where a source states a total: some writers count a part in that
/// others count apart.
struct TokenInclusions {
  /// The counts: the columns of ``MappedCount/fields``, then the meters whose names end in
  /// `_tokens`.
  let counts: [MappedCount]
  private var groups: [Group] = []

  private struct Group {
    var whole: Int
    var parts: [Int]
    /// Whether the mapping says so.
    var isStated: Bool
    var orSeparate: Bool
    /// Whether a total may say otherwise.
    var isOpen: Bool
  }

  /// The counts as a source has them; nil where it has none.
  struct Raw {
    var counts: [Int?]
    var total: Int?
  }

  /// Counts of which none includes another.
  struct Disjoint: Hashable {
    var counts: [Int]
    var note: RecordNote?
  }

  init(_ mapping: FormatMapping) {
    let meters = mapping.meters.map(\.name).filter { $0.hasSuffix("_tokens") }
    counts = MappedCount.fields.map { .field($0) } + meters.map { .meter($0) }
    for inclusion in mapping.inclusions {
      guard let whole = counts.firstIndex(of: inclusion.whole) else { continue }
      groups.append(
        Group(
          whole: whole, parts: inclusion.parts.compactMap { counts.firstIndex(of: $0) },
          isStated: true, orSeparate: inclusion.orSeparate, isOpen: whole <= 1))
    }
    addUnstated(.input, parts: [.cacheRead, .cacheWrite, .cacheWrite1h])
    addUnstated(.output, parts: [.reasoning])
  }

  /// Where nothing is said of a count, its usual parts are apart, unless a total says otherwise.
  private mutating func addUnstated(_ whole: MappedField, parts: [MappedField]) {
    guard let index = counts.firstIndex(of: .field(whole)),
      !groups.contains(where: { $0.whole == index })
    else { return }
    let inOthers = Set(groups.flatMap(\.parts))
    let parts = parts.compactMap { counts.firstIndex(of: .field($0)) }
      .filter { !inOthers.contains($0) }
    groups.append(
      Group(whole: index, parts: parts, isStated: false, orSeparate: false, isOpen: true))
  }

  /// Takes counts apart; nil where parts are more than what includes them.
  func disjoint(_ raw: Raw) -> Disjoint? {
    let stated = groups.map(\.isStated)
    let plain = reading(raw, stated)
    if let total = raw.total {
      if let plain, plain.sum == total { return Disjoint(counts: plain.counts) }
      for other in others(than: stated, raw) {
        guard let reading = reading(raw, other), reading.sum == total else { continue }
        return Disjoint(counts: reading.counts, note: .otherConvention)
      }
    }
    if let plain {
      let isWrong = raw.total.map { $0 != plain.sum } ?? false
      return Disjoint(counts: plain.counts, note: isWrong ? .tokenTotalMismatch : nil)
    }
    let separate = zip(groups, stated).map { group, isIn in
      isIn && !(group.orSeparate && isNegative(group, raw))
    }
    return reading(raw, separate).map { Disjoint(counts: $0.counts, note: .otherConvention) }
  }

  private func isNegative(_ group: Group, _ raw: Raw) -> Bool {
    guard let whole = raw.counts[group.whole] else { return false }
    return sum(group.parts, raw) > whole
  }

  private func sum(_ parts: [Int], _ raw: Raw) -> Int {
    parts.reduce(0) { $0 &+ (raw.counts[$1] ?? 0) }
  }

  /// The counts where these groups hold; nil where a remainder would be negative.
  private func reading(_ raw: Raw, _ holds: [Bool]) -> (counts: [Int], sum: Int)? {
    var counts = raw.counts.map { $0 ?? 0 }
    for (group, isIn) in zip(groups, holds) where isIn {
      // A count that is not there includes nothing.
      guard raw.counts[group.whole] != nil else { continue }
      counts[group.whole] &-= sum(group.parts, raw)
      if counts[group.whole] < 0 { return nil }
    }
    return (counts, counts.reduce(0, &+))
  }

  /// What else the groups may be: one other than stated, then two.
  private func others(than stated: [Bool], _ raw: Raw) -> [[Bool]] {
    let open = groups.indices.filter { groups[$0].isOpen && sum(groups[$0].parts, raw) > 0 }
    var others = open.map { index in
      var other = stated
      other[index].toggle()
      return other
    }
    if open.count == 2 {
      var other = stated
      for index in open { other[index].toggle() }
      others.append(other)
    }
    return others
  }
}
