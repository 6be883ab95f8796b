import Metering

/// The order of rows by what they are called, not by when they first came: the last digits of shares
/// are given out in it, so that they don't depend on the order of files.
struct RowOrder {
  let names: NameTable
  let patterns: [ErrorKey]

  init(_ names: NameTable, _ summary: UsageSummary) {
    self.names = names
    patterns = summary.errorPatterns.keys
  }

  func byName(_ one: NameID, _ other: NameID) -> Bool { text(one).precedesBytewise(text(other)) }

  func byRoute(_ one: UsageTables.Route, _ other: UsageTables.Route) -> Bool {
    [text(one.method), text(one.backend)].precedes([text(other.method), text(other.backend)])
  }

  func byDay(_ one: UsageTables.DayBackend, _ other: UsageTables.DayBackend) -> Bool {
    one.day == other.day ? byName(one.backend, other.backend) : one.day < other.day
  }

  /// Failures without an error come first.
  func byError(_ one: Int32, _ other: Int32) -> Bool { error(one).precedes(error(other)) }

  private func error(_ pattern: Int32) -> [String] {
    guard patterns.indices.contains(Int(pattern)) else { return [""] }
    let key = patterns[Int(pattern)]
    return [text(key.type), text(key.code), key.code == .none ? "0" : "1"]
  }

  private func text(_ id: NameID) -> String { id == .none ? "" : names[id] }
}
