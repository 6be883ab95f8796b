/// What was read, and what became of it.
///
/// `records` = events delivered + ``duplicates`` + ``rejected`` + ``notUsage``.
package struct InputAccount: Sendable {
  package var files = 0
  /// Of them those that hold nothing; they are of no format.
  package var emptyFiles = 0
  /// As stored: of a compressed file the compressed bytes.
  package var bytes = 0
  package var records = 0
  /// Records of a format that say nothing about usage.
  package var notUsage = 0
  /// By reason, sorted by its name.
  package var rejections: [Tally] = []
  /// By note, sorted by its bytes.
  package var notes: [Tally] = []
  /// Copies by the reason why they are some, sorted by its name.
  package var collapsed: [Collapsed] = []
  /// The formats that files were read as, sorted by name.
  package var formats: [FormatFigures] = []
  /// The files that no format knows, in the order of their places.
  package var unrecognised: [UnrecognisedFile] = []
  /// The paths that hold files or records, none of which could be used.
  package var unusable: [String] = []

  package init() {}

  package var rejected: Int { rejections.reduce(0) { $0 + $1.count } }
  package var duplicates: Int { collapsed.reduce(0) { $0 + $1.records } }

  /// How often something was found, and where first, in the order of paths, files and lines.
  package struct Tally: Hashable, Sendable {
    package var name: String
    /// What that means, in a clause.
    package var meaning: String
    package var count: Int
    /// `events/1.json:1`: the path's last component, what is below it, and the record's first line.
    package var first: String
  }

  /// Copies of records that were not counted again.
  package struct Collapsed: Hashable, Sendable {
    package var reason: String
    /// What that means, in a clause.
    package var meaning: String
    package var records: Int
    /// All tokens of the copies: what counting them would add.
    package var tokens: Int
  }
}

/// What was read of one format, and what became of it.
package struct FormatFigures: Hashable, Sendable {
  package var format: String
  package var files = 0
  package var records = 0
  /// Records that are events of the period and pass the filters.
  package var used = 0
  package var duplicates = 0
  package var rejected = 0
  package var notUsage = 0

  package init(format: String) { self.format = format }
}

/// A file that no format knows.
package struct UnrecognisedFile: Hashable, Sendable {
  /// The path's last component, and what is below it.
  package var file: String
  /// The nearest format and what the file lacks.
  package var why: String
}
