/// Something that every event has a value of, and that usage is grouped and filtered by.
package enum Dimension: Hashable, Sendable {
  case backend, model, tool, route, hour, day, week, month, session, error
  case serviceTier
  case label(String)

  private static let plain: [(String, Dimension)] = [
    ("backend", .backend), ("model", .model), ("tool", .tool), ("route", .route), ("hour", .hour),
    ("day", .day), ("week", .week), ("month", .month), ("session", .session), ("error", .error),
    ("service_tier", .serviceTier),
  ]

  /// The names that the command line takes, as its help lists them.
  package static var names: [String] { plain.map(\.0) + ["label:NAME"] }

  /// Reads a name of the command line, such as `backend` or `label:team`; nil for any other.
  package init?(name: String) {
    if name.hasPrefix("label:"), name.utf8.count > 6 {
      self = .label(String(name.dropFirst(6)))
    } else if let match = Self.plain.first(where: { $0.0 == name }) {
      self = match.1
    } else {
      return nil
    }
  }

  /// The name in a report's groups: a label's is its own, without `label:`.
  package var key: String {
    if case .label(let name) = self { return name }
    return Self.plain.first { $0.1 == self }?.0 ?? ""
  }
}
