import Names
import TestSupport
import Testing

@Suite struct `A glob` {
  /// Random patterns and texts of few letters, so that many of them match.
  @Test(arguments: 0..<20)
  func `matches what the plain definition of a star says`(seed: Int) {
    var numbers = SeededNumbers(seed)
    for _ in 0..<500 {
      let pattern = numbers.text(of: "ab/*", upTo: 6)
      let text = numbers.text(of: "ab/", upTo: 8)
      #expect(
        Glob(pattern).matches(text)
          == Self.matches(Array(pattern.utf8)[...], Array(text.utf8)[...]),
        "\(pattern) on \(text)")
    }
  }

  /// A star is nothing, or one byte and a star.
  private static func matches(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == UInt8(ascii: "*") {
      return matches(pattern.dropFirst(), text)
        || !text.isEmpty && matches(pattern, text.dropFirst())
    }
    return text.first == first && matches(pattern.dropFirst(), text.dropFirst())
  }

  @Test func `stands for a slash too, and every other mark is itself`() {
    #expect(Glob("logs/*.json").matches("logs/a/b.json"))
    #expect(!Glob("a?c").matches("abc"))
    #expect(Glob("a?c").matches("a?c"))
    #expect(!Glob("[ab]").matches("a"))
  }

  @Test func `tells names apart by their bytes and by their case`() {
    #expect(!Glob("Gemini*").matches("gemini-flash"))
    #expect(!Glob("\u{E9}*").matches("e\u{301}"))
  }

  @Test func `of many stars takes time in proportion to the text`() {
    let pattern = String(repeating: "*a", count: 100) + "b"
    #expect(!Glob(pattern).matches(String(repeating: "a", count: 10_000)))
  }
}
