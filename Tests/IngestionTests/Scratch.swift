import Foundation
import Ingestion
import Metering

/// A folder of files that a test makes, removed when the test is over.
final class Scratch {
  let url = FileManager.default.temporaryDirectory
    .appending(path: "tariff-\(UUID().uuidString)").appending(path: "usage")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }

  var path: String { url.path }

  /// Writes a file, and the folders it stands in; gives its path.
  @discardableResult
  func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }
}

/// Everything that paths gave: the events as text, sorted, and the account.
struct Reading {
  var events: [String]
  var account: InputAccount

  init(
    _ paths: String..., workers: Int = 1, options: InputOptions = InputOptions()
  ) throws {
    let input = try UsageInput(paths: paths, options: options)
    let reading = try input.read(workers: workers) { EventTexts() }
    account = reading.account
    events = reading.parts.flatMap(\.consumer.texts).sorted()
  }

  /// `not_json 2 usage/a.json:1`
  var rejections: [String] { account.rejections.map { "\($0.name) \($0.count) \($0.first)" } }
  var notes: [String] { account.notes.map { "\($0.name) \($0.count) \($0.first)" } }

  /// Whether every record is accounted for.
  var addsUp: Bool {
    account.records
      == events.count + account.duplicates + account.rejected + account.notUsage
  }
}

/// The events of one thread, as texts.
struct EventTexts: EventConsumer {
  private(set) var texts: [String] = []

  mutating func add(_ batch: EventBatch, names: inout NameTable) {
    texts += batch.events.map { $0.text(names) }
  }
}

/// The instant that the tests' times are counted from, in milliseconds since 1970.
let testEpoch: Int64 = 1_750_000_000_000

extension UsageEvent {
  /// The time: in milliseconds after the tests' epoch where it is soon after it.
  private var time: Int64 {
    let since = timestamp.milliseconds - testEpoch
    return 0..<1_000_000_000 ~= since ? since : timestamp.milliseconds
  }

  /// Everything the event says, but for what is at its default, in one line.
  func text(_ names: NameTable) -> String {
    func name(_ key: String, _ id: NameID, _ unless: String? = nil) -> String? {
      id == .none || names[id] == unless ? nil : "\(key)=\(names[id])"
    }
    var parts: [String?] = ["\(time)"]
    parts.append(name("tool", tool, "unknown"))
    parts.append(name("backend", backend, "unknown"))
    parts.append(name("model", model))
    parts.append(name("route", routingMethod, "unknown"))
    parts.append(name("tier", serviceTier, "standard"))
    parts.append(name("session", session))
    parts.append(routingConfidence.map { "confidence=\($0)" })
    parts.append(duration.map { "duration=\($0)" })
    for meter in Meter.allCases where tokens[meter] != 0 {
      parts.append("\(meter.name)=\(tokens[meter])")
    }
    parts += otherMeters.map { "\(names[$0.name]):\($0.quantity)" }
    parts.append(requests == 1 ? nil : "requests=\(requests)")
    parts.append(isSuccess ? nil : "failed")
    if let error {
      parts.append("error")
      parts.append(name("type", error.type))
      parts.append(name("code", error.code))
      parts.append(name("message", error.message))
    }
    parts += labels.map { "\(names[$0.name])~\(names[$0.value])" }
    parts.append(reportedCost.map { "cost=\($0)" })
    return parts.compactMap { $0 }.joined(separator: " ")
  }
}
