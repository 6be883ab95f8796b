import ConfigurationText
import ExactNumbers
import Metering

extension PriceBook {
  /// The book as a file that people read and that reads back as the same book.
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
    for entry in entries { lines += entry.lines(units) }
    if !terms.isEmpty { lines += ["contract:"] + terms.map { "  - \($0.text(units))" } }
    if !exchange.isEmpty { lines.append("fx:") }
    for (currency, rates) in exchange.sorted(by: { $0.key.precedesBytewise($1.key) }) {
      lines.append("  \(currency): [\(rates.map(\.text).joined(separator: ", "))]")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A split of tokens as a book writes it: `input: 30%, output: 70%`.
  package static func text(_ split: [MeterShare]) -> String {
    split.map { "\($0.meter): \(ExactDecimal(units: $0.share.units * 100))%" }
      .joined(separator: ", ")
  }

  /// A text as a book writes it.
  package static func scalar(_ text: String) -> String {
    YAMLText.scalar(text, plain: "._/+-: ")
  }
}

extension PriceEntry {
  fileprivate func lines(_ units: [String: String]) -> [String] {
    var lines = ["  - id: \(PriceBook.scalar(id))"]
    if patterns != [.exact(id)] { lines.append("    match: \(Self.list(patterns))") }
    if !backends.isEmpty { lines.append("    backend: \(Self.list(backends))") }
    if ignoresCase { lines.append("    ignore_case: true") }
    if let source { lines.append("    source: \(PriceBook.scalar(source))") }
    if let unsplit { lines.append("    assume: {unsplit: {\(PriceBook.text(unsplit))}}") }
    lines.append(rows.isEmpty ? "    rates: []" : "    rates:")
    for (index, row) in rows.enumerated() {
      // What the next row's beginning says is not said twice.
      var shown = row
      let next = rows[(index + 1)...].first { $0.condition == row.condition }
      if let next, next.from == row.until { shown.until = nil }
      lines += shown.lines(units)
    }
    return lines
  }

  fileprivate static func list(_ patterns: [NamePattern]) -> String {
    let texts = patterns.map { pattern in
      switch pattern {
      case .exact(let text), .glob(let text): PriceBook.scalar(text)
      case .regex(let text): "{regex: \(PriceBook.scalar(text))}"
      }
    }
    return "[\(texts.joined(separator: ", "))]"
  }
}

extension ContractTerm {
  /// The term as a book writes it: `{name: committed use, match: ["google/*"], discount: 12%}`.
  package func text(_ units: [String: String]) -> String {
    var fields = ["name: \(PriceBook.scalar(name))"]
    if !patterns.isEmpty { fields.append("match: \(PriceEntry.list(patterns))") }
    if let meter { fields.append("meter: \(meter)") }
    if let from = time.from { fields.append("from: \(from.dateOrTimestamp)") }
    if let until = time.until { fields.append("until: \(until.dateOrTimestamp)") }
    let unit = meter.map { MeterUnit.fixed(of: $0) ?? units[$0] } ?? nil
    switch kind {
    case .discount(let share): fields.append("discount: \(share.percentText)")
    case .credit(let amount), .commitment(let amount): fields.append("\(kind.name): \(amount)")
    case .free(let amount): fields.append("free: \(amount.quantityText(unit))")
    case .graduated(let steps), .volume(let steps):
      let texts = steps.map { $0.text(unit) }
      fields.append("\(kind.name): [\(texts.joined(separator: ", "))]")
    }
    return "{\(fields.joined(separator: ", "))}"
  }
}

extension ContextTier {
  /// Its boundary as a book writes it: `context: 128000`, or `at_least: 200000` where that is rounder.
  package var edgeText: String {
    minimum.isMultiple(of: 1000) ? "at_least: \(minimum)" : "context: \(minimum - 1)"
  }
}

extension VolumeStep {
  fileprivate func text(_ unit: String?) -> String {
    let edge = above == .zero ? "0" : above.quantityText(unit)
    switch price {
    case .discount(let share): return "{above: \(edge), discount: \(share.percentText)}"
    case .rate(let rate):
      return "{above: \(edge), price: \(rate.price), per: \(rate.per.quantityText(unit))}"
    }
  }
}

extension ExchangeRate {
  /// As a book writes it: `{from: 2026-10-01, rate: 1.08}`.
  package var text: String {
    from == .distantPast ? "{rate: \(rate)}" : "{from: \(from.dateOrTimestamp), rate: \(rate)}"
  }
}

extension ExactDecimal {
  fileprivate var percentText: String { "\(ExactDecimal(units: units * 100))%" }

  /// A quantity as a book writes it: `1M tokens`, `1K`, `1`.
  package func quantityText(_ unit: String?) -> String {
    let number = Rate(price: .zero, per: self).unitText
    return unit.map { "\(number) \($0)" } ?? number
  }
}

extension PriceRow {
  fileprivate func lines(_ units: [String: String]) -> [String] {
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
    fields += Self.fields(rates, unit, units)
    fields += fallbacks.sorted { PriceRow.precedes($0.key, $1.key) }.map {
      "\(PriceBook.scalar($0.key)): \($0.value)"
    }
    if !tiers.isEmpty { fields.append("above:") }
    for tier in tiers {
      fields.append("  - \(tier.edgeText)")
      fields += Self.fields(tier.rates, unit, units).map { "    " + $0 }
    }
    // A row that says nothing ends the one before all the same.
    if fields.isEmpty { return ["      - {}"] }
    return fields.enumerated().map { ($0.offset == 0 ? "      - " : "        ") + $0.element }
  }

  private static func fields(
    _ rates: [String: Rate], _ row: ExactDecimal?, _ units: [String: String]
  ) -> [String] {
    rates.sorted { precedes($0.key, $1.key) }.map { meter, rate in
      let unit = units[meter]
      return rate.per == row && unit == nil
        ? "\(meter): \(rate.price)"
        : "\(meter): {price: \(rate.price), per: \(rate.per.quantityText(unit))}"
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
