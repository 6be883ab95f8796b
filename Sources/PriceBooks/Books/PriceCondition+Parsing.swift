import ConfigurationText
import Metering

extension PriceCondition {
  private static let keys = ["service_tier", "hours", "weekdays", "timezone"]

  /// `{service_tier: batch, hours: "16:30-00:30", weekdays: [sat, sun], timezone: Europe/Berlin}`
  init(_ node: ConfigurationNode, zones: ZoneLookup) throws(ConfigurationError) {
    self.init()
    var hours: Schedule.Hours?
    var weekdays: Set<Int>?
    var zone: ZoneOffsets?
    for entry in try node.entries(knowing: Self.keys, "conditions") {
      switch entry.name {
      case "service_tier": serviceTier = try entry.value.text("a service tier")
      case "hours": hours = try entry.value.hours()
      case "weekdays": weekdays = try entry.value.weekdays()
      default: zone = try entry.value.zone(zones)
      }
    }
    if hours != nil || weekdays != nil {
      schedule = Schedule(hours: hours, weekdays: weekdays, zone: zone ?? .utc)
    } else if zone != nil {
      throw node.error(found: "a timezone alone", expected: "'hours' or 'weekdays' that it is for")
    }
    guard !isEmpty else { throw node.error(found: "no condition", expected: "a service_tier") }
  }
}

extension ConfigurationNode {
  fileprivate func hours() throws(ConfigurationError) -> Schedule.Hours {
    let parts = try text("hours").split(separator: "-", omittingEmptySubsequences: false)
    let minutes = parts.map(Self.minutes)
    guard minutes.count == 2, let start = minutes[0], let end = minutes[1], start != end,
      start < 1440
    else { throw error(expected: "hours such as \"16:30-00:30\"") }
    return Schedule.Hours(start: start, end: end == 1440 ? 0 : end)
  }

  /// `16:30`, and `24:00` as an end.
  private static func minutes(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
      parts.allSatisfy({ $0.utf8.allSatisfy { 48...57 ~= $0 } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 1440
    else { return nil }
    return hour * 60 + minute
  }

  fileprivate func weekdays() throws(ConfigurationError) -> Set<Int> {
    var days: Set<Int> = []
    for element in try elements("a list of weekdays") {
      guard case .text(let text) = element.content,
        let day = CivilDate.weekdayNames.firstIndex(of: text)
      else {
        throw element.error(expected: "one of \(CivilDate.weekdayNames.joined(separator: ", "))")
      }
      days.insert(day)
    }
    guard !days.isEmpty else { throw error(expected: "weekdays such as [sat, sun]") }
    return days
  }

  fileprivate func zone(_ zones: ZoneLookup) throws(ConfigurationError) -> ZoneOffsets {
    guard let zone = zones(try text("a timezone")) else {
      throw error(expected: "a zone such as Europe/Berlin")
    }
    return zone
  }
}
