import ExactNumbers
import JSONScanning
import Metering
import PriceBooks

/// `off_peak_pricing` of LiteLLM: rates that hold in some hours of the week, in place of the row's
/// and of its context tiers'.
///
/// Hours are UTC; weekdays are those of `weekday_timezone`, 1 for Monday or by name. The hours of the
/// block itself and those of its `windows` hold each by itself.
struct LiteLLMOffPeak {
  let rates: [String: Rate]
  let hours: WeeklyHours

  /// nil where the model has none, or nothing of them can be said.
  init?(
    _ value: JSONValue?, of id: String, zones: ZoneLookup, _ imported: inout ImportedPrices
  ) {
    guard let value, value != .null, value != .object([]) else { return nil }
    guard case .object = value else {
      imported.leaveOut("off-peak prices that are no object", of: id)
      return nil
    }
    rates = Self.rates(value, of: id, &imported)
    let windows = Windows(value, of: id, zones: zones, &imported)
    hours = windows.hours(of: id, &imported)
    if windows.isEmpty { imported.leaveOut("off-peak prices without hours", of: id) }
    if hours.isEmpty || rates.isEmpty { return nil }
  }

  private static func rates(
    _ block: JSONValue, of id: String, _ imported: inout ImportedPrices
  ) -> [String: Rate] {
    var rates: [String: Rate] = [:]
    for (key, value) in block.members where !Windows.keys.contains(key) && value != .null {
      guard let known = LiteLLMKey(key), known.place == .standard, let rate = known.rate(value)
      else {
        imported.leaveOut("a key of off_peak_pricing that is not known: \(key)", of: id)
        continue
      }
      rates[known.meter] = rate
    }
    return rates
  }

  /// The rows with these hours apart. A row that holds at all times keeps the others; where service
  /// tiers have rows of their own, each of them is cut into its hours.
  func rows(of rows: [PriceRow]) -> [PriceRow] {
    if hours.isAlways { return rows.map { $0.replacing(rates) } }
    return rows.flatMap { row -> [PriceRow] in
      var apart = row.replacing(rates)
      guard row.condition.serviceTier == nil else {
        return row.during(hours.complement) + apart.during(hours)
      }
      if rows.count > 1 { apart.condition.serviceTier = "standard" }
      return [row] + apart.during(hours)
    }
  }
}

/// The hours of a block, as they are written.
private struct Windows {
  private var windows: [(hours: Schedule.Hours?, weekdays: Set<Int>?)] = []
  private var zone = ZoneOffsets.utc

  static let keys = ["windows", "hours_utc", "weekdays", "weekday_timezone"]

  init(
    _ block: JSONValue, of id: String, zones: ZoneLookup, _ imported: inout ImportedPrices
  ) {
    if let name = block["weekday_timezone"]?.text?.split(separator: " ").first {
      if let known = zones(String(name)) {
        zone = known
      } else {
        imported.remark("taken as UTC, as the source does: an unknown zone '\(name)'", of: id)
      }
    }
    if block["hours_utc"] != nil || block["weekdays"] != nil {
      add(block, of: id, &imported)
    }
    switch block["windows"] {
    case .list(let windows): for window in windows { add(window, of: id, &imported) }
    case nil, .null: break
    default: imported.leaveOut("off-peak windows that are no list", of: id)
    }
  }

  var isEmpty: Bool { windows.isEmpty }

  private mutating func add(
    _ window: JSONValue, of id: String, _ imported: inout ImportedPrices
  ) {
    var weekdays: Set<Int>?
    if let days = window["weekdays"], days != .null {
      let items = days.text == nil ? days.elements : [days]
      weekdays = Set(items.compactMap(Self.weekday))
      if weekdays?.count != items.count || items.isEmpty {
        imported.leaveOut("off-peak weekdays that are not known", of: id)
      }
      if weekdays?.isEmpty == true { return }
    }
    switch window["hours_utc"] {
    case nil, .null:
      guard weekdays != nil else {
        return imported.leaveOut("an off-peak window without hours", of: id)
      }
      windows.append((nil, weekdays))
    case .some(let value):
      for item in value.text == nil ? value.elements : [value] {
        guard let hours = item.text.flatMap(Schedule.Hours.init(parsing:)) else {
          imported.leaveOut("off-peak hours that are not read", of: id)
          continue
        }
        windows.append((hours.isWholeDay ? nil : hours, weekdays))
      }
    }
  }

  /// 0 for Monday: of `1`, `"1"`, `mon` or `Monday`.
  private static func weekday(_ value: JSONValue) -> Int? {
    if let number = value.anyNumber, let day = Int(number.description) {
      return (1...7).contains(day) ? day - 1 : nil
    }
    guard let name = value.text?.asciiLowercased, name.utf8.count >= 3 else { return nil }
    let days = [
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    return days.firstIndex { $0.hasPrefix(name) }
  }

  /// The week's minutes. Hours are UTC: where the zone of the weekdays changes its clocks, no hours
  /// of its days can be said but whole ones.
  func hours(of id: String, _ imported: inout ImportedPrices) -> WeeklyHours {
    let needsZone = windows.contains { $0.weekdays != nil }
    var week = WeeklyHours(zone: needsZone ? zone : .utc)
    for window in windows {
      if let offset = week.zone.steadyOffset {
        week.add(window.hours, weekdays: window.weekdays, offset: offset)
      } else if window.hours == nil {
        week.add(nil, weekdays: window.weekdays)
      } else {
        imported.leaveOut("off-peak hours (UTC) of a zone whose clocks change", of: id)
      }
    }
    return week
  }
}

extension ZoneOffsets {
  /// Minutes ahead of UTC, where that is whole minutes and never changes from 2020 to 2039; else nil.
  fileprivate var steadyOffset: Int? {
    let months = (2020..<2040).flatMap { year in
      (1...12).map { CivilDate(year: year, month: $0, day: 1).utcMidnight }
    }
    let offsets = Set(months.map { offset(at: $0) })
    guard offsets.count == 1, let offset = offsets.first, offset % 60 == 0 else { return nil }
    return offset / 60
  }
}
