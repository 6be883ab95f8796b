package import Metering

/// How usage is read; the options of the same names on the command line.
package struct InputOptions: Sendable {
  /// The formats to recognise, or the only one, where `--input-format` says so.
  package var formats: [any EventFormat] = .standard
  /// Whether records with one id are one event.
  package var deduplicates = true
  /// Whether lengths of texts stand in for token counts that are missing.
  package var estimatesTokens = false
  /// The instant of a date-time that carries no zone, in milliseconds since 1970; it is given the
  /// date-time read as UTC.
  package var assumedZone: @Sendable (_ local: LocalTime) -> Instant = \.asUTC
  package var labels: [AddedLabel] = []

  package init() {}
}

/// `--label NAME=VALUE[:GLOB]`: a label for the events of the files whose place matches.
///
/// An event that has a label of that name keeps its own.
package struct AddedLabel: Hashable, Sendable {
  package var name: String
  package var value: String
  /// nil for every file. `*` matches any run of bytes, `/` too, and `?` one byte.
  package var glob: String?

  package init(name: String, value: String, glob: String? = nil) {
    self.name = name
    self.value = value
    self.glob = glob
  }

  func matches(_ place: String) -> Bool {
    guard let glob else { return true }
    return Self.matches(Array(glob.utf8)[...], Array(place.utf8)[...])
  }

  private static func matches(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    var pattern = pattern
    var text = text
    var retry: (pattern: ArraySlice<UInt8>, text: ArraySlice<UInt8>)?
    while true {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        retry = (pattern, text)
      } else if let head = text.first, pattern.first == head || pattern.first == UInt8(ascii: "?") {
        pattern = pattern.dropFirst()
        text = text.dropFirst()
      } else if pattern.isEmpty, text.isEmpty {
        return true
      } else if let last = retry, !last.text.isEmpty {
        // Let the last star take one byte more.
        pattern = last.pattern
        text = last.text.dropFirst()
        retry = (pattern, text)
      } else {
        return false
      }
    }
  }
}
