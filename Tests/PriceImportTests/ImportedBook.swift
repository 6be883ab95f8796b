import ExactNumbers
import Metering
import PriceBooks
import PriceImport
import TestSupport
import Testing

/// A book that was imported from a text, and what it asks for usage.
struct ImportedBook {
  let imported: ImportedPrices
  let books: PriceBooks

  /// Asia/Shanghai, UTC+8 all year round; America/New_York, whose clocks change, by two of its offsets.
  static let zones: ZoneLookup = { name in
    switch name {
    case "UTC": .utc
    case "Asia/Shanghai": ZoneOffsets(identifier: name, changes: [(Int64.min, 8 * 3600)])
    case "America/New_York":
      ZoneOffsets(
        identifier: name,
        changes: [
          (Int64.min, -5 * 3600), (1_772_953_200, -4 * 3600), (1_793_512_800, -5 * 3600),
        ])
    default: nil
    }
  }

  /// Reads the text, and the book that it becomes from its own YAML: so is what users get.
  init(_ source: String, _ text: String) throws {
    var options = ImportOptions()
    options.zones = Self.zones
    let importer = try #require(PriceImporters.importer(source, options))
    var imported = try importer.prices(Array(text.utf8), file: "prices.json")
    imported.leaveOutUnreadable(zones: Self.zones)
    self.imported = imported
    let book = try PriceBook(
      parsing: imported.book.yaml(), file: "imported.yaml", zones: Self.zones)
    #expect(PriceDifference(from: imported.book, to: book).rows.isEmpty)
    books = PriceBooks([book])
  }

  var remarks: [String] { imported.remarks.map(\.what) }

  /// What a million of a meter, or one of what is not counted by the million, costs; nil unpriced.
  func price(
    _ meter: String, of model: String, backend: String = "a", tier: String = "standard",
    context: Int = 0, at instant: Instant = Instant(utcDay: 20_500)
  ) -> String? {
    let schedules = books.boundaries.schedules.filter { $0.holds(at: instant) }
    let resolution = books.resolve(
      backend: backend, model: model, serviceTier: tier, at: instant, schedules: schedules)
    guard case .priced(let row) = resolution else { return nil }
    return row.rate(of: meter, tier: row.tier(context: context))?.price.description
  }
}

extension Instant {
  static func of(_ text: String) throws -> Instant {
    try #require(DateTimeText(parsing: text)).asUTC
  }
}
