package import Charging
import Metering
import PriceBooks

/// The files of one format, and what became of their records: the counts add up to `records`, but for
/// those outside the period or filtered.
package struct FormatRow: ReportRow {
  package let format: String
  package let files: Int
  package let records: Int
  package let used: Int
  package let duplicates: Int
  package let rejected: Int
  package let notUsage: Int

  package static let fields: [Field<FormatRow>] = [
    Field("format", "Its name in `tariff formats list`, or of a mapping of one's own.") {
      $0.format
    },
    Field("files", "Files read as that.") { $0.files },
    Field("records", "Records found in them.") { $0.records },
    Field("used", "Records that the figures rest on.") { $0.used },
    Field("duplicates", "Copies of records that are counted.") { $0.duplicates },
    Field("rejected", "Records that can't be used.") { $0.rejected },
    Field("not_usage", "Records that carry no usage.") { $0.notUsage },
  ]

  package init(
    format: String, files: Int, records: Int, used: Int, duplicates: Int, rejected: Int,
    notUsage: Int
  ) {
    self.format = format
    self.files = files
    self.records = records
    self.used = used
    self.duplicates = duplicates
    self.rejected = rejected
    self.notUsage = notUsage
  }
}

/// A file of no known format.
package struct UnrecognisedRow: ReportRow {
  package let file: String
  package let why: String

  package static let fields: [Field<UnrecognisedRow>] = [
    Field("file", "Its place below the PATH.") { $0.file },
    Field("why", "The nearest format and what the file lacks.") { $0.why },
  ]

  package init(file: String, why: String) {
    self.file = file
    self.why = why
  }
}

/// Duplicates that one rule kept from being counted again: with `--dedup none` they count.
package struct CollapsedRow: ReportRow {
  package let rule: String
  package let records: Int
  package let tokens: Int
  package let cost: CostAmount

  package static let fields: [Field<CollapsedRow>] = [
    Field("rule", "Why they are copies: a stable name.") { $0.rule },
    Field("records", "Copies read, of any time.") { $0.records },
    Field("tokens", "Tokens of those that lie in the period and pass the filters.", in: .tokens) {
      $0.tokens
    },
    Field("cost", "What counting those would add, before terms of contracts.") { $0.cost },
  ]

  init(_ collapsed: CollapsedRecords, _ request: ReportRequest) throws {
    rule = collapsed.rule
    records = collapsed.records
    let tables = try collapsed.usage.map { try UsageTables($0, names: request.names) }
    tokens = tables?.totals.measures.reduce(0) { $0 + $1.tokenTotal(request.names) } ?? 0
    let costs = try tables.map { try request.books.price($0.lanes, currency: request.currency) }
    cost = costs?.total ?? CostAmount()
  }
}
