/// One condition of `--where`: a dimension, how its value is compared, and with what.
package struct DimensionFilter: Hashable, Sendable {
  package enum Comparison: Hashable, Sendable { case equals, differs, matches }

  package let dimension: Dimension
  package let comparison: Comparison
  package let value: String

  package init(dimension: Dimension, comparison: Comparison, value: String) {
    self.dimension = dimension
    self.comparison = comparison
    self.value = value
  }

  /// Whether events with this value of the dimension count.
  package func accepts(_ text: String) -> Bool {
    switch comparison {
    case .equals: text.utf8.elementsEqual(value.utf8)
    case .differs: !text.utf8.elementsEqual(value.utf8)
    case .matches: Glob(value).matches(text)
    }
  }
}
