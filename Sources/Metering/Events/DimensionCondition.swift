/// What a scenario asks of a single event: whether a dimension has one of some values.
package struct DimensionCondition: Hashable, Sendable {
  package let dimension: Dimension
  /// Globs, of which one must match; a text without `*` is the value itself.
  package let values: [String]

  package init(dimension: Dimension, values: [String]) {
    self.dimension = dimension
    self.values = values
  }

  package func accepts(_ text: String) -> Bool { values.contains { Glob($0).matches(text) } }
}
