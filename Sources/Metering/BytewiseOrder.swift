extension String {
  /// The order of UTF-8 bytes: the same on every machine, and in every locale.
  package func precedesBytewise(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
