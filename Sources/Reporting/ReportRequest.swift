package import ExactNumbers
package import Metering
package import PriceBooks
package import Recommendations
package import Templating

/// All that a report is made from; nothing else is looked at.
package struct ReportRequest: Sendable {
  package var summary: UsageSummary
  package var names: NameTable
  /// `files`, `bytes`, `records`, `duplicates`, `not_usage`, `rejections`, `notes`,
  /// `formats`, `unrecognised`, `collapsed`.
  package var inputs: InputFigures
  package var books: PriceBooks
  package var currency: String
  package var rules: RuleSet
  /// What was asked, as the report repeats it.
  package var options: TemplateObject
  package var generator: String
  package var generatedAt: Instant?
  /// The end that the question names: the data run up to it. nil: up to
  /// the last event.
  package var dataEnd: Instant?
  package var baseline = "gemini"
  package var localBackends = ["local"]
  package var budget: ExactDecimal?
  /// Tables beside the report that some format needs; made only where they are asked for.
  package var formatTables: Set<FormatTable> = []
  /// What the report is compared with.
  package var earlier: EarlierReport?

  package init(
    summary: UsageSummary, names: NameTable, inputs: InputFigures, books: PriceBooks,
    currency: String, rules: RuleSet, options: TemplateObject, generator: String
  ) {
    self.summary = summary
    self.names = names
    self.inputs = inputs
    self.books = books
    self.currency = currency
    self.rules = rules
    self.options = options
    self.generator = generator
    dataEnd = summary.plan.period.until
  }
}

/// A table that no report shows.
package enum FormatTable: Sendable {
  /// ``FocusTable``; the summary must be planned by UTC days.
  case focus
}

/// What was read, and what became of what was not used.
package struct InputFigures: Sendable {
  package var files = 0
  package var bytes = 0
  package var records = 0
  package var duplicates = 0
  package var notUsage = 0
  package var rejections: [(reason: String, count: Int, first: String)] = []
  package var notes: [(note: String, count: Int, first: String)] = []
  package var formats: [FormatRow] = []
  package var unrecognised: [UnrecognisedRow] = []
  package var collapsed: [CollapsedRecords] = []

  package init() {}
}

/// Copies of records that one rule kept from being counted again.
package struct CollapsedRecords: Sendable {
  package var rule: String
  package var records: Int
  /// What counting them would add; nil where the source says no more than that there are copies.
  package var usage: UsageSummary?

  package init(rule: String, records: Int, usage: UsageSummary?) {
    self.rule = rule
    self.records = records
    self.usage = usage
  }
}
