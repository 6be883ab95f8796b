import Foundation

/// `pricing/rules/default.yaml` of this repository.
func textOfBuiltInRules() throws -> String {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return try String(
    contentsOf: root.appending(path: "pricing/rules/default.yaml"), encoding: .utf8)
}
