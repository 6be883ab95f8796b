import Foundation
import Ingestion
import Metering

/// What was read of files of other programs: every event with its names as texts.
struct FormatUsage {
  private(set) var events: [Event] = []
  private(set) var account: InputAccount

  struct Event: Hashable {
    var model: String
    var session: String
    var labels: [String: String]
    var tokens: [String: Int]
    var requests: Int
    var isSuccess: Bool
    /// In millionths of a USD.
    var cost: Int?
  }

  /// Reads files of the fixtures, or elsewhere.
  init(
    _ paths: [String], workers: Int = 1, options: InputOptions = InputOptions()
  ) throws {
    let input = try UsageInput(paths: paths.map(Self.path), options: options)
    let reading = try input.read(workers: workers) { EventList() }
    account = reading.account
    for (list, names) in reading.parts {
      events += list.events.map { Event($0, names) }
    }
  }

  init(_ paths: String..., workers: Int = 1, options: InputOptions = InputOptions()) throws {
    try self.init(paths, workers: workers, options: options)
  }

  private static func path(_ name: String) -> String {
    name.hasPrefix("/") ? name : fixtures.appending(path: name).path
  }

  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")

  private struct EventList: EventConsumer {
    var events: [UsageEvent] = []
    mutating func add(_ batch: EventBatch, names: inout NameTable) { events += batch.events }
  }

  // MARK: Sums

  var requests: Int { events.reduce(0) { $0 + $1.requests } }

  /// Tokens by meter, and what else was counted; without what is 0.
  func counts(_ model: String? = nil) -> [String: Int] {
    events.filter { model == nil || $0.model == model }.reduce(into: [:]) { sum, event in
      sum.merge(event.tokens, uniquingKeysWith: +)
    }
  }

  /// All tokens.
  var total: Int { counts().reduce(0) { $0 + ($1.key == "web_searches" ? 0 : $1.value) } }

  /// In millionths of a USD.
  var cost: Int { events.reduce(0) { $0 + ($1.cost ?? 0) } }

  /// `not_json 2 usage/a.json:1`
  var notes: [String] { account.notes.map { "\($0.name) \($0.count)" } }
  var collapsed: [String] {
    account.collapsed.map { "\($0.reason) \($0.records) \($0.tokens)" }
  }

  /// Whether every record is accounted for.
  var addsUp: Bool {
    account.records
      == events.count + account.duplicates + account.rejected + account.notUsage
  }
}

extension FormatUsage.Event {
  fileprivate init(_ event: UsageEvent, _ names: NameTable) {
    model = event.model == .none ? "" : names[event.model]
    session = event.session == .none ? "" : names[event.session]
    labels = Dictionary(
      uniqueKeysWithValues: event.labels.map { (names[$0.name], names[$0.value]) })
    tokens = [:]
    for meter in Meter.allCases where event.tokens[meter] > 0 {
      tokens[meter.name] = event.tokens[meter]
    }
    for meter in event.otherMeters { tokens[names[meter.name]] = meter.quantity }
    requests = event.requests
    isSuccess = event.isSuccess
    cost = event.reportedCost.map { Int($0 / 1_000_000_000_000) }
  }
}
