import ArgumentParser
import Ingestion
import Metering
import Reporting
import Synchronization

/// The options that say what is read, and which of it counts.
struct InputOptionGroup: ParsableArguments {
  @Argument(help: "Analytics directories, directories or files of events, or - for standard input.")
  var paths: [String] = []
  @Option(help: "The format of the input: auto or native.")
  var inputFormat = "auto"
  @Option(help: "The zone of times that carry none.")
  var assumeZone = "UTC"
  @Option(help: "auto: records with one event_id are one event; none: every record is an event.")
  var dedup = "auto"
  @Flag(help: "Take 4 characters for a token where no tokens are given.")
  var estimateTokens = false
  @Option(help: "NAME=VALUE[:GLOB]: a label for what is read from paths that match.")
  var label: [String] = []
  /// For the help alone: ``ConfigurationFile`` takes it away before options are parsed.
  @Option(help: "A file of long options; default ./tariff.yaml where it exists.")
  var config: String?

  func options() throws -> InputOptions {
    guard ["auto", "native"].contains(inputFormat) else {
      throw Failure.usage("--input-format: found '\(inputFormat)'; expected auto or native")
    }
    guard ["auto", "none"].contains(dedup) else {
      throw Failure.usage("--dedup: found '\(dedup)'; expected auto or none")
    }
    var options = InputOptions()
    options.deduplicates = dedup == "auto"
    options.estimatesTokens = estimateTokens
    options.labels = try label.map(Self.label)
    let zone = try Clock.zone(assumeZone, option: "--assume-zone")
    options.assumedZone = { zone.instant(of: $0) }
    return options
  }

  private static func label(_ text: String) throws -> AddedLabel {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw Failure.usage("--label: found '\(text)'; expected NAME=VALUE or NAME=VALUE:GLOB")
    }
    let value = parts[1].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    return AddedLabel(
      name: String(parts[0]), value: String(value[0]),
      glob: value.count == 2 ? String(value[1]) : nil)
  }

  /// Reads the paths and sums the events up.
  func summarize(_ plan: SummaryPlan) throws -> Usage { try summarize([plan])[0] }

  /// Reads the paths once and sums the events up by each of the plans.
  func summarize(_ plans: [SummaryPlan]) throws -> [Usage] {
    guard !paths.isEmpty else {
      throw Failure.usage("no PATH; name a directory or file of events, or - for standard input")
    }
    let input = try UsageInput(paths: paths, options: try options())
    let parts = SummaryParts(plans: plans, count: UsageInput.availableWorkers)
    let progress = Progress()
    let reading = try input.read(workers: parts.count) { worker, events, names in
      try parts.add(events, names: &names, worker: worker)
      progress.add(events.count)
    }
    progress.finish()
    if let path = reading.account.unrecognised.first {
      throw Failure.data(
        "\(path): nothing in it is usable\(Self.reasons(reading.account)); "
          + "expected JSON records with a timestamp (see the README's formats)")
    }
    return try parts.merged(reading)
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
}

/// One set of summaries a thread, each behind its own lock.
private final class SummaryParts: Sendable {
  private let parts: [SummaryPart]

  init(plans: [SummaryPlan], count: Int) {
    parts = (0..<max(1, count)).map { _ in SummaryPart(plans: plans) }
  }

  var count: Int { parts.count }

  func add(_ events: [UsageEvent], names: inout NameTable, worker: Int) throws {
    try parts[worker].add(events, names: &names)
  }

  func merged(_ reading: InputReading) throws -> [Usage] {
    var names = reading.names[0] ?? NameTable()
    var summaries = parts[0].take()
    for (worker, part) in parts.enumerated().dropFirst() {
      guard let otherNames = reading.names[worker] else { continue }
      for (index, other) in part.take().enumerated() {
        try summaries[index].merge(other, names: &names, otherNames: otherNames)
      }
    }
    var figures = InputFigures()
    figures.files = reading.account.files
    figures.bytes = reading.account.bytes
    figures.records = reading.account.records
    figures.duplicates = reading.account.duplicates
    figures.notUsage = reading.account.notUsage
    figures.rejections = reading.account.rejections.map { ($0.name, $0.count, $0.first) }
    figures.notes = reading.account.notes.map { ($0.name, $0.count, $0.first) }
    return summaries.map { Usage(summary: $0, names: names, figures: figures) }
  }
}

private final class SummaryPart: Sendable {
  private let summaries: Mutex<[UsageSummary]>

  init(plans: [SummaryPlan]) { summaries = Mutex(plans.map { UsageSummary(plan: $0) }) }

  func add(_ events: [UsageEvent], names: inout NameTable) throws {
    // The names go in and out by value, so that they are not captured by the lock's closure.
    var table = names
    names = NameTable(empty: ())
    defer { names = table }
    try summaries.withLock { summaries in
      for index in summaries.indices {
        for event in events { try summaries[index].add(event, names: &table) }
      }
    }
  }

  func take() -> [UsageSummary] { summaries.withLock { $0 } }
}
