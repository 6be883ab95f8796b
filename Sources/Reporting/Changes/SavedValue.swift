import ExactNumbers
import JSONScanning
import Templating

/// A value of a saved report, with its path: what is missing or of another type is an error that
/// names it, never a figure of 0.
struct SavedValue: Sendable {
  let value: JSONValue
  let file: String
  let path: String

  init(_ value: JSONValue, file: String, path: String) {
    self.value = value
    self.file = file
    self.path = path
  }

  /// A member of an object.
  subscript(name: String) -> SavedValue {
    get throws {
      guard let member = value[name] else { throw failure("found nothing") }
      return SavedValue(member, file: file, path: path.isEmpty ? name : "\(path).\(name)")
    }
  }

  func elements() throws -> [SavedValue] {
    guard case .list(let elements) = value else { throw failure("expected a list") }
    return elements.enumerated().map { SavedValue($1, file: file, path: "\(path)[\($0)]") }
  }

  func text() throws -> String {
    guard case .text(let text) = value else { throw failure("expected a text") }
    return text
  }

  func optionalText() throws -> String? { value == .null ? nil : try text() }

  func isTrue() throws -> Bool {
    guard case .boolean(let value) = value else { throw failure("expected true or false") }
    return value
  }

  func number() throws -> ExactDecimal {
    guard case .number(let text) = value else { throw failure("expected a number") }
    guard let number = try? ExactDecimal(parsing: text) else {
      throw failure(
        "the number \(text); expected plain decimals of at most 18 digits after the point")
    }
    return number
  }

  func optionalNumber() throws -> ExactDecimal? { value == .null ? nil : try number() }

  /// A number that is not negative.
  func count() throws -> ExactDecimal {
    let number = try number()
    guard !number.isNegative else { throw failure("expected no negative number") }
    return number
  }

  /// A whole number that is not negative.
  func whole() throws -> Int {
    let (whole, rest) = try count().units.quotientAndRemainder(
      dividingBy: ExactDecimal.unitsPerOne)
    guard rest == 0, let count = Int(exactly: whole) else {
      throw failure("expected a whole number")
    }
    return count
  }

  /// An object whose names the data decided.
  func data() throws -> TemplateObject {
    guard case .object = value, case .object(let object) = try tree() else {
      throw failure("expected an object")
    }
    return object
  }

  private func tree() throws -> TemplateValue {
    switch value {
    case .null: return .null
    case .boolean(let value): return .bool(value)
    case .text(let text): return .text(text)
    case .list: return .list(try elements().map { try $0.tree() })
    case .number(let text):
      if let integer = Int(text) { return .integer(integer) }
      return .decimal(try number())
    case .object(let members):
      var object = TemplateObject()
      for member in members {
        object[member.name] = try SavedValue(
          member.value, file: file, path: "\(path).\(member.name)"
        ).tree()
      }
      return .object(object)
    }
  }

  private func failure(_ problem: String) -> SavedReportError {
    SavedReportError(
      file: file, found: "'\(path)': \(problem)",
      advice: "make the report again with this version of tariff")
  }
}
