import Foundation
import TestSupport
import Testing

/// The month's estimate and `tariff forecast`, as a user sees them.
struct `The month's forecast` {
  /// A backend at 1 USD a million tokens: a day's tokens are its cost.
  private static let book = """
    tariff: prices/1
    currency: USD
    checked: 2026-10-01
    prices:
      - {id: flat, match: [flat], rates: [{per: 1M tokens, input: 1, output: 1}]}
    """

  /// Four events a day at 0, 6, 12 and 18 o'clock UTC; costs in whole USD, each a day's.
  private func account(
    _ costs: [Int], from day: Int = 1, month: Int = 10, _ options: String...
  ) throws -> PricedUsage {
    var usage = PricedUsage(Self.book)
    usage.options = options
    let start = try #require(
      ISO8601DateFormatter().date(from: "2026-\(month < 10 ? "0" : "")\(month)-01T00:00:00Z"))
    let first = Int(start.timeIntervalSince1970) + (day - 1) * 86_400
    usage.events = costs.enumerated().flatMap { index, cost in
      [0, 6, 12, 18].map { hour in
        """
        {"timestamp": \((first + index * 86_400 + hour * 3600) * 1000), "backend_used": "flat", \
        "tool_name": "t", "tokens_used": \(cost * 250_000)}
        """
      }
    }
    return usage
  }

  private func json(
    _ command: String, _ account: PricedUsage, _ options: [String] = []
  ) throws -> JSONTree {
    let outcome = try account.run(command, ["--format", "json"] + options)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONTree(outcome.output)
  }

  @Test func `is by run rate what one works out by hand`() throws {
    let account = try account([6, 0, 3])
    let month = try json("report", account, ["--until", "2026-10-04"])["cost", "month"]
    #expect(month["method"].text == "run-rate")
    #expect(month["amount", "amount"].number == 93)
    #expect(month["actual_to_date"].number == 9)
    #expect(month["days_complete"].number == 3)
    #expect(month["confidence"].text == "low")
    #expect(month["backtest_error_percent"].isNull)
  }

  @Test func `leaves out what comes after now, to the hour`() throws {
    let account = try account(Array(repeating: 8, count: 31))
    let all = ["--month", "2026-10"]
    let whole = try json("report", account, all)
    #expect(whole["cost", "month", "method"].text == "actual")
    #expect(whole["cost", "month", "amount", "amount"].number == 248)
    let noon = try json("report", account, all + ["--now", "2026-10-20T12:00:00Z"])
    #expect(noon["cost", "total", "amount"].number == 156)
    #expect(noon["cost", "month", "actual_to_date"].number == 156)
    #expect(noon["cost", "month", "days_complete"].number == 19)
    #expect(noon["cost", "month", "method"].text == "seasonal")
    #expect(noon["cost", "month", "amount", "amount"].number == 248)
  }

  @Test func `uses what was read before the period, and says from when`() throws {
    let account = try account(Array(repeating: 4, count: 70), month: 8)
    let period = ["--month", "2026-10", "--now", "2026-10-10"]
    let month = try json("report", account, period)["cost", "month"]
    #expect(month["method"].text == "seasonal")
    #expect(month["history_from"].text == "2026-08-15")
    #expect(month["days_complete"].number == 9)
    #expect(month["amount", "amount"].number == 124)
    #expect(month["confidence"].text == "medium")
    #expect(month["backtest_error_percent"].number == 0)
    let alone = try json("report", account, ["--since", "2026-10-01", "--until", "2026-10-10"])
    #expect(alone["cost", "month", "amount", "amount"].number == 124)
  }

  @Test func `counts the days of a zone whose clocks change`() throws {
    let account = try account(Array(repeating: 24, count: 25))
    let zone = ["--timezone", "Europe/Berlin", "--month", "2026-10"]
    // Midnight of the 26th in Berlin, after a day of 25 hours, is 23:00 UTC.
    let before = try json("report", account, zone + ["--now", "2026-10-25T22:59:59Z"])
    let after = try json("report", account, zone + ["--now", "2026-10-25T23:00:00Z"])
    #expect(before["cost", "month", "days_complete"].number == 24)
    #expect(after["cost", "month", "days_complete"].number == 25)
  }

  @Test func `has none of less than one complete day, and says so`() throws {
    let account = try account([5])
    let report = try json("report", account)
    #expect(report["cost", "month"].isNull)
    #expect(report["inputs", "notes"].elements.map { $0["note"].text } == ["no_month_estimate"])
    let refusal = try account.run("forecast", [])
    #expect(refusal.status == 65)
    #expect(refusal.output.isEmpty)
    #expect(refusal.errors.contains("at least one complete day"), "\(refusal.errors)")
  }

  @Test func `lists every day of the month, and its last line is the report's estimate`() throws {
    let account = try account((1...45).map { $0 % 7 == 0 ? 2 : 9 }, month: 9)
    let period = ["--until", "2026-10-16"]
    let month = try json("report", account, period)["cost", "month"]
    let forecast = try json("forecast", account, period)
    let days = forecast["days"].elements
    #expect(days.count == 31)
    #expect(days.map { $0["kind"].text }.filter { $0 == "actual" }.count == 15)
    let last = try #require(days.last)
    #expect(last["cumulative"].number == month["amount", "amount"].number)
    #expect(last["low"].number == month["interval", "low"].number)
    #expect(last["high"].number == month["interval", "high"].number)
    #expect(days.reduce(0) { $0 + ($1["amount"].number ?? 0) } == last["cumulative"].number)
    #expect(forecast["month", "method"].text == "seasonal")
    #expect(forecast["backtest", "horizon_days"].number == 16)
    let methods = forecast["backtest", "methods"].elements
    #expect(methods.map { $0["method"].text } == ["seasonal", "run-rate"])
    let csv = try account.run("forecast", period + ["--format", "csv"])
    #expect(csv.output.split(separator: "\r\n").count == 32)
    let header = "date,kind,amount,cumulative,low,high,currency"
    #expect(csv.output.hasPrefix("\(header)\r\n2026-10-01,actual,"))
  }

  @Test func `passes a budget on a day, and trips gates at two levels`() throws {
    // 10 a day to the 20th, and flat before: the estimate is 310 without any doubt.
    let costs = Array(repeating: 10, count: 81)
    let account = try account(costs, month: 8, "--until", "2026-10-21")
    func level(_ budget: String) throws -> (JSONTree, status: Int32, severity: String?) {
      let report = try json("report", account, ["--budget", budget])
      let gates = ["--fail-on", "budget", "--quiet"]
      let outcome = try account.run("report", ["--budget", budget] + gates)
      let finding = report["recommendations", "items"].elements.first {
        $0["rule"].text == "budget-overrun"
      }
      return (report["cost", "budget"], outcome.status, finding?["severity"].text)
    }
    let within = try level("310")
    #expect(within.0["level"].text == "within" && within.0["forecast_breach_date"].isNull)
    #expect(within.status == 0 && within.severity == nil)
    let over = try level("309.99")
    #expect(over.0["level"].text == "over" && over.status == 1 && over.severity == "critical")
    #expect(over.0["forecast_breach_date"].text == "2026-10-31")
    let spent = try level("150")
    #expect(spent.0["forecast_breach_date"].text == "2026-10-16")
  }

  @Test func `watches a budget that only the estimate passes`() throws {
    let account = try account([10, 10, 10], "--until", "2026-10-04", "--budget", "300")
    let report = try json("report", account)
    #expect(report["cost", "budget", "level"].text == "watch")
    #expect(report["cost", "budget", "forecast_breach_date"].text == "2026-10-31")
    let finding = report["recommendations", "items"].elements.first {
      $0["rule"].text == "budget-overrun"
    }
    #expect(finding?["severity"].text == "warning")
    let (budget, watch) = ("budget", "budget-watch")
    for (gate, status) in [(budget, 0), (watch, 1)] {
      let outcome = try account.run("forecast", ["--fail-on", gate])
      #expect(outcome.status == Int32(status), "\(gate): \(outcome.errors)")
    }
  }

  @Test func `a spike is found with its cause, and what made it`() throws {
    var costs = Array(repeating: 40, count: 61)
    costs[55] = 100
    let account = try account(costs, month: 9)
    let report = try json("report", account)
    let spikes = report["recommendations", "items"].elements.filter {
      $0["rule"].text == "cost-spike"
    }
    #expect(spikes.map { $0["subject"].text } == ["2026-10-26"])
    let evidence = try #require(spikes.first)["evidence"]
    #expect(evidence["cause"].text == "mix")
    #expect(evidence["backend"].text == "flat" && evidence["tool"].text == "t")
    #expect(evidence["expected"].number == 40 && evidence["contribution"].number == 60)
  }
}
