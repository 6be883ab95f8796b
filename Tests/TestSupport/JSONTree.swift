package import Foundation

/// A JSON document whose numbers stay decimal.
package indirect enum JSONTree: Decodable, Sendable {
  case null
  case bool(Bool)
  case number(Decimal)
  case text(String)
  case list([JSONTree])
  case object([String: JSONTree])

  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .bool(flag)
    } else if let number = try? value.decode(Decimal.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSONTree].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONTree].self))
    }
  }

  package init(_ text: some StringProtocol) throws {
    self = try JSONDecoder().decode(JSONTree.self, from: Data(text.utf8))
  }

  package init(contentsOf file: URL) throws {
    self = try JSONDecoder().decode(JSONTree.self, from: Data(contentsOf: file))
  }

  /// What is below an object's keys; null where there is nothing.
  package subscript(path: String...) -> JSONTree {
    path.reduce(self) { tree, key in
      if case .object(let fields) = tree { fields[key] ?? .null } else { .null }
    }
  }

  package var number: Decimal? { if case .number(let number) = self { number } else { nil } }
  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var elements: [JSONTree] { if case .list(let list) = self { list } else { [] } }
  package var fields: [String: JSONTree] {
    if case .object(let fields) = self { fields } else { [:] }
  }
  package var isNull: Bool { if case .null = self { true } else { false } }
}
