import ArgumentParser
import Ingestion
import Metering
import Reporting

/// The options that say what is read, and which of it counts.
struct InputOptionGroup: ParsableArguments {
  @Argument(help: "Analytics directories, directories or files of events, or - for standard input.")
  var paths: [String] = []
  @Option(help: "The format of the input: auto, or a name that 'tariff formats list' shows.")
  var inputFormat = "auto"
  @Option(
    help: "A mapping that reads any CSV or JSON; repeatable. See docs/formats.",
    completion: .file())
  var map: [String] = []
  @Option(help: "The zone of times that carry none.")
  var assumeZone = "UTC"
  @Option(help: "auto: records with one event_id are one event; none: every record is an event.")
  var dedup = "auto"
  @Flag(help: "Take 4 characters for a token where no tokens are given.")
  var estimateTokens = false
  @Option(help: "NAME=VALUE[:GLOB]: a label for what is read from paths that match.")
  var label: [String] = []
  @Flag(help: "Replace names of people, projects and files; the key is in TARIFF_REDACT_KEY.")
  var redact = false
  /// For the help alone: ``ConfigurationFile`` takes it away before options are parsed.
  @Option(
    help: "A file of long options; default ./tariff.yaml where it exists.", completion: .file())
  var config: String?

  func options() throws -> InputOptions {
    guard ["auto", "none"].contains(dedup) else {
      throw Failure.option("--dedup", found: dedup, expected: "auto or none")
    }
    var options = InputOptions()
    options.formats = try formats()
    options.deduplicates = dedup == "auto"
    options.estimatesTokens = estimateTokens
    options.labels = try label.map(Self.label)
    options.pseudonyms = pseudonyms()
    let zone = try Clock.zone(assumeZone, option: "--assume-zone")
    options.assumedZone = { zone.instant(of: $0) }
    return options
  }

  /// The formats that files may be of: all, or the one that is asked for.
  private func formats() throws -> [any EventFormat] {
    let formats = try FormatLibrary.all(maps: map)
    if inputFormat == "auto" { return formats }
    guard let format = formats.first(where: { $0.name == inputFormat }) else {
      throw Failure.option(
        "--input-format", found: inputFormat, known: ["auto"] + formats.map(\.name))
    }
    return [format]
  }

  /// What `--redact` replaces names by; nil where nobody asks.
  func pseudonyms() -> Pseudonyms? {
    guard redact else { return nil }
    return Pseudonyms(key: Files.environment("TARIFF_REDACT_KEY") ?? "")
  }

  /// A path as the report's options repeat it.
  func shown(_ path: String) -> String {
    let name = QuestionOptions.lastComponent(path)
    return pseudonyms()?.path(name) ?? name
  }

  private static func label(_ text: String) throws -> AddedLabel {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw Failure.option("--label", found: text, expected: "NAME=VALUE or NAME=VALUE:GLOB")
    }
    let value = parts[1].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    return AddedLabel(
      name: String(parts[0]), value: String(value[0]),
      glob: value.count == 2 ? String(value[1]) : nil)
  }

  /// Reads the paths and sums the events up.
  func summarize(_ plan: SummaryPlan, now: Instant? = nil) throws -> Usage {
    try summarize([plan], now: now)[0]
  }

  /// Reads the paths once and sums the events up by each of the plans.
  ///
  /// Times of more than two days after `now` are noted.
  func summarize(_ plans: [SummaryPlan], now: Instant? = nil) throws -> [Usage] {
    guard !paths.isEmpty else {
      throw Failure.usage("no PATH; name a directory or file of events, or - for standard input")
    }
    var options = try options()
    options.reportZone = plans.first?.zone ?? .utc
    options.now = now
    let input = try UsageInput(paths: paths, options: options)
    if redact, Files.environment("TARIFF_REDACT_KEY") ?? "" == "" {
      Voice.note(
        "--redact: without TARIFF_REDACT_KEY anybody who guesses a name finds its pseudonym")
    }
    for found in input.found {
      let files = found.files.count == 1 ? "1 file" : "\(found.files.count) files"
      Voice.note("\(found.place.folder): \(files) of \(found.place.format)")
    }
    let progress = Progress()
    let usage = try input.summarize(plans) { progress.add($0) }
    progress.finish()
    if let account = usage.first?.account, let path = account.unusable.first {
      throw Failure.data(Self.nothingUsable(in: path, account))
    }
    return usage.map { Usage($0) }
  }

  private static func nothingUsable(in path: String, _ account: InputAccount) -> String {
    let files = account.unrecognised.map { "\n\($0.file): \($0.why)" }.joined()
    return "\(path): nothing in it is usable\(reasons(account)); "
      + "expected usage in a format of 'tariff formats list'\(files)"
  }

  private static func reasons(_ account: InputAccount) -> String {
    let reasons = account.rejections.map { "\($0.count) \($0.name), first at \($0.first)" }
    return reasons.isEmpty ? "" : " (\(reasons.joined(separator: "; ")))"
  }
}

/// What was read: its sums, their names, and the account of the records.
struct Usage {
  let summary: UsageSummary
  let names: NameTable
  let figures: InputFigures
  let account: InputAccount

  init(_ input: SummarizedInput) {
    account = input.account
    summary = input.summary
    names = input.names
    var figures = InputFigures()
    figures.files = input.account.files
    figures.bytes = input.account.bytes
    figures.records = input.account.records
    figures.duplicates = input.account.duplicates
    figures.notUsage = input.account.notUsage
    figures.rejections = input.account.rejections.map { ($0.name, $0.count, $0.first) }
    figures.notes = input.account.notes.map { ($0.name, $0.count, $0.first) }
    figures.formats = input.account.formats.map(FormatRow.init)
    figures.unrecognised = input.account.unrecognised.map {
      UnrecognisedRow(file: $0.file, why: $0.why)
    }
    figures.collapsed = input.account.collapsed.map {
      CollapsedRecords(rule: $0.reason, records: $0.records, usage: input.copies[$0.reason])
    }
    self.figures = figures
  }
}

extension FormatRow {
  fileprivate init(_ figures: FormatFigures) {
    self.init(
      format: figures.format, files: figures.files, records: figures.records, used: figures.used,
      duplicates: figures.duplicates, rejected: figures.rejected, notUsage: figures.notUsage)
  }
}
