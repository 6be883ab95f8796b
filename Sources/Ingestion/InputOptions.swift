package import Metering
import Names

/// How usage is read; the options of the same names on the command line.
package struct InputOptions: Sendable {
  /// The formats to recognise, or the only one, where `--input-format` says so.
  package var formats: [any EventFormat] = .standard {
    didSet { nativeFormat = Self.native(formats) }
  }
  /// The number of the native record's format; looked for once, as small files are many.
  private(set) var nativeFormat = Self.native(.standard)
  /// Whether records with one id are one event.
  package var deduplicates = true
  /// Whether lengths of texts stand in for token counts that are missing.
  package var estimatesTokens = false
  /// The instant of a date-time that carries no zone, in milliseconds since 1970; it is given the
  /// date-time read as UTC.
  package var assumedZone: @Sendable (_ local: LocalTime) -> Instant = \.asUTC
  package var labels: [AddedLabel] = []
  /// What names are replaced by, with `--redact`.
  package var pseudonyms: Pseudonyms?
  /// The zone whose days the report shows.
  package var reportZone = ZoneOffsets.utc
  /// `--now`; nil where nobody says.
  package var now: Instant?

  package init() {}

  /// The number of the format that reads what none knows: it may know a record far behind.
  var lastFormat: Int { nativeFormat ?? formats.count - 1 }

  private static func native(_ formats: [any EventFormat]) -> Int? {
    formats.firstIndex { $0 is NativeRecord }
  }
}

/// `--label NAME=VALUE[:GLOB]`: a label for the events of the files whose place matches.
///
/// An event that has a label of that name keeps its own.
package struct AddedLabel: Hashable, Sendable {
  package var name: String
  package var value: String
  /// A ``Glob`` of places; nil for every file.
  package var glob: String?

  package init(name: String, value: String, glob: String? = nil) {
    self.name = name
    self.value = value
    self.glob = glob
  }

  func matches(_ place: String) -> Bool {
    glob.map { Glob($0).matches(place) } ?? true
  }
}
