import JSONScanning
import Testing

@Suite struct JSONCursorTests {
  /// Gives a cursor over the text to `body`.
  private func read<R>(_ text: String, _ body: (inout JSONCursor) throws -> R) throws -> R {
    try Array(text.utf8).withUnsafeBytes { bytes in
      var cursor = JSONCursor(bytes)
      return try body(&cursor)
    }
  }

  @Test func `members come in order with their names unescaped`() throws {
    let names = try read(#" { "a" : 1 , "\u0062\n" : [ {} , null ] } "#) { cursor in
      var names: [String] = []
      var progress = try cursor.enterObject()
      while let name = try cursor.nextName(&progress) {
        names.append(name.string)
        try cursor.skipValue()
      }
      return names
    }
    #expect(names == ["a", "b\n"])
  }

  @Test(arguments: [
    (#""""#, ""), (#""plain""#, "plain"),
    (#""longer than one word of 8""#, "longer than one word of 8"),
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9é☃😀""#, "éé☃😀"),
    (#""\ud83d\ude00""#, "😀"), (#""\uD83Dx""#, "\u{FFFD}x"),
    (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
    (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\u0800\u07ff\u0000""#, "\u{800}\u{7FF}\0"),
  ]) func `strings are unescaped`(json: String, text: String) throws {
    #expect(try read(json) { try $0.string().string } == text)
  }

  @Test(
    arguments: [
      ("0", 0, 0), ("-0", 0, 0), ("17", 17, 0), ("-5", -5, 0), ("-0.75", -75, 2), ("1.0", 10, 1),
      ("999999999999999999", 999_999_999_999_999_999, 0), ("1e3", nil, 0), ("1.5E-3", nil, 0),
      ("1234567890123456789", nil, 0), ("0.1234567890123456789", nil, 19),
    ] as [(String, Int?, Int)])
  func `numbers keep their text and their digits`(text: String, digits: Int?, scale: Int) throws {
    let (slice, significand, fractionDigits) = try read(text) { cursor in
      let number = try cursor.number()
      let slice = String(decoding: number.text, as: UTF8.self)
      return (slice, number.significand, number.fractionDigits)
    }
    #expect(slice == text)
    #expect(significand == digits)
    #expect(fractionDigits == scale)
  }

  @Test func `nesting is allowed to the limit and refused beyond`() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(try Suite.error(of: nested(1000)) == nil)
    #expect(try Suite.error(of: nested(1001)) == JSONError(reason: .tooDeep, offset: 1000))
  }

  @Test(
    arguments: [
      ("", .unexpectedEnd, 0), ("{\"a\":", .unexpectedEnd, 5), ("[1,]", .unexpectedByte, 3),
      ("\"a\u{1}\"", .controlCharacter, 2), ("\"a\\x\"", .invalidEscape, 2),
      ("01", .invalidNumber, 2),
      ("[1.x]", .invalidNumber, 3), ("{} {}", .unexpectedByte, 3), ("tru", .unexpectedEnd, 3),
    ] as [(String, JSONError.Reason, Int)])
  func `an error says why and where`(text: String, reason: JSONError.Reason, offset: Int) throws {
    let error = try #require(try Suite.error(of: Array(text.utf8)))
    #expect(error.offset == offset)
    #expect(error.reason == (offset >= text.utf8.count ? .unexpectedEnd : reason))
  }

  @Test(
    arguments: [
      [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xC3, 0x28], [0xE2, 0x98, 0x28],
    ] as [[UInt8]]) func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) throws
  {
    let error = try Suite.error(of: [0x22] + bytes + Array("\"          ".utf8))
    #expect(error?.reason == .invalidUTF8)
  }

  @Test func `every cut of a document is an unexpected end`() throws {
    let text = #"{"a":"x\u00e9 é \ud83d\ude00","b":[-1.5e+3,true,false,null,{}]}"#
    let bytes = Array(text.utf8)
    for count in 0..<bytes.count {
      #expect(try Suite.error(of: Array(bytes[..<count]))?.reason == .unexpectedEnd, "\(count)")
    }
  }

  @Test func `an expected name is consumed where it stands, and nothing else is`() throws {
    let text =
      #"{"timestamp":1 , "tool_name": 2,"tool_name" :3,"tool_namf":4,"a":5          }         "#
    try read(text) { cursor in
      var progress = try cursor.enterObject()
      #expect(!cursor.consume(JSONExpectedName("tool_name"), &progress))
      #expect(cursor.consume(JSONExpectedName("timestamp"), &progress))
      #expect(try cursor.number().significand == 1)
      #expect(cursor.consume(JSONExpectedName("tool_name"), &progress))
      #expect(try cursor.number().significand == 2)
      for value in 3...4 {
        #expect(!cursor.consume(JSONExpectedName("tool_name"), &progress))
        #expect(try cursor.nextName(&progress) != nil)
        #expect(try cursor.number().significand == value)
      }
      #expect(!cursor.consume(JSONExpectedName(""), &progress))
      #expect(cursor.consume(JSONExpectedName("a"), &progress))
      #expect(try cursor.number().significand == 5)
      #expect(!cursor.consume(JSONExpectedName("a"), &progress))
      #expect(try cursor.nextName(&progress) == nil)
    }
  }
}
