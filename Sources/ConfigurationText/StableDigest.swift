/// A 128-bit FNV-1a hash, the same on every host and in every version.
///
/// It tells books and rule sets apart; it is no protection against someone who looks for a collision.
package struct StableDigest {
  private var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
  private static let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013b

  package init() {}

  /// The digest of one text.
  package static func of(_ text: String) -> String {
    var digest = StableDigest()
    digest.add(text)
    return digest.hexadecimal
  }

  /// Adds a text and its length, so that "ab", "c" and "a", "bc" differ.
  package mutating func add(_ text: String) {
    for byte in String(text.utf8.count).utf8 { add(byte) }
    add(UInt8(ascii: ":"))
    for byte in text.utf8 { add(byte) }
  }

  private mutating func add(_ byte: UInt8) {
    state = (state ^ UInt128(byte)) &* Self.prime
  }

  /// 32 hexadecimal digits.
  package var hexadecimal: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 32 - digits.utf8.count) + digits
  }
}
