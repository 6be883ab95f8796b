extension String {
  /// The order of UTF-8 bytes: the same on every machine, and in every locale.
  package func precedesBytewise(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}

extension [String] {
  /// Order by the bytes of the first text that differs; of equal ones the shorter list comes first.
  package func precedes(_ other: [String]) -> Bool {
    for (left, right) in zip(self, other) where !left.utf8.elementsEqual(right.utf8) {
      return left.precedesBytewise(right)
    }
    return count < other.count
  }
}

/// Names one after the other, equal where all their bytes are: `String` takes canonically
/// equivalent texts for one name, and a provider does not.
package struct NameBytes: Hashable, Sendable {
  private let bytes: [UInt8]

  package init(_ names: String...) {
    // No text in UTF-8 holds this byte.
    bytes = names.flatMap { Array($0.utf8) + [0xFF] }
  }
}
