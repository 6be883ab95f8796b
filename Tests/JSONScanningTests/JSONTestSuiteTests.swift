import Foundation
import JSONScanning
import Testing

/// The cases of JSONTestSuite in `Fixtures/`.
enum Suite {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Fixtures")

  static func cases(_ prefix: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".json") }.sorted()
  }

  static func error(of name: String) throws -> JSONError? {
    try error(of: [UInt8](Data(contentsOf: folder.appending(path: name))))
  }

  static func error(of bytes: [UInt8]) throws -> JSONError? {
    do {
      try bytes.withUnsafeBytes { try JSONCursor.validate($0) }
      return nil
    } catch let error as JSONError {
      return error
    }
  }
}

@Suite struct JSONTestSuiteTests {
  @Test func `all cases are there`() {
    #expect(Suite.cases("y_").count == 95)
    #expect(Suite.cases("n_").count > 180)
    #expect(Suite.cases("i_").count > 30)
  }

  @Test(arguments: Suite.cases("y_")) func `what must be accepted is`(name: String) throws {
    #expect(try Suite.error(of: name) == nil)
  }

  @Test(arguments: Suite.cases("n_")) func `what must be refused is`(name: String) throws {
    let error = try #require(try Suite.error(of: name))
    #expect(error.offset >= 0)
  }

  @Test(arguments: Suite.cases("i_")) func `what is open does not crash`(name: String) throws {
    _ = try Suite.error(of: name)
  }
}
