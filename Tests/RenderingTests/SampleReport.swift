import Foundation
import Templating
import TestSupport

/// The report of a sample, as its golden JSON has it. Figures are cut to whole numbers.
enum SampleReport {
  static func tree() throws -> TemplateValue {
    value(
      try JSONTree(
        contentsOf: Program.root.appending(path: "Tests/EndToEndTests/Golden/gateway/report.json")))
  }

  private static func value(_ tree: JSONTree) -> TemplateValue {
    switch tree {
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .number(let number): .integer(NSDecimalNumber(decimal: number).intValue)
    case .text(let text): .text(text)
    case .list(let elements): .list(elements.map(value))
    case .object(let fields):
      .object(
        fields.sorted { $0.key < $1.key }.reduce(into: TemplateObject()) {
          $0[$1.key] = value($1.value)
        })
    }
  }
}
