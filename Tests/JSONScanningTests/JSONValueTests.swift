import JSONScanning
import Testing

/// A whole document in memory.
struct `A JSON value` {
  @Test func `keeps the order of members and the text of numbers`() throws {
    let value = try JSONValue(parsing: Array(#"{"b": [1.50, true, null], "a": "\u00e9"}"#.utf8))
    guard case .object(let members) = value else {
      Issue.record("no object")
      return
    }
    #expect(members.map(\.name) == ["b", "a"])
    #expect(members[0].value == .list([.number("1.50"), .boolean(true), .null]))
    #expect(members[1].value == .text("é"))
  }

  @Test func `says where a document is broken`() throws {
    let bytes = Array("{\n  \"a\": 1,\n  oops\n}".utf8)
    let error = try #require(throws: JSONError.self) { try JSONValue(parsing: bytes) }
    #expect(error.place(in: bytes) == (3, 3))
  }

  @Test(arguments: [
    (#"{"a": {"c": 1}, "b"#, true), (#"{"a": 1} "#, false), ("[{", false), (#"{"a" 1"#, false),
    (" ", false),
  ])
  func `knows an object that goes on`(text: String, isOpen: Bool) {
    #expect(JSONValue.isOpenObject(Array(text.utf8)) == isOpen)
  }

  @Test(arguments: [
    (#"{"a": {"c": 1}, "b": 2}"#, ["a", "b"]), (#"{"a": 1} {"a": 2}"#, []), ("[1]", []),
    (#"{"a": 1, "b": [}"#, ["a", "b"]), ("", []), (" {} \n", []),
  ])
  func `names what the outer object holds`(text: String, names: [String]) {
    #expect(JSONValue.outerNames(of: Array(text.utf8)) == names)
  }
}
