/// Where a record stands, in the order of paths, files and lines.
package struct RecordPlace: Hashable, Comparable, Sendable {
  /// The file's number.
  package var file: Int
  /// Which part of a file that several threads read.
  package var part = 0
  /// From 0, counted from the part's start; of a database the row.
  package var line = 0

  package static func < (left: Self, right: Self) -> Bool {
    (left.file, left.part, left.line) < (right.file, right.part, right.line)
  }
}
