/// What is wrong in a file that a person wrote, and where: the facts, worded here once.
package struct ConfigurationError: Error, Hashable, Sendable {
  package let file: String
  /// Both count from 1.
  package let line: Int
  package let column: Int
  package let found: String
  package let expected: String

  package init(file: String, line: Int, column: Int, found: String, expected: String) {
    self.file = file
    self.line = line
    self.column = column
    self.found = found
    self.expected = expected
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// `prices.yaml:4:5: found '1,5'; expected a plain decimal number such as 0.075`
  package var description: String {
    "\(file):\(line):\(column): found \(found); expected \(expected)"
  }
}
