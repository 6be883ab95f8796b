/// Where something stands in a file; lines and columns count from 1.
package struct FilePlace: Hashable, Sendable {
  package let file: String
  package let line: Int
  package let column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// Whether it comes first, of two places of one file.
  package func precedes(_ other: FilePlace) -> Bool {
    (line, column) < (other.line, other.column)
  }
}

extension FilePlace: CustomStringConvertible {
  /// `rules.yaml:4:5`
  package var description: String { "\(file):\(line):\(column)" }
}
