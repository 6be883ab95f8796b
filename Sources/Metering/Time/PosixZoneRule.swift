/// A rule by which a zone's clocks change every year, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// The form is that of POSIX's `TZ`. A zone file ends in one, for the years after its last change.
struct PosixZoneRule {
  private var standardOffset = 0
  private var daylight: (offset: Int, start: ChangeDay, end: ChangeDay)?

  /// When in a year clocks change: `M3.5.0/2` is the last Sunday of March, 2 hours after midnight.
  struct ChangeDay {
    let month: Int, week: Int, weekday: Int, second: Int
  }

  init?(text: String) {
    var scanner = PosixScanner(bytes: Array(text.utf8))
    guard scanner.name(), let offset = scanner.offset() else { return nil }
    standardOffset = -offset
    guard scanner.name() else { return }
    let shifted = scanner.offset().map { -$0 } ?? standardOffset + 3600
    guard let start = scanner.changeDay(), let end = scanner.changeDay() else { return nil }
    daylight = (shifted, start, end)
  }

  /// The instants in seconds since 1970 at which the offset changes in these years, ascending.
  func changes(years: ClosedRange<Int>) -> [(Int64, Int)] {
    guard let daylight else { return [] }
    let changes = years.flatMap { year in
      [
        (instant(daylight.start, year: year) - Int64(standardOffset), daylight.offset),
        (instant(daylight.end, year: year) - Int64(daylight.offset), standardOffset),
      ]
    }
    return changes.sorted { $0.0 < $1.0 }
  }

  /// Local seconds since 1970, before the offset is taken off.
  private func instant(_ day: ChangeDay, year: Int) -> Int64 {
    let first = CivilDate(year: year, month: day.month, day: 1)
    // POSIX counts weekdays from Sunday, a civil date's from Monday.
    let wanted = (day.weekday + 6) % 7
    var date = first.advanced(by: (wanted - first.weekday + 7) % 7 + (day.week - 1) * 7)
    while date >= first.nextMonthStart { date = date.advanced(by: -7) }
    return Int64(date.dayNumber) * 86_400 + Int64(day.second)
  }
}

/// Reads the parts of a rule, each from where the one before ends.
private struct PosixScanner {
  let bytes: [UInt8]
  var position = 0

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Passes over a character, if it is the next one.
  private mutating func skip(_ byte: Character) -> Bool {
    guard next == byte.asciiValue else { return false }
    position += 1
    return true
  }

  /// An abbreviation: letters, or anything in `<…>`.
  mutating func name() -> Bool {
    let start = position
    if skip("<") {
      while let byte = next, byte != UInt8(ascii: ">") { position += 1 }
      return skip(">")
    }
    while let byte = next, (byte | 0x20) >= UInt8(ascii: "a"), (byte | 0x20) <= UInt8(ascii: "z") {
      position += 1
    }
    return position - start >= 3
  }

  /// `[+-]h[h][:mm[:ss]]` in seconds.
  mutating func offset() -> Int? {
    let isNegative = skip("-")
    if !isNegative { _ = skip("+") }
    guard let hours = number() else { return nil }
    let minutes = skip(":") ? number() ?? 0 : 0
    let seconds = skip(":") ? number() ?? 0 : 0
    let total = hours * 3600 + minutes * 60 + seconds
    return isNegative ? -total : total
  }

  /// `,Mm.w.d[/time]`; other forms are not used by the database's current rules.
  mutating func changeDay() -> PosixZoneRule.ChangeDay? {
    guard skip(","), skip("M"), let month = number(), skip("."), let week = number(), skip("."),
      let weekday = number()
    else { return nil }
    let second = skip("/") ? offset() : 7200
    guard let second, (1...12).contains(month), (1...5).contains(week), weekday < 7 else {
      return nil
    }
    return PosixZoneRule.ChangeDay(month: month, week: week, weekday: weekday, second: second)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let byte = next, byte >= 48, byte <= 57, position < bytes.count {
      value = (value ?? 0) * 10 + Int(byte - 48)
      position += 1
    }
    return value
  }
}
