import ExactNumbers
import Foundation
import Templating
import Testing

@Suite struct MustacheSpecificationTests {
  @Test(arguments: try SpecificationCase.all)
  func `the specification's cases hold`(testCase: SpecificationCase) throws {
    let template = try Template(
      testCase.template, name: testCase.name, format: .html, partials: testCase.partials ?? [:],
      unknownNames: .empty)
    #expect(try template.render(testCase.data.value) == testCase.expected)
  }
}

/// One case of a specification file.
struct SpecificationCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let template: String
  let partials: [String: String]?
  let data: SpecificationData
  let expected: String

  var testDescription: String { name }

  static var all: [SpecificationCase] {
    get throws {
      let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        .filter { $0.hasSuffix(".json") }
        .flatMap { name in
          let data = try Data(contentsOf: folder.appending(path: name))
          return try JSONDecoder().decode(SpecificationFile.self, from: data).tests
        }
    }
  }
}

private struct SpecificationFile: Decodable {
  let tests: [SpecificationCase]
}

/// A case's data as a template value.
struct SpecificationData: Decodable, Sendable {
  let value: TemplateValue

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      value = .null
    } else if let bool = try? container.decode(Bool.self) {
      value = .bool(bool)
    } else if let integer = try? container.decode(Int.self) {
      value = .integer(integer)
    } else if let decimal = try? container.decode(Decimal.self) {
      value = .decimal(try ExactDecimal(parsing: decimal.description))
    } else if let text = try? container.decode(String.self) {
      value = .text(text)
    } else if let list = try? container.decode([SpecificationData].self) {
      value = .list(list.map(\.value))
    } else {
      var object = TemplateObject()
      for (name, data) in try container.decode([String: SpecificationData].self) {
        object[name] = data.value
      }
      value = .object(object)
    }
  }
}
