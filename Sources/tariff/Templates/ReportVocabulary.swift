import ConfigurationText
import Rendering
import Templating

/// The names that a template can use: the keys of the report's schema, and those of `view`.
enum ReportVocabulary {
  static func shape() throws -> ValueShape {
    let file = "docs/report.schema.json"
    let schema = try ConfigurationNode(parsing: BuiltIn.text(file) ?? "", file: file)
    return DocumentView.vocabulary(sample: sample(of: schema))
  }

  /// A value as the schema has it, full: every list has one element, and nothing is null.
  private static func sample(of schema: ConfigurationNode) -> TemplateValue {
    switch type(schema) {
    case "object":
      guard case .mapping(let properties)? = field("properties", of: schema) else { return .null }
      var object = TemplateObject()
      for property in properties { object[property.name] = sample(of: property.value) }
      return .object(object)
    case "array":
      guard let items = node("items", of: schema) else { return .list([]) }
      return .list([sample(of: items)])
    case "integer", "number": return 1
    case "boolean": return true
    case "string": return "2026-10-05T10:00:00.000Z"
    default: return .null
    }
  }

  /// The type, or the first of several: the other is null.
  private static func type(_ schema: ConfigurationNode) -> String? {
    switch field("type", of: schema) {
    case .text(let name): return name
    case .list(let names): return names.lazy.compactMap { try? $0.text() }.first { $0 != "null" }
    default: return nil
    }
  }

  private static func field(
    _ name: String, of node: ConfigurationNode
  ) -> ConfigurationNode.Content? {
    self.node(name, of: node)?.content
  }

  private static func node(_ name: String, of node: ConfigurationNode) -> ConfigurationNode? {
    guard case .mapping(let entries) = node.content else { return nil }
    return entries.first { $0.name == name }?.value
  }
}
