/// What a format sees of a file in order to recognise it.
package enum FileSample {
  /// One of the first JSON objects.
  case object(ObjectOutline)
  /// The names of a header line's columns.
  case columns([String])
  /// The columns of a database's tables.
  case tables([String: [String]])

  /// Whether there is something of that name: a member, by its path; a column; `table.column`.
  package func has(_ name: String) -> Bool {
    switch self {
    case .object(let object): return object.kind(name) != nil
    case .columns(let columns): return columns.contains(name)
    case .tables(let tables):
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      guard let columns = tables[parts[0]] else { return false }
      return parts.count == 1 || columns.contains(parts[1])
    }
  }
}

extension FileSample {
  package var object: ObjectOutline? {
    if case .object(let object) = self { object } else { nil }
  }
}
