import ConfigurationText
import ExactNumbers
import Metering

extension PriceBook {
  /// The book's prices as a file that people read and that reads back as the same prices. Terms of
  /// contracts and rates of exchange are not written.
  package func yaml(comments: [String] = []) -> String {
    var lines = comments.map { $0.isEmpty ? "#" : "# \($0)" }
    lines += ["tariff: prices/1", "name: \(Self.scalar(name))", "currency: \(currency)"]
    if let checked { lines.append("checked: \(checked)") }
    if matching != .mostExact { lines.append("matching: \(matching.rawValue)") }
    if let unsplit { lines.append("assume: {unsplit: {\(Self.text(unsplit))}}") }
    if !backends.isEmpty {
      lines.append("backends:")
      lines += backends.map { "  \(Self.scalar($0.backend)): \(Self.scalar($0.name))" }
    }
    lines.append(entries.isEmpty ? "prices: []" : "prices:")
    for entry in entries { lines += entry.lines }
    return lines.joined(separator: "\n") + "\n"
  }

  fileprivate static func text(_ split: [MeterShare]) -> String {
    split.map { "\($0.meter): \(ExactDecimal(units: $0.share.units * 100))%" }
      .joined(separator: ", ")
  }

  fileprivate static func scalar(_ text: String) -> String {
    YAMLText.scalar(text, plain: "._/+-: ")
  }
}

extension PriceEntry {
  fileprivate var lines: [String] {
    var lines = ["  - id: \(PriceBook.scalar(id))"]
    if patterns != [.exact(id)] { lines.append("    match: \(Self.list(patterns))") }
    if !backends.isEmpty { lines.append("    backend: \(Self.list(backends))") }
    if ignoresCase { lines.append("    ignore_case: true") }
    if let source { lines.append("    source: \(PriceBook.scalar(source))") }
    if let unsplit { lines.append("    assume: {unsplit: {\(PriceBook.text(unsplit))}}") }
    lines.append("    rates:")
    for (index, row) in rows.enumerated() {
      // What the next row's beginning says is not said twice.
      var shown = row
      let next = rows[(index + 1)...].first { $0.condition == row.condition }
      if let next, next.from == row.until { shown.until = nil }
      lines += shown.lines
    }
    return lines
  }

  private static func list(_ patterns: [NamePattern]) -> String {
    let texts = patterns.map { pattern in
      switch pattern {
      case .exact(let text), .glob(let text): PriceBook.scalar(text)
      case .regex(let text): "{regex: \(PriceBook.scalar(text))}"
      }
    }
    return "[\(texts.joined(separator: ", "))]"
  }
}

extension PriceRow {
  fileprivate var lines: [String] {
    var fields: [String] = []
    if let from { fields.append("from: \(from.dateOrTimestamp)") }
    if let until { fields.append("until: \(until.dateOrTimestamp)") }
    if !condition.isEmpty { fields.append("when: {\(condition.fields.joined(separator: ", "))}") }
    if let source { fields.append("source: \(PriceBook.scalar(source))") }
    let isPerMillion =
      rates.values.contains { $0.per == .million }
      || tiers.contains { $0.rates.values.contains { $0.per == .million } }
    let unit = fixed == nil && isPerMillion ? ExactDecimal.million : nil
    if let fixed { fields += ["fixed: \(fixed)", "per: 1 month"] }
    if unit != nil { fields.append("per: 1M tokens") }
    fields += Self.fields(rates, unit)
    fields += fallbacks.sorted { PriceRow.precedes($0.key, $1.key) }.map {
      "\(PriceBook.scalar($0.key)): \($0.value)"
    }
    if !tiers.isEmpty { fields.append("above:") }
    for tier in tiers {
      fields.append("  - context: \(tier.minimum - 1)")
      fields += Self.fields(tier.rates, unit).map { "    " + $0 }
    }
    return fields.enumerated().map { ($0.offset == 0 ? "      - " : "        ") + $0.element }
  }

  private static func fields(_ rates: [String: Rate], _ unit: ExactDecimal?) -> [String] {
    rates.sorted { precedes($0.key, $1.key) }.map { meter, rate in
      rate.per == unit
        ? "\(meter): \(rate.price)" : "\(meter): {price: \(rate.price), per: \(rate.unitText)}"
    }
  }

  /// The common meters first, then all others by their names.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    let common = Meter.allCases.map(\.name)
    let places = (common.firstIndex(of: left) ?? .max, common.firstIndex(of: right) ?? .max)
    return places.0 == places.1 ? left.precedesBytewise(right) : places.0 < places.1
  }
}

extension PriceCondition {
  /// As a book writes them: `service_tier: batch`.
  package var fields: [String] {
    var fields: [String] = []
    if let serviceTier { fields.append("service_tier: \(PriceBook.scalar(serviceTier))") }
    if let hours = schedule?.hoursText { fields.append("hours: \"\(hours)\"") }
    if let days = schedule?.weekdays {
      let names = days.sorted().map { CivilDate.weekdayNames[$0] }
      fields.append("weekdays: [\(names.joined(separator: ", "))]")
    }
    if let schedule, schedule.zone.identifier != "UTC" {
      fields.append("timezone: \(schedule.zone.identifier)")
    }
    return fields
  }
}

extension Schedule {
  /// `16:30-00:30`; nil for the whole day.
  package var hoursText: String? {
    guard let hours else { return nil }
    func clock(_ minutes: Int) -> String {
      [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
    return "\(clock(hours.start))-\(clock(hours.end))"
  }
}

extension Rate {
  /// What it is for: `1M tokens`, `1K`, `1`.
  package var unitText: String {
    for (name, size) in [("B", 1_000_000_000), ("M", 1_000_000), ("K", 1000)] {
      let step = ExactDecimal(size)
      guard per >= step, per.units % step.units == 0 else { continue }
      return "\(per.units / step.units)\(name)"
    }
    return per.description
  }
}
