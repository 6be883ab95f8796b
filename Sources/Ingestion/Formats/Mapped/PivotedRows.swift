/// Rows of a file that are put together to records, as a ``PivotRule`` says.
struct PivotedRows {
  private let pivot: CompiledMapping.Pivot
  private var numbers: [[UInt8]: Int] = [:]
  private(set) var records: [CapturedValues] = []

  init(_ pivot: CompiledMapping.Pivot) { self.pivot = pivot }

  mutating func removeAll() {
    numbers.removeAll()
    records.removeAll()
  }

  /// Puts a row to those that are alike.
  mutating func add(_ row: CapturedValues) {
    var key: [UInt8] = []
    for slot in pivot.by {
      if let text = row.text(slot) { row.withBytes(text) { key.append(contentsOf: $0) } }
      key.append(0)
    }
    guard let name = row.text(pivot.name), let value = row.text(pivot.value) else { return }
    guard let (_, slot) = pivot.counts.first(where: { row.equals(name, $0.name) }) else {
      // A count that the mapping does not ask for; the record is there all the same.
      _ = number(of: key, row)
      return
    }
    let index = number(of: key, row)
    let text = records[index].append(row.withBytes(value) { [UInt8]($0) })
    records[index].set(slot, to: text)
  }

  private mutating func number(of key: [UInt8], _ row: CapturedValues) -> Int {
    if let known = numbers[key] { return known }
    numbers[key] = records.count
    records.append(row)
    return records.count - 1
  }
}
