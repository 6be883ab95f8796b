/// How much a finding matters; the order is the one in which findings are shown, reversed.
package enum Severity: String, CaseIterable, Comparable, Hashable, Sendable {
  case info, warning, critical

  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .critical: 2
    }
  }
}
