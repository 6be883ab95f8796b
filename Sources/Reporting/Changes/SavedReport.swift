import ExactNumbers
import JSONScanning
package import Templating

/// A JSON report that was written earlier, read back.
package struct SavedReport: Sendable {
  package let tree: TemplateValue

  /// Whether the bytes are such a report, by what they hold: an object with a `schema_version` and
  /// a `cost`. Anything else is usage.
  package static func recognises(_ bytes: [UInt8]) -> Bool {
    let names = JSONValue.outerNames(of: bytes)
    return names.contains("schema_version") && names.contains("cost")
  }

  /// Whether a report may begin with these bytes: with an object that does not end among them.
  package static func mayBegin(with bytes: [UInt8]) -> Bool { JSONValue.isOpenObject(bytes) }

  /// Throws ``SavedReportError`` for what is no report of ours.
  package init(_ bytes: [UInt8], file: String) throws {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes)
    } catch let error as JSONError {
      let place = error.place(in: bytes)
      throw SavedReportError(
        file: "\(file):\(place.line):\(place.column)", found: "no valid JSON",
        advice: "make it with `tariff report --format json`")
    }
    tree = try Self.value(value, file: file)
    guard tree["schema_version"]?.text == "1" else {
      throw SavedReportError(
        file: file, found: "a report of another schema version",
        advice: "expected schema_version \"1\"; make it with this version of tariff")
    }
    guard case .list? = tree["cost"]?["charges"] else {
      throw SavedReportError(
        file: file, found: "a report without charges",
        advice: "make it with `tariff report --format json`")
    }
  }

  private static func value(_ value: JSONValue, file: String) throws -> TemplateValue {
    switch value {
    case .null: return .null
    case .boolean(let value): return .bool(value)
    case .text(let text): return .text(text)
    case .list(let elements): return .list(try elements.map { try self.value($0, file: file) })
    case .object(let members):
      var object = TemplateObject()
      for member in members { object[member.name] = try self.value(member.value, file: file) }
      return .object(object)
    case .number(let text):
      if let integer = Int(text) { return .integer(integer) }
      guard let number = try? ExactDecimal(parsing: text) else {
        throw SavedReportError(
          file: file, found: "the number \(text)",
          advice: "expected plain decimals with at most 18 digits after the point")
      }
      return .decimal(number)
    }
  }
}

/// Why a file is no report that figures can be taken from.
package struct SavedReportError: Error, CustomStringConvertible {
  let file: String
  let found: String
  let advice: String

  package var description: String { "\(file): found \(found); \(advice)" }
}
