/// Numbers that look random and are the same for one seed, everywhere: SplitMix64, by Sebastiano
/// Vigna (public domain). A test that fails names its seed, so that it can be seen again.
package struct SeededNumbers: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(_ seed: Int) { state = UInt64(bitPattern: Int64(seed)) }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// From 0 up to a bound, the bound excluded.
  package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  package mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  package mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

  /// A text of some of these letters, of up to so many.
  package mutating func text(of letters: String, upTo count: Int) -> String {
    let letters = Array(letters)
    return String((0..<below(count + 1)).map { _ in pick(letters) })
  }
}
