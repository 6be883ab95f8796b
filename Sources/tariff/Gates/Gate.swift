import Rendering

/// What fails a build, by its name after `--fail-on`.
enum Gate {
  case budget
  /// On the month's estimate, where `budget` waits for what is certain.
  case budgetWatch
  case unpriced
  case rejected
  case warning
  case critical
  case increase(IncreaseGate)

  /// The names that `--fail-on` takes.
  static let names = [
    "budget", "budget-watch", "unpriced", "rejected", "warning", "critical", "increase:10%",
  ]

  init(parsing text: String) throws {
    switch text {
    case "budget": self = .budget
    case "budget-watch": self = .budgetWatch
    case "unpriced": self = .unpriced
    case "rejected": self = .rejected
    case "warning": self = .warning
    case "critical": self = .critical
    default:
      guard let increase = try IncreaseGate(parsing: text) else {
        throw Failure.option("--fail-on", found: text, known: Self.names)
      }
      self = .increase(increase)
    }
  }

  var isIncrease: Bool { if case .increase = self { true } else { false } }

  /// As `--fail-on` names it.
  var name: String {
    switch self {
    case .budget: "budget"
    case .budgetWatch: "budget-watch"
    case .unpriced: "unpriced"
    case .rejected: "rejected"
    case .warning: "warning"
    case .critical: "critical"
    case .increase(let gate): gate.name
    }
  }
}

extension [GateVerdict] {
  /// Throws where a gate tripped: the documents are written by then.
  func check() throws {
    let tripped = compactMap { verdict in verdict.reason.map { "\(verdict.name): \($0)" } }
    guard tripped.isEmpty else {
      throw Failure(status: 1, message: tripped.joined(separator: "\ntariff: "))
    }
  }
}
