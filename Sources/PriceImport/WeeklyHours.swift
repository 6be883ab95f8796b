import Metering

/// The minutes of a week, in one zone, in which some price holds.
struct WeeklyHours: Equatable {
  let zone: ZoneOffsets
  private var minutes: [Bool]

  /// No minute of the week.
  init(zone: ZoneOffsets) {
    self.zone = zone
    minutes = Array(repeating: false, count: 7 * Self.day)
  }

  private static let day = 1440

  var isEmpty: Bool { !minutes.contains(true) }
  var isAlways: Bool { !minutes.contains(false) }

  /// All minutes that are not in it.
  var complement: WeeklyHours {
    var other = self
    other.minutes = minutes.map { !$0 }
    return other
  }

  /// Adds hours of some days, 0 for Monday; nil is the whole day, and every day. `offset` is how many
  /// minutes the zone's clocks are ahead of those that the hours are of.
  mutating func add(_ hours: Schedule.Hours?, weekdays: Set<Int>?, offset: Int = 0) {
    for weekday in weekdays ?? Set(0..<7) {
      for minute in 0..<Self.day {
        let clock = (minute - offset + 2 * Self.day) % Self.day
        if hours?.contains(clock) ?? true { minutes[weekday * Self.day + minute] = true }
      }
    }
  }

  /// Takes out all minutes of another, of the same zone.
  mutating func subtract(_ other: WeeklyHours) {
    for minute in minutes.indices where other.minutes[minute] { minutes[minute] = false }
  }

  /// The same minutes as schedules of which no two hold at once.
  var schedules: [Schedule] {
    var days: [(hours: [Schedule.Hours?], weekdays: Set<Int>)] = []
    for weekday in 0..<7 {
      let hours = hours(of: weekday)
      if let known = days.firstIndex(where: { $0.hours == hours }) {
        days[known].weekdays.insert(weekday)
      } else {
        days.append((hours, [weekday]))
      }
    }
    return days.flatMap { day in
      let weekdays = day.weekdays.count == 7 ? nil : day.weekdays
      return day.hours.map { Schedule(hours: $0, weekdays: weekdays, zone: zone) }
    }
  }

  /// The stretches of one day; the one that ends it and the one that begins it are one over midnight.
  private func hours(of weekday: Int) -> [Schedule.Hours?] {
    let day = Array(minutes[weekday * Self.day..<(weekday + 1) * Self.day])
    if !day.contains(false) { return [nil] }
    let starts = day.indices.filter { day[$0] && ($0 == 0 || !day[$0 - 1]) }
    let ends = day.indices.filter { day[$0] && ($0 == Self.day - 1 || !day[$0 + 1]) }
    var hours = zip(starts, ends).map { Schedule.Hours(start: $0, end: $1 + 1) }
    if hours.count > 1, let first = hours.first, let last = hours.last, first.start == 0,
      last.end == Self.day
    {
      hours[hours.count - 1].end = first.end
      hours.removeFirst()
    }
    return hours.map { Schedule.Hours(start: $0.start, end: $0.end % Self.day) }
  }
}

extension Schedule.Hours {
  /// Hours as sources write them, `16:30-00:30`; nil where the text is none.
  init?(parsing text: String) {
    let sides = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.minutes)
    guard sides.count == 2, let start = sides[0], let end = sides[1], start < 1440 else {
      return nil
    }
    self.init(start: start, end: end % 1440)
  }

  /// Whether they are the whole day: `00:00-00:00`.
  var isWholeDay: Bool { start == end }

  func contains(_ minute: Int) -> Bool {
    if isWholeDay { return true }
    return start < end ? minute >= start && minute < end : minute >= start || minute < end
  }

  private static func minutes(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map {
      $0.drop { $0 == " " }
    }
    let numbers = parts.compactMap { Int($0.split(separator: " ").first ?? "") }
    guard numbers.count == 2, parts.count == 2, (0..<60).contains(numbers[1]),
      (0...1440).contains(numbers[0] * 60 + numbers[1])
    else { return nil }
    return numbers[0] * 60 + numbers[1]
  }
}
