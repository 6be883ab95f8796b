import ConfigurationText
package import ExactNumbers
package import Names

/// A value of a record, and what it has to be.
package struct MappingCondition: Hashable, Sendable {
  package var path: FieldPath
  package var test: Test

  package indirect enum Test: Hashable, Sendable {
    /// One of these texts; numbers as they are written, `true` and `false` in any case.
    case oneOf([String])
    /// Not there, null or empty.
    case absent
    case not(Test)
    case below(ExactDecimal)
    case above(ExactDecimal)
    /// A text in which `*` stands for any other.
    case like(Glob)
  }
}

extension MappingCondition {
  /// The conditions of a mapping `path: test`.
  static func conditions(
    _ node: ConfigurationNode
  ) throws(ConfigurationError) -> [MappingCondition] {
    var conditions: [MappingCondition] = []
    for entry in try node.entries("paths with what stands there") {
      conditions.append(
        MappingCondition(path: try entry.key.path(), test: try Self.test(entry.value)))
    }
    return conditions
  }

  private static let expected =
    "a text, a list of texts, null, {not: …}, {below: N}, {above: N} or {like: 'a*'}"

  private static func test(_ node: ConfigurationNode) throws(ConfigurationError) -> Test {
    switch node.content {
    case .null: return .absent
    case .text(let text): return .oneOf([text])
    case .list(let elements):
      var texts: [String] = []
      for element in elements { texts.append(try element.text(expected)) }
      return .oneOf(texts)
    case .mapping(let entries):
      guard entries.count == 1 else { throw node.error(expected: expected) }
      let value = entries[0].value
      switch entries[0].name {
      case "not": return .not(try test(value))
      case "below": return .below(try value.decimal())
      case "above": return .above(try value.decimal())
      case "like": return .like(Glob(try value.text("a text with *")))
      default: throw entries[0].key.error(expected: expected)
      }
    }
  }
}
