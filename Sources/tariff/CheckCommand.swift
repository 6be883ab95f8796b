import ArgumentParser
import Ingestion
import Metering
import Reporting

/// Data quality alone: what was read, used and skipped, and why.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what was read, what of it counts, and what not, and why.",
    discussion: """
      Example: tariff check samples/gateway --month 2026-10
      Example: tariff check --suggest-map requests.csv > our-gateway.yaml
      """)

  @OptionGroup var input: InputOptionGroup
  @OptionGroup var period: PeriodOptions
  @OptionGroup var grouping: PlanOptions
  @Option(help: "A file of no known format: print a first mapping for it, guessed from its data.")
  var suggestMap: String?
  @Flag(help: "Exit with 1 where a record was rejected.")
  var strict = false

  func run() throws {
    if let suggestMap { return try Self.suggest(suggestMap) }
    var plan = SummaryPlan()
    plan.zone = try Clock.zone(period.timezone, option: "--timezone")
    plan.period = try period.bounds(plan.zone)
    plan.filters = try grouping.filters()
    let usage = try input.summarize(plan, now: period.clock(plan.zone))
    let unmatched = UnmatchedNames([usage]).filterNotes(grouping.where)
    let empty = EmptyPeriods.notes([usage.summary], besideFilters: unmatched)
    for note in unmatched + empty { Voice.note(note) }
    print(Self.lines(usage).joined(separator: "\n"))
    let rejected = usage.figures.rejections.reduce(0) { $0 + $1.count }
    if strict, rejected > 0 {
      throw Failure(status: 1, message: "rejected: \(rejected) records could not be used")
    }
  }

  private static func suggest(_ file: String) throws {
    let name = FormatLibrary.name(of: file)
    guard let suggestion = MappingSuggestion(try SampledRecords(file: file), name: name) else {
      throw Failure.data(
        "\(file): found no time and no count of tokens or money in its first records; "
          + "docs/formats says how to write a mapping by hand")
    }
    try Answer.write(suggestion.yaml, to: nil)
  }

  private static func lines(_ usage: Usage) -> [String] {
    let figures = usage.figures
    let rejected = figures.rejections.reduce(0) { $0 + $1.count }
    var lines = [
      "files           \(figures.files)", "bytes           \(figures.bytes)",
      "records         \(figures.records)", "  used          \(usage.summary.used)",
      "  outside       \(usage.summary.outsidePeriod)", "  filtered      \(usage.summary.filtered)",
      "  duplicates    \(figures.duplicates)", "  rejected      \(rejected)",
      "  not usage     \(figures.notUsage)",
    ]
    lines += usage.account.formats.map { format in
      "format \(format.format): \(format.files) files, \(format.records) records, "
        + "\(format.used) used, \(format.duplicates) duplicates, \(format.rejected) rejected, "
        + "\(format.notUsage) not usage"
    }
    lines += usage.account.unrecognised.map { "not recognised \($0.file): \($0.why)" }
    lines += usage.account.collapsed.map {
      "collapsed \($0.records) \($0.reason), \($0.tokens) tokens: \($0.meaning)"
    }
    lines += usage.account.rejections.map {
      "rejected \($0.count) \($0.name), first at \($0.first): \($0.meaning)"
    }
    lines += usage.account.notes.map {
      "noted \($0.count) \($0.name), first at \($0.first): \($0.meaning)"
    }
    return lines
  }
}
