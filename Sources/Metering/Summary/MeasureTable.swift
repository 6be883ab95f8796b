/// Sums of usage by key, in the order in which the keys first came.
package struct MeasureTable<Key: Hashable & Sendable>: Sendable where Key: StableKey {
  private var index = KeyIndex<Key>()
  /// By number of the key, as ``keys`` are.
  package private(set) var measures: [Measures] = []

  package var keys: [Key] { index.keys }

  mutating func add(
    _ event: UsageEvent, to key: Key, withDuration: Bool = false
  ) throws(SummaryOverflow) {
    let row = row(key)
    try measures[row].add(event, withDuration: withDuration)
  }

  mutating func merge(_ other: Measures, into key: Key) throws(SummaryOverflow) {
    let row = row(key)
    try measures[row].merge(other)
  }

  /// Adds another thread's table, whose keys `translated` puts into the numbers of this one's.
  mutating func merge(
    _ other: MeasureTable, _ translation: SummaryTranslation, key translated: (Key) -> Key
  ) throws(SummaryOverflow) {
    for (key, usage) in zip(other.keys, other.measures) {
      try merge(translation.measures(usage), into: translated(key))
    }
  }

  private mutating func row(_ key: Key) -> Int {
    let (row, isNew) = index.index(of: key)
    if isNew { measures.append(Measures()) }
    return row
  }
}
