extension String {
  /// Whether it comes before another text by the order of UTF-8 bytes, which is the same on every
  /// machine and in every locale.
  package func precedesBytewise(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}

extension [String] {
  /// Whether the first text that differs comes first by its bytes; where none does, the shorter list
  /// comes first.
  package func precedes(_ other: [String]) -> Bool {
    for (left, right) in zip(self, other) where !left.utf8.elementsEqual(right.utf8) {
      return left.precedesBytewise(right)
    }
    return count < other.count
  }
}

/// Names as the key of a dictionary, equal where their bytes are: `String` takes canonically
/// equivalent texts for one name, and a provider does not.
package struct NameBytes: Hashable, Sendable {
  private let bytes: [UInt8]

  package init(_ names: String...) {
    // The byte 0xFF ends each name: no text in UTF-8 holds it.
    bytes = names.flatMap { Array($0.utf8) + [0xFF] }
  }
}
