/// What is wrong in a file that a person wrote, and where: the facts, worded here once.
package struct ConfigurationError: Error, Hashable, Sendable {
  package let place: FilePlace
  package let found: String
  package let expected: String

  package init(_ place: FilePlace, found: String, expected: String) {
    self.place = place
    self.found = found
    self.expected = expected
  }

  package init(file: String, line: Int, column: Int, found: String, expected: String) {
    self.init(FilePlace(file: file, line: line, column: column), found: found, expected: expected)
  }

  package var file: String { place.file }
  package var line: Int { place.line }
  package var column: Int { place.column }
}

extension ConfigurationError: CustomStringConvertible {
  /// `prices.yaml:4:5: found '1,5'; expected a plain decimal number such as 0.075`
  package var description: String { "\(place): found \(found); expected \(expected)" }
}
