import ArgumentParser
import Charging
import ExactNumbers
import Recommendations
import Reporting

/// The gates of a build: the report is written, and then they may fail it.
struct GateOptions: ParsableArguments {
  @Option(help: "budget, budget-watch, unpriced, rejected, warning, critical or increase:10%.")
  var failOn: [String] = []
  @Flag(help: "The same as --fail-on rejected --fail-on unpriced.")
  var strict = false

  private static let known = [
    "budget", "budget-watch", "unpriced", "rejected", "warning", "critical",
  ]

  func validateGates(hasEarlier: Bool) throws {
    for gate in failOn where !Self.known.contains(gate) {
      guard try IncreaseGate(parsing: gate) == nil else {
        guard hasEarlier else {
          throw Failure.option(
            "--fail-on", found: gate,
            expected: "--against REPORT.json or --against previous with it: what it rose from")
        }
        continue
      }
      throw Failure.option("--fail-on", found: gate, known: Self.known + ["increase:10%"])
    }
  }

  /// The gates that tripped, each with its figures.
  func tripped(by report: Report) -> [String] {
    let gates = failOn + (strict ? ["rejected", "unpriced"] : [])
    var seen: Set<String> = []
    return gates.filter { seen.insert($0).inserted }.compactMap { message($0, report) }
  }

  private func message(_ gate: String, _ report: Report) -> String? {
    if let increase = try? IncreaseGate(parsing: gate) {
      return report.changes.flatMap { increase.message($0.difference) }
    }
    return switch gate {
    case "rejected":
      report.inputs.rejected > 0
        ? "rejected: \(report.inputs.rejected) records could not be used" : nil
    case "unpriced":
      report.cost.total.hasUnpriced
        ? "unpriced: some usage has no price; the total is at least \(report.cost.total.amount)"
        : nil
    case "warning": findings(report, [.critical, .warning], gate)
    case "critical": findings(report, [.critical], gate)
    default: budget(gate, report)
    }
  }

  private func findings(_ report: Report, _ levels: [Severity], _ gate: String) -> String? {
    let findings = report.recommendations.items.filter { levels.contains($0.severity) }
    guard let first = findings.first else { return nil }
    return "\(gate): \(findings.count) findings, first \(first.rule): \(first.message)"
  }

  /// `budget` trips on what is certain enough, `budget-watch` on the estimate.
  private func budget(_ gate: String, _ report: Report) -> String? {
    guard let budget = report.cost.budget?.amount else { return nil }
    let spent = report.cost.month?.toDate ?? report.cost.total.amount
    let certain = max(spent, report.cost.month?.interval.low ?? spent)
    let expected = max(spent, report.cost.month?.amount.amount ?? spent)
    let figure = gate == "budget" ? certain : expected
    guard figure > budget else { return nil }
    return "\(gate): \(figure.text(fractionDigits: 2)) is more than the budget of \(budget)"
  }
}
