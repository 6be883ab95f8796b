import ExactNumbers
import JSONScanning
import Metering
import Names

/// What the fields of a record hold: texts, numbers and times, as a mapping says to find them.
struct FieldValues {
  typealias Text = CapturedValues.Text
  typealias Alternative = CompiledMapping.Alternative

  var values: CapturedValues
  /// The names of the file and of the folders around it, the file's own last.
  var place: [String] = []
  /// What files beside this one say.
  var besides: [[UInt8]?] = []
  /// By the slots of values that are looked up: the slot of what they are looked up by.
  private let lookups: [Int: Int]
  private var scratch: [UInt8] = []

  init(_ values: CapturedValues, lookups: [Int: Int] = [:]) {
    self.values = values
    self.lookups = lookups
  }

  private func value(_ slot: Int) -> Text? {
    guard !lookups.isEmpty, let by = lookups[slot] else { return values.text(slot) }
    return values.text(by).flatMap { values.text(slot, of: $0) }
  }

  /// The first value that there is, and what gave it.
  mutating func text(_ source: CompiledMapping.Source) -> (text: Text, from: Alternative)? {
    for alternative in source {
      guard holds(alternative.when), let found = text(alternative) else { continue }
      return (found, alternative)
    }
    return nil
  }

  private mutating func text(_ alternative: Alternative) -> Text? {
    let found: Text?
    switch alternative.origin {
    case .slot(let slot): found = value(slot)
    case .constant(let text): found = text
    case .beside(let place): found = besides[place].map { values.append($0) }
    case .folder(let number):
      found = place.count > number ? values.append(place[place.count - 1 - number].utf8) : nil
    case .file: found = place.last.map { values.append($0.prefix { $0 != "." }.utf8) }
    case .sum(let slots):
      // Only to see whether there is something; numbers are added where they are asked for.
      found = slots.compactMap { value($0) }.first
    case .between(let start, let end):
      found = values.text(start).flatMap { values.text(end) == nil ? nil : $0 }
    }
    guard let found, found.count > 0 else { return nil }
    return named(cut(found, alternative.cut), alternative)
  }

  private func named(_ text: Text?, _ alternative: Alternative) -> Text? {
    guard let text else { return nil }
    for value in alternative.values where equals(text, value.value) { return value.name }
    return text
  }

  private func cut(_ text: Text, _ cut: FieldSource.Cut?) -> Text? {
    guard let cut else { return text }
    return values.withBytes(text) { bytes in
      switch cut {
      case .before(let mark):
        return bytes.firstRange(of: mark).map { values.part(text, 0..<$0.lowerBound) }
      case .after(let mark):
        return bytes.lastRange(of: mark).map { values.part(text, $0.upperBound..<bytes.count) }
          ?? text
      }
    }
  }

  /// Whether a text is another one; `true` and `false` are the same in any case.
  private func equals(_ text: Text, _ other: [UInt8]) -> Bool {
    if values.equals(text, other) { return true }
    guard text.count == other.count, text.count == 4 || text.count == 5 else { return false }
    guard other.elementsEqual("true".utf8) || other.elementsEqual("false".utf8) else {
      return false
    }
    return values.withBytes(text) { bytes in
      zip(bytes, other).allSatisfy { $0 | 0x20 == $1 }
    }
  }

  // MARK: Conditions

  func holds(_ conditions: [CompiledMapping.Condition]) -> Bool {
    conditions.allSatisfy { holds($0.test, $0.slot) }
  }

  func anyHolds(_ conditions: [CompiledMapping.Condition]) -> Bool {
    conditions.contains { holds($0.test, $0.slot) }
  }

  private func holds(_ test: MappingCondition.Test, _ slot: Int) -> Bool {
    switch test {
    case .not(let test): return !holds(test, slot)
    case .absent:
      // An object or a list is there, though it has no text.
      return values.text(slot) == nil && !values.holdsParts(slot)
    case .oneOf(let texts):
      guard let text = values.text(slot) else {
        return texts.contains("") && !values.holdsParts(slot)
      }
      return texts.contains { equals(text, Array($0.utf8)) }
    case .below(let limit): return number(slot).map { $0 < limit } ?? false
    case .above(let limit): return number(slot).map { $0 > limit } ?? false
    case .like(let pattern):
      guard let text = values.text(slot) else { return false }
      return values.withBytes(text) { pattern.matches($0) }
    }
  }

  private func number(_ slot: Int) -> ExactDecimal? {
    values.text(slot).flatMap { try? ExactDecimal(parsing: values.string($0)) }
  }

  // MARK: Numbers

  /// A number, or why there is none.
  enum Number<Value> {
    case absent, invalid
    case value(Value)

    var value: Value? { if case .value(let value) = self { value } else { nil } }
  }

  /// A count, in units of one.
  mutating func count(_ source: CompiledMapping.Source) -> Number<Int> {
    let limit = Int128(9_007_199_254_740_992)
    switch scaled(source, to: 0, exactly: true) {
    case .absent: return .absent
    case .invalid: return .invalid
    case .value(let value): return 0...limit ~= value ? .value(Int(value)) : .invalid
    }
  }

  /// A number in units of 10^-digits of a second, one or a dollar, which is what the field counts
  /// unless the source says its unit.
  mutating func scaled(
    _ source: CompiledMapping.Source, to digits: Int, unit: FieldSource.Unit = .one,
    exactly: Bool = false
  ) -> Number<Int128> {
    guard let (text, from) = text(source) else { return .absent }
    let shift = digits + (from.unit ?? unit).exponent
    switch from.origin {
    case .sum(let slots):
      var sum: Int128 = 0
      for slot in slots {
        guard let part = value(slot) else { continue }
        guard let number = number(part, shift, exactly) else { return .invalid }
        let (total, overflow) = sum.addingReportingOverflow(number)
        if overflow { return .invalid }
        sum = total
      }
      return .value(sum)
    case .between(let start, let end):
      guard let span = span(start, end, from) else { return .invalid }
      return .value(Int128(span.milliseconds) * Int128(Self.powerOfTen(max(digits - 3, 0))))
    default: return number(text, shift, exactly).map { .value($0) } ?? .invalid
    }
  }

  private static func powerOfTen(_ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  /// The number of a text times 10^shift; nil where it is none, or not whole and has to be.
  private mutating func number(_ text: Text, _ shift: Int, _ exactly: Bool) -> Int128? {
    scratch.removeAll(keepingCapacity: true)
    guard values.withBytes(text, { NumberSpelling.plain($0, into: &scratch) }) else { return nil }
    return scratch.withUnsafeBytes { bytes in
      var cursor = JSONCursor(bytes)
      guard let number = try? cursor.number(), cursor.offset == bytes.count else { return nil }
      return exactly ? number.exactly(by: shift) : number.scaled(by: shift)
    }
  }

  // MARK: Times

  mutating func time(_ source: CompiledMapping.Source) -> Number<RecordTime> {
    guard let (text, from) = text(source) else { return .absent }
    return time(text, from).map { .value($0) } ?? .invalid
  }

  private mutating func time(_ text: Text, _ from: Alternative) -> RecordTime? {
    let time = values.withBytes(text) { bytes in
      TimeSpelling.time(bytes, unit: from.unit, pattern: from.timePattern)
    }
    guard var time else { return nil }
    if !time.hasZone, let zone = from.zone {
      time.asUTC = zone.instant(of: LocalTime(asUTC: time.asUTC))
      time.hasZone = true
    }
    time.asUTC = time.asUTC + from.plus
    return time
  }

  private mutating func span(_ start: Int, _ end: Int, _ from: Alternative) -> TimeSpan? {
    guard let first = values.text(start), let last = values.text(end),
      let start = time(first, from), let end = time(last, from), start.asUTC <= end.asUTC
    else { return nil }
    return end.asUTC - start.asUTC
  }
}
