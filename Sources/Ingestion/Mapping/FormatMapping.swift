/// How the files of a format are read whose records need no state: a file of `formats/`, or of
/// `--map`, as [the page of the language](docs/formats/README.md) describes it.
package struct FormatMapping: Sendable {
  /// The name of `--input-format`.
  package var name = ""
  /// What writes such files, in one line.
  package var about = ""
  package var kind = Kind.requests
  /// Where such files lie on a machine that writes them, under the home directory `~`.
  package var places: [String] = []
  /// A file is of the format where one of its first records fits one of these rules; empty where
  /// the fields say it.
  package var recognition: [RecognitionRule] = []
  /// Where the records are; the first way that is there.
  package var records: [RecordsPath] = []
  /// What is asked of a database, whose answer's columns are the fields; the first that it can
  /// answer.
  package var questions: [DatabaseQuestion] = []
  /// How rows of which each has one count are put together.
  package var pivot: PivotRule?
  /// What a record must be to be usage.
  package var when: [MappingCondition] = []
  /// What makes a record no usage.
  package var unless: [MappingCondition] = []
  /// What says that the gateway answered from a cache of its own, and nobody was paid.
  package var cached: [MappingCondition] = []
  /// What makes a record a sum over requests, in a format of requests.
  package var sums: [MappingCondition] = []
  package var remembered: [NamedSource] = []
  package var fields: [MappedField: FieldSource] = [:]
  package var meters: [NamedSource] = []
  package var labels: [NamedSource] = []
  /// Objects whose members are labels.
  package var labelObjects: [FieldPath] = []
  package var inclusions: [TokenInclusion] = []
  package var duplicates: DuplicateRule?
  /// What is known of the format, and how; Markdown.
  package var notes = ""

  package init() {}

  /// What a record stands for.
  package enum Kind: String, CaseIterable, Sendable {
    /// One request, or as many as it says.
    case requests
    /// A stretch of time, a session or a task: the contexts of its requests are not known.
    case sums
    /// Money alone: no usage, but what it was billed at.
    case bill
  }
}

/// What a file must have to be of a format.
package struct RecognitionRule: Hashable, Sendable {
  /// Names of a record.
  package var names: [FieldPath] = []
  package var values: [MappingCondition] = []
  /// Names that a record must not have.
  package var lacks: [FieldPath] = []
  package var container = Container.any

  package enum Container: String, CaseIterable, Sendable {
    case any, json, csv
  }
}

/// A name of the mapping's own, and where its value comes from.
package struct NamedSource: Sendable {
  package var name: String
  package var source: FieldSource
}

/// What is asked of a database.
package struct DatabaseQuestion: Hashable, Sendable {
  /// The names of the answer's columns, with what SQL says each of them is.
  package var columns: [Column]
  /// The tables, as after SQL's FROM.
  package var tables: String

  package struct Column: Hashable, Sendable {
    package var name: String
    package var expression: String
  }

  package var sql: String {
    "SELECT " + columns.map(\.expression).joined(separator: ", ") + " FROM " + tables
  }
}

/// A table in which each row has one count, and says which: rows that are alike in all else are one
/// record, which has the counts by their names.
package struct PivotRule: Hashable, Sendable {
  /// The column that says which count it is.
  package var name: FieldPath
  /// The column of the count.
  package var value: FieldPath
  /// What rows of one record have in common.
  package var by: [FieldPath]
}

/// A count that includes others.
package struct TokenInclusion: Hashable, Sendable {
  package var whole: MappedCount
  package var parts: [MappedCount]
  /// Whether parts that are more than the whole are not in it, instead of an error.
  package var orSeparate = false
}

/// Which records are copies of each other, and which copy counts.
package struct DuplicateRule: Hashable, Sendable {
  /// The values that copies have in common, the first of which must be there; empty for all that
  /// the mapping reads, and the how-manieth of its file it is.
  package var key: [KeyPart]
  package var keep = Keep.last
  /// Formats with one space have copies of each other's records; the greater rank counts.
  package var space: String?
  package var rank = 0
  /// The UTC days of its records are told of, so that sums over these days are copies.
  package var tellsOfDays: String?
  package var unlessDaysOf: String?
  /// What sums may be grouped by, the most useful first: of the groupings of one day one counts.
  package var dimensions: [FieldPath] = []

  package enum KeyPart: Hashable, Sendable {
    case path(FieldPath)
    /// What the event says: `=timestamp`.
    case field(MappedField)
  }

  package enum Keep: Hashable, Sendable {
    case first, last
    /// The copy where it is largest; of equal ones the last.
    case largest(MappedField)
  }
}
