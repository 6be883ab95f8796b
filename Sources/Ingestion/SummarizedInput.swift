package import Metering

/// Usage summed up as it was read, and the account of what was read.
package struct SummarizedInput: Sendable {
  package var summary: UsageSummary
  /// The names of the summary.
  package var names: NameTable
  package var account: InputAccount
  /// The copies of records that were not counted again, by the name of the reason.
  package var copies: [String: UsageSummary]
}

extension UsageInput {
  /// Reads everything once, and sums it up by each of the plans.
  ///
  /// `progress` is told how many events were read since it was told last, by any thread.
  ///
  /// - Throws: `SummaryOverflow` where a sum does not fit.
  package func summarize(
    _ plans: [SummaryPlan], workers: Int = availableWorkers,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> [SummarizedInput] {
    let formats = formatNames
    var reading = try read(workers: workers) {
      PlannedSummaries(plans, formats: formats.count, progress)
    }
    var (sum, names) = reading.parts.removeFirst()
    for part in reading.parts { try sum.merge(part.consumer, names: &names, part.names) }
    return sum.summaries.indices.map { plan in
      var account = reading.account
      for index in account.formats.indices {
        let format = formats.firstIndex(of: account.formats[index].format)
        account.formats[index].used = format.map { sum.used[plan][$0] } ?? 0
      }
      return SummarizedInput(
        summary: sum.summaries[plan], names: names, account: account,
        copies: sum.copies(of: plan))
    }
  }
}

/// The summaries of one thread, one a plan.
private struct PlannedSummaries: EventConsumer {
  private(set) var summaries: [UsageSummary]
  /// How many events of each format each plan used.
  private(set) var used: [[Int]]
  /// Copies that were not counted again, by reason, of each plan.
  private var copies: [[DuplicateReason: UsageSummary]]
  private let progress: @Sendable (Int) -> Void

  init(_ plans: [SummaryPlan], formats: Int, _ progress: @escaping @Sendable (Int) -> Void) {
    summaries = plans.map { UsageSummary(plan: $0) }
    used = Array(repeating: Array(repeating: 0, count: formats), count: plans.count)
    copies = Array(repeating: [:], count: plans.count)
    self.progress = progress
  }

  mutating func add(_ batch: EventBatch, names: inout NameTable) throws {
    for index in summaries.indices {
      let before = summaries[index].used
      try batch.events.withUnsafeBufferPointer { try summaries[index].add($0, names: &names) }
      used[index][batch.format] += summaries[index].used - before
    }
    progress(batch.events.count)
  }

  mutating func add(_ collapsed: [CollapsedEvent], names: inout NameTable) throws {
    for index in summaries.indices {
      let empty = emptySummary(index)
      for copy in collapsed {
        try copies[index][copy.reason, default: empty].add(copy.event, names: &names)
      }
    }
    progress(collapsed.count)
  }

  func copies(of plan: Int) -> [String: UsageSummary] {
    Dictionary(uniqueKeysWithValues: copies[plan].map { ($0.name, $1) })
  }

  private func emptySummary(_ index: Int) -> UsageSummary {
    var plan = summaries[index].plan
    plan.groups = []
    return UsageSummary(plan: plan)
  }

  /// Adds another thread's summaries.
  mutating func merge(
    _ other: PlannedSummaries, names: inout NameTable, _ otherNames: NameTable
  ) throws {
    for index in summaries.indices {
      try summaries[index].merge(other.summaries[index], names: &names, otherNames: otherNames)
      for format in used[index].indices { used[index][format] += other.used[index][format] }
      let empty = emptySummary(index)
      for (reason, summary) in other.copies[index] {
        try copies[index][reason, default: empty].merge(
          summary, names: &names, otherNames: otherNames)
      }
    }
  }
}
