import ArgumentParser
import Ingestion
import Metering
import Reporting

/// Data quality alone: what was read, used and skipped, and why.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what was read, what of it counts, and what not, and why.",
    discussion: "Example: tariff check samples/gateway --month 2026-10")

  @OptionGroup var input: InputOptionGroup
  @OptionGroup var period: PeriodOptions
  @OptionGroup var grouping: PlanOptions
  @Flag(help: "Exit with 1 where a record was rejected.")
  var strict = false

  func run() throws {
    var plan = SummaryPlan()
    plan.zone = try Clock.zone(period.timezone, option: "--timezone")
    plan.period = try period.bounds(plan.zone)
    plan.filters = try grouping.filters()
    let usage = try input.summarize(plan)
    let unmatched = UnmatchedNames([usage]).filterNotes(grouping.where)
    let empty = EmptyPeriods.notes([usage.summary], besideFilters: unmatched)
    for note in unmatched + empty { Voice.note(note) }
    print(Self.lines(usage).joined(separator: "\n"))
    let rejected = usage.figures.rejections.reduce(0) { $0 + $1.count }
    if strict, rejected > 0 {
      throw Failure(status: 1, message: "rejected: \(rejected) records could not be used")
    }
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
      "collapsed \($0.records) \($0.reason), \($0.tokens) tokens"
    }
    lines += figures.rejections.map { "rejected \($0.count) \($0.reason), first at \($0.first)" }
    lines += figures.notes.map { "noted \($0.count) \($0.note), first at \($0.first)" }
    return lines
  }
}
