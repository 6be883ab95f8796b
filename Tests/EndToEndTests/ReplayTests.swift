import Foundation
import TestSupport
import Testing

/// What the recorder that this project grew out of computes for 215 sets of events.
///
/// The recorder's figures are in binary floating point, so they are compared to 1e-9. It prices an
/// unknown backend at 0, which this program never does: those costs are left out.
struct `The recorder's figures` {
  static let file = Program.root.appending(
    path: "Tests/MeteringTests/Fixtures/replay/cases.ndjson")
  static let cases: [String] =
    (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n").map(String.init) ?? []
  private static let priced = ["local", "gemini", "nvidia_deepseek", "nvidia_qwen"]

  @Test func `are there for at least 200 sets`() { #expect(Self.cases.count >= 200) }

  @Test(arguments: cases.indices)
  func `are this program's`(index: Int) throws {
    let text = Self.cases[index]
    let recorded = try JSONTree(text)
    let report = try report(text)
    let expected = recorded["expected"]
    compareTotals(report, expected["historical"])
    compareBackends(report, expected)
    compareTables(report, expected["historical"])
    compareErrors(report, expected["historical"])
    compareCosts(report, expected["cost"])
    compareRecommendations(report, expected["recommendations"])
  }

  private func report(_ text: String) throws -> JSONTree {
    let tree = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let events = tree?["events"] as? [Any] ?? []
    let lines = try events.map { try JSONSerialization.data(withJSONObject: $0) + Data("\n".utf8) }
    let folder = try Scratch.folder()
    let input = folder.appending(path: "events.ndjson")
    try lines.reduce(Data(), +).write(to: input)
    let output = folder.appending(path: "report.json")
    let outcome = try Program().run("report", input.path, "-o", output.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONTree(contentsOf: output)
  }

  private func isClose(_ ours: Decimal?, _ theirs: Decimal?) -> Bool {
    guard let ours, let theirs else { return ours == nil && theirs == nil }
    return abs(ours - theirs) <= max(abs(theirs), 1) / 1_000_000_000
  }

  private func row(_ report: JSONTree, _ table: String, _ name: String) -> JSONTree {
    report[table].elements.first { $0["name"].text == name } ?? .null
  }

  private func compareTotals(_ report: JSONTree, _ expected: JSONTree) {
    let totals = report["totals"]
    #expect(totals["requests"].number == expected["totals", "requests"].number)
    #expect(totals["successes"].number == expected["totals", "successes"].number)
    #expect(totals["failures"].number == expected["totals", "failures"].number)
    #expect(totals["tokens", "total"].number == expected["totals", "total_tokens"].number)
    #expect(
      isClose(totals["duration_ms", "total"].number, expected["totals", "total_time_ms"].number))
    let times = [("first_event", "start"), ("last_event", "end")]
    for (ours, theirs) in times {
      #expect(instant(report["period", ours]) == instant(expected["time_range", theirs]))
    }
  }

  /// Milliseconds since 1970.
  private func instant(_ tree: JSONTree) -> Int? {
    guard let text = tree.text else { return nil }
    let formats = [
      Date.ISO8601FormatStyle(includingFractionalSeconds: true), Date.ISO8601FormatStyle(),
    ]
    let date = formats.lazy.compactMap { try? Date(text, strategy: $0) }.first
    return date.map { Int(($0.timeIntervalSince1970 * 1000).rounded()) }
  }

  private func compareBackends(_ report: JSONTree, _ expected: JSONTree) {
    let theirs = expected["historical", "backend_performance"].fields
    #expect(report["backends"].elements.count == theirs.count)
    for (name, backend) in theirs {
      let ours = row(report, "backends", name)
      #expect(ours["requests"].number == backend["requests"].number)
      #expect(ours["successes"].number == backend["successes"].number)
      #expect(ours["tokens", "total"].number == backend["total_tokens"].number)
      #expect(isClose(ours["success_percent"].number, backend["success_rate"].number))
      #expect(isClose(ours["duration_ms", "mean"].number, backend["avg_time_ms"].number))
      #expect(isClose(ours["tokens_per_request"].number, backend["avg_tokens"].number))
    }
    for ranked in expected["session", "metrics", "backend_ranking"].elements {
      let ours = row(report, "backends", ranked["backend"].text ?? "")
      #expect(isClose(ours["score"].number, ranked["score"].number))
    }
  }

  private func compareTables(_ report: JSONTree, _ expected: JSONTree) {
    for (name, count) in expected["tool_popularity"].fields {
      #expect(row(report, "tools", name)["requests"].number == count.number)
    }
    let routes = expected["routing_effectiveness"].fields
    #expect(report["routes"].elements.count == routes.count)
    for ours in report["routes"].elements {
      let theirs = routes["\(ours["method"].text ?? "")_\(ours["backend"].text ?? "")"] ?? .null
      #expect(ours["count"].number == theirs["count"].number)
      #expect(isClose(ours["avg_confidence"].number, theirs["avg_confidence"].number))
      #expect(isClose(ours["success_percent"].number, theirs["success_rate"].number))
    }
    for (hour, ours) in report["hours"].elements.enumerated() {
      let theirs = expected["hourly_distribution"][String(hour)].number ?? 0
      #expect(ours["requests"].number == theirs)
    }
  }

  private func compareErrors(_ report: JSONTree, _ expected: JSONTree) {
    let theirs = expected["error_patterns"].elements
    #expect(report["errors"].elements.count == theirs.count)
    for pattern in theirs {
      let code = pattern["code"].text ?? pattern["code"].number.map { "\($0)" }
      let ours = report["errors"].elements.first {
        $0["type"].text == pattern["type"].text && $0["code"].text == code
      }
      #expect(ours?["count"].number == pattern["count"].number)
      #expect(ours.map { instant($0["first_seen"]) } == instant(pattern["first_seen"]))
      #expect(ours.map { instant($0["last_seen"]) } == instant(pattern["last_seen"]))
    }
  }

  private func compareCosts(_ report: JSONTree, _ expected: JSONTree) {
    for name in Self.priced {
      let theirs = expected["breakdown", name]
      guard !theirs.isNull else { continue }
      let ours = row(report, "backends", name)["cost", "amount"].number
      #expect(isClose(ours, theirs["total_cost"].number))
    }
    let savings = report["cost", "savings"]
    guard !savings.isNull else {
      #expect(expected["breakdown", "local"].isNull)
      return
    }
    let theirs = expected["cost_savings_vs_cloud_only"]
    #expect(isClose(savings["actual"].number, theirs["actual_cost"].number))
    #expect(isClose(savings["would_have"].number, theirs["would_have_cost"].number))
    #expect(isClose(savings["saved"].number, theirs["savings"].number))
  }

  private func compareRecommendations(_ report: JSONTree, _ expected: JSONTree) {
    let items = report["recommendations", "items"].elements
    let theirs = expected["recommendations"].elements
    func subjects(_ rule: String) -> Set<String> {
      Set(items.filter { $0["rule"].text == rule }.compactMap { $0["subject"].text })
    }
    for type in ["reliability", "performance"] {
      let backends = theirs.filter { $0["type"].text == "backend_\(type)" }
      #expect(subjects("backend-\(type)") == Set(backends.compactMap { $0["backend"].text }))
    }
    let routes = theirs.filter { $0["type"].text == "routing_confidence" }
    let keys = routes.compactMap { $0["message"].text?.components(separatedBy: " for ").last }
    let ours = subjects("routing-confidence").map { $0.replacing(" → ", with: "_") }
    #expect(Set(ours) == Set(keys))
  }
}
