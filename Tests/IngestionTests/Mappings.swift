import Foundation
import Ingestion
import Metering

/// The built-in mappings, as they stand in `formats/`.
enum Mappings {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "formats")

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()

  static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: "\(name).yaml"), encoding: .utf8)
  }

  static func mapping(_ name: String) throws -> FormatMapping {
    try FormatMapping(parsing: text(name), file: "formats/\(name).yaml")
  }

  /// All formats of the program.
  static let formats: [any EventFormat] =
    [any EventFormat].standard + names.compactMap { try? MappedFormat(mapping($0)) }

  static var options: InputOptions {
    var options = InputOptions()
    options.formats = formats
    return options
  }

  /// The same, with a mapping of a test's own before them.
  static func options(_ yaml: String) throws -> InputOptions {
    var options = options
    let own = try FormatMapping(parsing: "tariff: format/1\n" + yaml, file: "own.yaml")
    options.formats.insert(MappedFormat(own), at: 0)
    return options
  }
}
