import JSONScanning

extension JSONCursor {
  /// Consumes a count of what is paid for, as a number or in a text; `null` is none.
  ///
  /// What is no count says so in `isValid`, and counts as none.
  mutating func count(_ isValid: inout Bool) throws -> Int {
    if case .null = try peek() {
      try null()
      return 0
    }
    if let count = try numberIfAny()?.count { return count }
    isValid = false
    return 0
  }
}
