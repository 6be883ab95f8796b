package import Metering
import Synchronization

/// The usage behind the paths of a command line.
///
///     let input = try UsageInput(paths: ["data/analytics"], options: InputOptions())
///     let usage = try input.summarize([SummaryPlan()])
package struct UsageInput: Sendable {
  private let list: InputList
  private let options: InputOptions

  /// How many threads read, where nobody says.
  package static var availableWorkers: Int { Workers.available }

  /// Finds the files.
  ///
  /// - Throws: ``InputError`` where a path is not there, or can't be read.
  package init(paths: [String], options: InputOptions) throws {
    var list = try InputDiscovery.files(of: paths, places: KnownPlace.all(of: options.formats))
    list.pseudonyms = options.pseudonyms
    self.list = list
    self.options = options
  }

  /// Finds the files in the known places below a home directory; nil where there are none.
  ///
  /// - Throws: ``InputError`` where the directory is not there, or can't be read.
  package init?(home: String, options: InputOptions) throws {
    let list = try InputDiscovery.files(
      of: [home], places: KnownPlace.all(of: options.formats))
    guard !list.found.isEmpty else { return nil }
    self.list = list
    self.options = options
  }

  /// The known places of home directories among the paths, in the order of their files.
  package var found: [FoundPlace] { list.found }

  /// The names of the formats, in the order of their numbers.
  var formatNames: [String] { options.formats.map(\.name) }

  /// Reads everything once, and gives each event that is usage to one of the threads' consumers.
  ///
  /// The account is the same for any number of threads, and so are the events, in some order.
  package func read<Consumer: EventConsumer>(
    workers: Int = availableWorkers, into makeConsumer: @escaping @Sendable () -> Consumer
  ) throws -> InputReading<Consumer> {
    let shared = SharedState<Consumer>(work: InputPlan(list, options).work)
    let (list, options) = (list, options)
    Workers.run(max(1, min(workers, shared.work.count))) { index in
      let box = ConsumerBox(makeConsumer())
      let worker = InputWorker(list, options, needsPlaces: Consumer.needsPlaces, box)
      do {
        while let work = shared.next() { try worker.read(work) }
        try worker.flush()
      } catch {
        shared.stop(error)
      }
      shared.finish(ThreadResult(index, worker, box.consumer))
    }
    var all = Threads(results: try shared.results())
    let tally = try all.settle(list, options)
    return InputReading(
      account: tally.account(of: list, formatNames),
      parts: all.results.map { ($0.consumer, $0.names) }, list: list, tally: tally)
  }
}

/// What came of reading: the account, and what the threads' consumers became, each with the names
/// of its events.
package struct InputReading<Consumer: EventConsumer>: Sendable {
  package var account: InputAccount
  package var parts: [(consumer: Consumer, names: NameTable)]
  fileprivate let list: InputList
  fileprivate let tally: RecordTally

  /// A place as people read it: `recorded/events/1.json:1`.
  package func text(of place: RecordPlace) -> String { tally.text(place, list) }
}

/// What a thread leaves behind.
private struct ThreadResult<Consumer: EventConsumer>: Sendable {
  var thread: Int
  var consumer: Consumer
  var tally: RecordTally
  var names: NameTable
  var held: HeldEvents
  var settlements: [(any Settlement)?]

  init(_ thread: Int, _ worker: InputWorker, _ consumer: Consumer) {
    self.thread = thread
    self.consumer = consumer
    tally = worker.output.tally
    names = worker.output.names
    held = worker.output.held
    settlements = worker.settlements()
  }
}

/// What all threads leave behind.
private struct Threads<Consumer: EventConsumer> {
  private(set) var results: [ThreadResult<Consumer>]

  init(results: [ThreadResult<Consumer>]) { self.results = results }

  /// Delivers the events that waited until everything was read, and gives the tally of all.
  mutating func settle(_ list: InputList, _ options: InputOptions) throws -> RecordTally {
    let settlements = options.formats.indices.map(settlement)
    var held = results.map(\.held)
    for index in results.indices { results[index].held = HeldEvents() }
    HeldEvents.settle(&held, marks: settlements.flatMap { $0?.marks() ?? [] }, list)
    var tally = RecordTally(paths: list.paths.count, formats: options.formats.count)
    for (index, events) in held.enumerated() {
      tally.merge(results[index].tally)
      for (key, count) in events.copies {
        tally.countCopies(count, key.reason, format: key.format)
      }
      try results[index].deliver(events, &tally)
    }
    guard options.deduplicates else { return tally }
    let threads = zip(held, results.map(\.names)).map { (held: $0, names: $1) }
    for (format, settlement) in settlements.enumerated() {
      guard let settlement else { continue }
      let kept = KeptEvents(threads: threads, format: format)
      try results[0].deliver(settlement.remainders(of: kept, &results[0].names), format, &tally)
    }
    return tally
  }

  /// What the readers of a format learned on all threads.
  private func settlement(_ format: Int) -> (any Settlement)? {
    let all = results.compactMap { $0.settlements[format] }
    return all.first.map { $0.merged(all.dropFirst()) }
  }
}

extension Settlement {
  /// What all threads learned together; they are all of one type, as their format is one.
  fileprivate func merged(_ others: ArraySlice<any Settlement>) -> any Settlement {
    var all = self
    for case let other as Self in others { all.merge(other) }
    return all
  }
}

extension ThreadResult {
  fileprivate mutating func deliver(_ held: HeldEvents, _ tally: inout RecordTally) throws {
    var batch = EventBatch()
    let copies = held.events.filter(\.isDropped).map(\.collapsed)
    if !copies.isEmpty { try consumer.add(copies, names: &names) }
    for event in held.events where !event.isDropped {
      if !event.notes.isEmpty { tally.note(event.notes, at: event.place) }
      let isFull = batch.events.count == RecordOutput.batchSize
      if isFull || event.format != batch.format { try deliver(&batch) }
      batch.format = event.format
      batch.events.append(event.event)
      if Consumer.needsPlaces { batch.places.append(event.place) }
    }
    try deliver(&batch)
  }

  mutating func deliver(
    _ remainders: [Remainder], _ format: Int, _ tally: inout RecordTally
  ) throws {
    var batch = EventBatch()
    batch.format = format
    for remainder in remainders {
      tally.countRemainder(format: format)
      if !remainder.notes.isEmpty { tally.note(remainder.notes, at: remainder.place) }
      batch.events.append(remainder.event)
      if Consumer.needsPlaces { batch.places.append(remainder.place) }
    }
    try deliver(&batch)
  }

  private mutating func deliver(_ batch: inout EventBatch) throws {
    guard !batch.events.isEmpty else { return }
    try consumer.add(batch, names: &names)
    batch.events.removeAll(keepingCapacity: true)
    batch.places.removeAll(keepingCapacity: true)
  }
}

/// What the threads have in common: the work still to do, and what came of it.
private final class SharedState<Consumer: EventConsumer>: Sendable {
  let work: [InputWork]
  private let state = Mutex(State())

  private struct State {
    var next = 0
    var error: (any Error)?
    var results: [ThreadResult<Consumer>] = []
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

  func finish(_ result: ThreadResult<Consumer>) { state.withLock { $0.results.append(result) } }

  func results() throws -> [ThreadResult<Consumer>] {
    try state.withLock { state in
      if let error = state.error { throw error }
      return state.results.sorted { $0.thread < $1.thread }
    }
  }
}
