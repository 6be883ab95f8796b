import ExactNumbers
import Metering

/// A price book as plain values: what the naive calculator reads, and what is written as YAML for
/// the program. Prices have 3 digits, so that no product of the law's tests needs rounding.
struct LawBook {
  var name: String
  var currency: String
  var entries: [Entry] = []
  var terms: [Term] = []
  /// What one EUR is in USD from a day on.
  var exchange: [(from: Int64, rate: String)] = []

  struct Entry {
    var id: String
    var model: String
    var rows: [Row]
  }

  struct Row {
    var from: Int64?
    var until: Int64?
    var serviceTier: String?
    /// Minutes of the UTC day.
    var hours: (start: Int, end: Int)?
    var weekdays: [Int]?
    var fixed: Int?
    var rates: [String: (price: String, per: Int)] = [:]
    /// `cache_read: input`
    var hasFallback = false
    /// Strictly more than so many tokens.
    var above: Int?
    var aboveRates: [String: (price: String, per: Int)] = [:]

    var isConditional: Bool { serviceTier != nil || hours != nil || weekdays != nil }
  }

  struct Term {
    var name: String
    var meter: String?
    var ids: [String]
    var from: Int64?
    var until: Int64?
    var kind: Kind

    enum Kind {
      case discount(Int)
      case credit(Int)
      case free(Int)
      case commitment(Int)
      case graduated([(above: Int, percent: Int)])
      case volume([(above: Int, percent: Int)])
    }
  }
}

extension LawBook {
  var yaml: String {
    var lines = ["tariff: prices/1", "name: \(name)", "currency: \(currency)", "prices:"]
    for entry in entries {
      lines += ["  - id: \(entry.id)", "    match: [\(entry.model)]", "    rates:"]
      lines += entry.rows.map { "      - {\($0.fields.joined(separator: ", "))}" }
    }
    if !terms.isEmpty { lines.append("contract:") }
    lines += terms.map { "  - {\($0.fields.joined(separator: ", "))}" }
    if !exchange.isEmpty {
      let rates = exchange.map { "{from: \"\(time($0.from))\", rate: \($0.rate)}" }
      lines.append("fx: {EUR: [\(rates.joined(separator: ", "))]}")
    }
    return lines.joined(separator: "\n")
  }
}

private func time(_ instant: Int64) -> String {
  ZoneOffsets.utc.timestamp(Instant(milliseconds: instant))
}

private func validity(_ from: Int64?, _ until: Int64?) -> [String] {
  (from.map { ["from: \"\(time($0))\""] } ?? [])
    + (until.map { ["until: \"\(time($0))\""] } ?? [])
}

extension LawBook.Row {
  fileprivate var fields: [String] {
    var fields = validity(from, until)
    if let fixed { return fields + ["fixed: \(fixed)", "per: 1 month"] }
    var conditions: [String] = []
    if let serviceTier { conditions.append("service_tier: \(serviceTier)") }
    if let hours {
      let clock = [hours.start, hours.end].map { "\(pad($0 / 60)):\(pad($0 % 60))" }
      conditions.append("hours: \"\(clock[0])-\(clock[1])\"")
    }
    if let weekdays {
      let names = weekdays.map { CivilDate.weekdayNames[$0] }
      conditions.append("weekdays: [\(names.joined(separator: ", "))]")
    }
    if !conditions.isEmpty { fields.append("when: {\(conditions.joined(separator: ", "))}") }
    fields += Self.texts(rates)
    if hasFallback { fields.append("cache_read: input") }
    if let above {
      let tier = ["context: \(above)"] + Self.texts(aboveRates)
      fields.append("above: [{\(tier.joined(separator: ", "))}]")
    }
    return fields
  }

  private static func texts(_ rates: [String: (price: String, per: Int)]) -> [String] {
    rates.sorted { $0.key < $1.key }.map { "\($0): {price: \($1.price), per: \($1.per)}" }
  }

  private func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension LawBook.Term {
  fileprivate var fields: [String] {
    var fields = ["name: \(name)"] + validity(from, until)
    if let meter { fields.append("meter: \(meter)") }
    if !ids.isEmpty { fields.append("match: [\(ids.joined(separator: ", "))]") }
    func steps(_ steps: [(above: Int, percent: Int)]) -> String {
      let texts = steps.map { "{above: \($0.above), discount: \($0.percent)%}" }
      return "[\(texts.joined(separator: ", "))]"
    }
    switch kind {
    case .discount(let percent): fields.append("discount: \(percent)%")
    case .credit(let amount): fields.append("credit: \(amount)")
    case .free(let quantity): fields.append("free: \(quantity)")
    case .commitment(let amount): fields.append("commitment: \(amount)")
    case .graduated(let list): fields.append("graduated: \(steps(list))")
    case .volume(let list): fields.append("volume: \(steps(list))")
    }
    return fields
  }
}
