import Ingestion
import Metering

/// The input formats: those written in Swift, and the mappings of `TARIFF_HOME` and of the program.
enum FormatLibrary {
  /// The names of the built-in mappings, sorted.
  static let builtInNames = BuiltIn.texts(in: "formats").keys.filter { $0.hasSuffix(".yaml") }
    .map { String($0.dropLast(".yaml".count)) }
    .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }

  /// All formats, in the order in which they are asked: the user's own, then those with state.
  static func all(maps: [String]) throws -> [any EventFormat] {
    let own = try maps.map { try MappedFormat(mapping($0)) }
    let standard = [any EventFormat].standard
    let replaced = Set(own.map(\.name) + standard.map(\.name))
    return own + standard + (try mapped().filter { !replaced.contains($0.name) })
  }

  /// Those that are mappings, sorted by name; a file of `TARIFF_HOME/formats` takes the place of the
  /// built-in one of its name.
  static func mapped() throws -> [MappedFormat] {
    var formats: [String: MappedFormat] = [:]
    for name in builtInNames {
      formats[name] = MappedFormat(name: name) {
        // A test reads every one of them.
        (try? FormatMapping(parsing: text(ofBuiltIn: name), file: file(name), zones: zones))
          ?? FormatMapping()
      }
    }
    for path in homeFiles() {
      let format = MappedFormat(try mapping(path))
      formats[format.name] = format
    }
    return formats.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The mapping of a file.
  static func mapping(_ path: String) throws -> FormatMapping {
    try FormatMapping(parsing: try Files.text(path), file: path, zones: zones)
  }

  static let zones: FormatMapping.Zones = { Clock.zone(named: $0) }

  static func text(ofBuiltIn name: String) -> String { BuiltIn.text(file(name)) ?? "" }

  static func file(_ name: String) -> String { "formats/\(name).yaml" }

  /// A format's name made of a file's: `Usage 2026.csv` is `usage-2026`.
  static func name(of file: String) -> String {
    let stem = file.split(separator: "/").last?.split(separator: ".").first ?? ""
    let name = stem.lowercased().utf8.map { byte in
      97...122 ~= byte || 48...57 ~= byte ? Character(Unicode.Scalar(byte)) : "-"
    }
    return name.allSatisfy { $0 == "-" } ? "own" : String(name)
  }

  /// The mappings of `TARIFF_HOME/formats`, sorted.
  static func homeFiles() -> [String] {
    guard let home = Files.environment("TARIFF_HOME"), !home.isEmpty else { return [] }
    return Files.names(in: "\(home)/formats").filter { $0.hasSuffix(".yaml") }
      .map { "\(home)/formats/\($0)" }
  }
}
