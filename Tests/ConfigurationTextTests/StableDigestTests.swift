import ConfigurationText
import Testing

@Suite struct `A stable digest` {
  /// FNV-1a of 128 bits, of the bytes "1:a" (a text with its length).
  @Test func `is FNV-1a of each text and its length`() {
    var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    for byte in "1:a".utf8 {
      state = (state ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
    }
    let expected = String(state, radix: 16)
    #expect(StableDigest.of("a").hasSuffix(expected) && StableDigest.of("a").utf8.count == 32)
  }

  @Test func `tells texts apart that run together`() {
    var one = StableDigest()
    one.add("ab")
    one.add("c")
    var other = StableDigest()
    other.add("a")
    other.add("bc")
    #expect(one.hexadecimal != other.hexadecimal)
  }
}
