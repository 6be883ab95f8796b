import ExactNumbers
import JSONScanning
import Metering
import PriceBooks

/// The rows of one model of genai-prices.
struct GenAIPricesRows {
  private let id: String
  /// Prices without a condition, each from a day on; the first is the one without a date.
  private var dated: [(from: Instant?, prices: JSONValue)] = []
  /// Prices of some hours of the day (UTC), and until when a later price takes their place.
  private var hourly: [(hours: Schedule.Hours, until: Instant?, prices: JSONValue)] = []
  private var variants: [(tier: String, from: Instant?, prices: JSONValue)] = []
  private var problems: [String] = []

  init(_ prices: JSONValue, _ variants: JSONValue?, of id: String) {
    self.id = id
    if case .list(let items) = prices {
      for item in items.reversed() { add(item) }
      // Where none holds, the source takes the first: it holds before its own date too.
      if let first = items.first, !dated.contains(where: { $0.from == nil }) {
        dated.append((nil, first["prices"] ?? .object([])))
      }
      dated.sort { ($0.from ?? .distantPast) < ($1.from ?? .distantPast) }
    } else {
      dated = [(nil, prices)]
    }
    for variant in variants?.elements ?? [] { addVariant(variant) }
  }

  /// Adds a price of the list, of which the last whose constraint holds is the one.
  private mutating func add(_ item: JSONValue) {
    let prices = item["prices"] ?? .object([])
    // A price that holds always leaves nothing to those further up the list.
    if dated.contains(where: { $0.from == nil }) { return }
    guard let constraint = item["constraint"], !constraint.members.isEmpty else {
      dated.append((nil, prices))
      return
    }
    if let day = constraint["start_date"]?.text {
      guard let date = CivilDate(parsing: day) else { return problems.append("a date: \(day)") }
      let isReached = dated.allSatisfy { date.utcMidnight < $0.from ?? .distantPast }
      if isReached { dated.append((date.utcMidnight, prices)) }
    } else if let start = Self.minutes(constraint["start_time"]?.text),
      let end = Self.minutes(constraint["end_time"]?.text), start != end
    {
      // A dated price further down the list comes first from its day on.
      let until = dated.compactMap(\.from).min()
      hourly.append((Schedule.Hours(start: start, end: end), until, prices))
    } else {
      problems.append("a constraint of a kind that is not known")
    }
  }

  private mutating func addVariant(_ variant: JSONValue) {
    let when = variant["when"]?.members ?? []
    guard when.count == 1, let value = when[0].value.text,
      ["processing", "service_tier", "speed"].contains(when[0].name)
    else {
      problems.append("a price by \(when.map(\.name).joined(separator: " and "))")
      return
    }
    var from: Instant?
    if let constraint = variant["constraint"], !constraint.members.isEmpty {
      guard let date = constraint["start_date"]?.text.flatMap(CivilDate.init(parsing:)) else {
        return problems.append("a service tier's price of some hours")
      }
      from = date.utcMidnight
    }
    variants.append((value, from, variant["prices"] ?? .object([])))
  }

  /// `16:30:00Z`, in minutes since midnight (UTC).
  private static func minutes(_ text: String?) -> Int? {
    guard let text else { return nil }
    guard let time = DateTimeText(parsing: "1970-01-02T" + text), time.hasZone else { return nil }
    let sinceMidnight = time.asUTC - time.asUTC.utcMidnight
    let minutes = sinceMidnight.whole(.minute)
    return .minute * minutes == sinceMidnight ? minutes : nil
  }

  /// The rows, and what of the prices no row can say.
  func rows(_ imported: inout ImportedPrices) -> [PriceRow] {
    for problem in problems { imported.leaveOut(problem, of: id) }
    var rows: [PriceRow] = []
    for item in dated {
      var row = row(item.prices, &imported)
      row.from = item.from
      rows.append(row)
    }
    let hours = hourRows(&imported)
    if hourly.isEmpty || variants.isEmpty {
      rows += hours + variantRows(rows, &imported)
    } else if rows.count == 1, hours.allSatisfy({ $0.until == nil }) {
      rows += tiersByHour(rows[0], hours, &imported)
    } else {
      rows += hours
      imported.leaveOut("a service tier's price where hours and dates count too", of: id)
    }
    let isFree = rows.allSatisfy { $0.rates.isEmpty }
    if isFree {
      imported.remark("taken as free, as the source does: a model without any rate", of: id)
    }
    return rows.compactMap { row in
      guard row.rates.isEmpty else { return row }
      guard isFree || row.condition.isEmpty else { return nil }
      var free = row
      free.rates = ["input": .free, "output": .free]
      free.fallbacks = TokenKinds.fallbacks(priced: ["input", "output"])
      return free
    }
  }

  /// The rows of hours of the day; where windows overlap the last one listed holds.
  private func hourRows(_ imported: inout ImportedPrices) -> [PriceRow] {
    var taken = WeeklyHours(zone: .utc)
    return hourly.flatMap { item -> [PriceRow] in
      var row = row(item.prices, &imported)
      row.until = item.until
      var week = WeeklyHours(zone: .utc)
      week.add(item.hours, weekdays: nil)
      week.subtract(taken)
      taken.add(item.hours, weekdays: nil)
      return row.during(week)
    }
  }

  /// The rows of hours, and of each service tier inside and outside them.
  private func tiersByHour(
    _ standard: PriceRow, _ hours: [PriceRow], _ imported: inout ImportedPrices
  ) -> [PriceRow] {
    var taken = WeeklyHours(zone: .utc)
    for item in hourly { taken.add(item.hours, weekdays: nil) }
    let outside = variantRows([standard], &imported).flatMap { $0.during(taken.complement) }
    let inside = hours.flatMap { variantRows([$0], &imported) }
    let standards = hours.map { row in
      var row = row
      row.condition.serviceTier = "standard"
      return row
    }
    return standards + outside + inside
  }

  /// A tier's price says only what differs from the standard one, on each day: rows are complete.
  private func variantRows(
    _ standard: [PriceRow], _ imported: inout ImportedPrices
  ) -> [PriceRow] {
    var tiers: [String] = []
    for variant in variants where !tiers.contains(variant.tier) { tiers.append(variant.tier) }
    return tiers.flatMap { tier -> [PriceRow] in
      let own = variants.filter { $0.tier == tier }
      let edges = Set(standard.map(\.time.start) + own.map { $0.from ?? .distantPast }).sorted()
      return edges.compactMap { edge in
        // The first variant that holds says the price of each meter.
        let holding = own.filter { $0.from ?? .distantPast <= edge }
        guard !holding.isEmpty else { return nil }
        var row = standard.last { $0.time.start <= edge } ?? PriceRow()
        for variant in holding.reversed() {
          let own = self.row(variant.prices, &imported)
          row = row.inServiceTier(tier, rates: own.rates, contexts: own.tiers)
        }
        row.time.start = edge
        return row
      }
    }
  }

  private func row(_ prices: JSONValue, _ imported: inout ImportedPrices) -> PriceRow {
    var row = PriceRow()
    var steps: [(meter: String, minimum: Int, rate: Rate)] = []
    for (key, value) in prices.members {
      if case .null = value { continue }
      guard let (meter, per) = GenAIPricesUnits.meter(key) else {
        imported.leaveOut("a price key that is not known: \(key)", of: id)
        continue
      }
      // Reasoning tokens are a meter of their own, beside output.
      let name = meter == "output_reasoning" ? "reasoning" : meter
      guard let price = value.anyNumber ?? value["base"]?.anyNumber, !price.isNegative else {
        imported.leaveOut("a price that is no plain number: \(key)", of: id)
        continue
      }
      row.rates[name] = Rate(price: price, per: per)
      for tier in value["tiers"]?.elements ?? [] {
        guard let start = tier["start"]?.anyNumber, let price = tier["price"]?.anyNumber,
          let tokens = Int(start.description)
        else {
          imported.leaveOut("a tier without start or price: \(key)", of: id)
          continue
        }
        steps.append((name, tokens + 1, Rate(price: price, per: per)))
      }
    }
    for minimum in Set(steps.map(\.minimum)).sorted() {
      var rates: [String: Rate] = [:]
      // A meter keeps the rate of the last step below.
      for step in steps.sorted(by: { $0.minimum < $1.minimum }) where step.minimum <= minimum {
        rates[step.meter] = step.rate
      }
      row.tiers.append(ContextTier(minimum: minimum, rates: rates))
    }
    row.fallbacks = TokenKinds.fallbacks(priced: Set(row.rates.keys))
    return row
  }
}

extension Rate {
  fileprivate static let free = Rate(price: .zero, per: .million)
}
