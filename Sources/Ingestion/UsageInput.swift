package import Metering
import Synchronization

/// The usage behind the paths of a command line.
///
///     let input = try UsageInput(paths: ["data/analytics"], options: InputOptions())
///     let account = try input.read { worker, events, names in … }
package struct UsageInput: Sendable {
  /// Takes a batch of events, of one of several threads.
  ///
  /// A thread's batches come one after the other, and all events of a thread have their names in
  /// the same table; what it throws stops the reading.
  package typealias Delivery =
    @Sendable (_ worker: Int, _ events: [UsageEvent], _ names: inout NameTable) throws -> Void

  private let list: InputList
  private let options: InputOptions

  /// How many threads read, where nobody says.
  package static var availableWorkers: Int { Workers.available }

  /// Finds the files.
  ///
  /// - Throws: ``InputError`` where a path is not there, or can't be read.
  package init(paths: [String], options: InputOptions) throws {
    list = try InputDiscovery.files(of: paths)
    self.options = options
  }

  /// Reads everything once, and delivers each event that is usage.
  ///
  /// The account is the same for any number of threads, and so are the events, in some order.
  package func read(
    workers: Int = availableWorkers, deliver: @escaping Delivery
  ) throws -> InputReading {
    let shared = SharedState(work: InputPlan(list, options).work)
    let (list, options) = (list, options)
    Workers.run(max(1, min(workers, shared.work.count))) { index in
      let worker = InputWorker(index, list, options, deliver)
      do {
        while let work = shared.next() { try worker.read(work) }
        try worker.flush()
      } catch {
        shared.stop(error)
      }
      shared.finish(WorkerReport(index, worker))
    }
    var reports = try shared.reports()
    var tally = RecordTally(paths: list.paths.count)
    for report in reports { tally.merge(report.tally) }
    tally.duplicates += try Self.deliverHeld(&reports, list, deliver)
    let names = Dictionary(uniqueKeysWithValues: reports.map { ($0.worker, $0.names) })
    return InputReading(account: tally.account(of: list), names: names)
  }

  /// Delivers the events that waited for better copies; gives how many copies were not used.
  private static func deliverHeld(
    _ reports: inout [WorkerReport], _ list: InputList, _ deliver: Delivery
  ) throws -> Int {
    var held = reports.map(\.held)
    for index in reports.indices { reports[index].held = HeldEvents() }
    let superseded = HeldEvents.settle(&held, list)
    for (index, events) in held.enumerated() {
      var batch: [UsageEvent] = []
      for event in events.events where !event.isSuperseded {
        batch.append(event.event)
        guard batch.count == InputWorker.batchSize else { continue }
        try deliver(reports[index].worker, batch, &reports[index].names)
        batch.removeAll(keepingCapacity: true)
      }
      if !batch.isEmpty { try deliver(reports[index].worker, batch, &reports[index].names) }
    }
    return held.reduce(superseded) { $0 + $1.duplicates }
  }
}

/// What came of reading: the account, and by thread the names that its events were delivered with.
package struct InputReading: Sendable {
  package var account: InputAccount
  package var names: [Int: NameTable]
}

/// What a thread leaves behind.
private struct WorkerReport: Sendable {
  var worker: Int
  var tally: RecordTally
  var names: NameTable
  var held: HeldEvents

  init(_ index: Int, _ worker: InputWorker) {
    self.worker = index
    tally = worker.tally
    names = worker.names
    held = worker.held
  }
}

/// What the threads have in common: the work still to do, and what came of it.
private final class SharedState: Sendable {
  let work: [InputWork]
  private let state = Mutex(State())

  private struct State {
    var next = 0
    var error: (any Error)?
    var reports: [WorkerReport] = []
  }

  init(work: [InputWork]) { self.work = work }

  func next() -> InputWork? {
    state.withLock { state in
      guard state.error == nil, state.next < work.count else { return nil }
      state.next += 1
      return work[state.next - 1]
    }
  }

  func stop(_ error: any Error) { state.withLock { $0.error = $0.error ?? error } }

  func finish(_ report: WorkerReport) { state.withLock { $0.reports.append(report) } }

  func reports() throws -> [WorkerReport] {
    try state.withLock { state in
      if let error = state.error { throw error }
      return state.reports.sorted { $0.worker < $1.worker }
    }
  }
}
