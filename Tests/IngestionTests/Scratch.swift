import Foundation
import Ingestion
import Metering
import Synchronization

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
    let found = Found()
    let reading = try input.read(workers: workers) { _, events, names in
      let texts = events.map { $0.text(names) }
      found.texts.withLock { $0 += texts }
    }
    account = reading.account
    events = found.texts.withLock { $0.sorted() }
  }

  private final class Found: Sendable {
    let texts = Mutex<[String]>([])
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

extension UsageEvent {
  /// Everything the event says, but for what is at its default, in one line.
  func text(_ names: NameTable) -> String {
    func name(_ key: String, _ id: NameID, _ unless: String? = nil) -> String? {
      id == .none || names[id] == unless ? nil : "\(key)=\(names[id])"
    }
    var parts: [String?] = ["\(timestamp.milliseconds)"]
    parts.append(name("tool", tool, "unknown"))
    parts.append(name("backend", backend, "unknown"))
    parts.append(name("model", model))
    parts.append(name("route", routingMethod, "unknown"))
    parts.append(name("tier", serviceTier, "standard"))
    parts.append(name("session", session))
    parts.append(routingConfidence == 0 ? nil : "confidence=\(routingConfidence)")
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
