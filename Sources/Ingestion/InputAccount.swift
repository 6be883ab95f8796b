/// What was read, and what became of it.
///
/// `records` = events delivered + ``duplicates`` + ``rejected`` + ``notUsage``.
package struct InputAccount: Sendable {
  package var files = 0
  /// As stored: of a compressed file the compressed bytes.
  package var bytes = 0
  package var records = 0
  package var duplicates = 0
  /// Records of a format that say nothing about usage.
  package var notUsage = 0
  /// By reason, sorted by its name.
  package var rejections: [Tally] = []
  /// By note, sorted by its bytes.
  package var notes: [Tally] = []
  /// The paths that have records, none of which could be used.
  package var unrecognised: [String] = []

  package init() {}

  package var rejected: Int { rejections.reduce(0) { $0 + $1.count } }

  /// How often something was found, and where first, in the order of paths, files and lines.
  package struct Tally: Hashable, Sendable {
    package var name: String
    package var count: Int
    /// `events/1.json:1`: the path's last component, what is below it, and the record's first line.
    package var first: String

    package init(name: String, count: Int, first: String) {
      self.name = name
      self.count = count
      self.first = first
    }
  }
}

/// Why a record is not an event.
package enum RejectionReason: Int, CaseIterable, Sendable {
  case invalidNumber, invalidTimestamp, missingTimestamp, notAnObject, notJSON, tooLarge, unreadable

  /// The name in reports.
  package var name: String {
    switch self {
    case .invalidNumber: "invalid_number"
    case .invalidTimestamp: "invalid_timestamp"
    case .missingTimestamp: "missing_timestamp"
    case .notAnObject: "not_an_object"
    case .notJSON: "not_json"
    case .tooLarge: "too_large"
    case .unreadable: "unreadable"
    }
  }
}
