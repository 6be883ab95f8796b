import JSONScanning

/// The values of one record, as texts: those that a mapping's paths lead to, each in its slot.
///
/// All texts lie in one array of bytes, constants of the mapping first; a text is a range of it.
struct CapturedValues {
  /// Where a text lies.
  struct Text: Hashable {
    var start: Int32
    var count: Int32
  }

  private enum Slot {
    case absent, null
    /// An object or a list.
    case parts
    case text(Text)
  }

  private(set) var bytes: [UInt8] = []
  private var slots: [Slot]
  /// The members of objects that are labels, with their names.
  private(set) var members: [(name: Text, value: Text)] = []
  /// Values of elements that are looked up by another value.
  private var keyed: [(slot: Int, key: Text, value: Text)] = []
  /// What the element is known by that is read; nil outside of such elements.
  var key: Text?
  private var constantsEnd = 0

  init(slots: Int) { self.slots = Array(repeating: .absent, count: slots) }

  /// Keeps a text for good; only before the first record.
  mutating func constant(_ text: String) -> Text {
    defer { constantsEnd = bytes.count }
    return append(Array(text.utf8))
  }

  /// Takes over what another one keeps for good.
  mutating func copyConstants(of other: CapturedValues) {
    bytes = other.bytes
    constantsEnd = bytes.count
  }

  /// A new object begins.
  mutating func reset() {
    bytes.removeLast(bytes.count - constantsEnd)
    members.removeAll(keepingCapacity: true)
    keyed.removeAll(keepingCapacity: true)
    for slot in slots.indices { slots[slot] = .absent }
  }

  /// Forgets slots, and texts that were added after a mark.
  mutating func forget(_ slots: [Int], texts mark: Mark) {
    bytes.removeLast(bytes.count - mark.bytes)
    members.removeLast(members.count - mark.members)
    keyed.removeLast(keyed.count - mark.keyed)
    for slot in slots { self.slots[slot] = .absent }
  }

  /// How much there is, to come back to.
  struct Mark {
    var bytes: Int
    var members: Int
    var keyed: Int
  }

  var mark: Mark { Mark(bytes: bytes.count, members: members.count, keyed: keyed.count) }

  // MARK: Writing

  mutating func append(_ text: some Sequence<UInt8>) -> Text {
    let start = bytes.count
    bytes.append(contentsOf: text)
    return Text(start: Int32(truncatingIfNeeded: start), count: Int32(bytes.count - start))
  }

  mutating func set(_ slot: Int, to text: Text) {
    if let key { keyed.append((slot, key, text)) } else { slots[slot] = .text(text) }
  }

  mutating func setNull(_ slot: Int) { slots[slot] = .null }

  mutating func setParts(_ slot: Int) { slots[slot] = .parts }

  mutating func addMember(_ name: Text, _ value: Text) { members.append((name, value)) }

  // MARK: Reading

  func isThere(_ slot: Int) -> Bool {
    if case .absent = slots[slot] { false } else { true }
  }

  /// Whether an object or a list is there.
  func holdsParts(_ slot: Int) -> Bool {
    if case .parts = slots[slot] { true } else { false }
  }

  /// The value of the element that is known by a key; the last one.
  func text(_ slot: Int, of key: Text) -> Text? {
    let key = Array(bytes[Int(key.start)..<Int(key.start + key.count)])
    return keyed.last { $0.slot == slot && equals($0.key, key) }?.value
  }

  /// A value that is not empty.
  func text(_ slot: Int) -> Text? {
    guard case .text(let text) = slots[slot], text.count > 0 else { return nil }
    return text
  }

  func withBytes<R>(_ text: Text, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try bytes.withUnsafeBytes { bytes in
      let start = Int(text.start)
      return try body(UnsafeRawBufferPointer(rebasing: bytes[start..<(start + Int(text.count))]))
    }
  }

  func string(_ text: Text) -> String { withBytes(text) { String(decoding: $0, as: UTF8.self) } }

  func equals(_ text: Text, _ other: [UInt8]) -> Bool {
    withBytes(text) { $0.elementsEqual(other) }
  }

  /// A part of a text, by offsets within it.
  func part(_ text: Text, _ range: Range<Int>) -> Text {
    Text(start: text.start + Int32(range.lowerBound), count: Int32(range.count))
  }
}
