import Charging
import Metering
import Templating

extension ReportBuilder {
  /// How many error patterns and sessions are shown.
  private static let shown = 10

  func addErrors(to report: inout TemplateObject) {
    let patterns = request.summary.errorPatterns.keys
    let order = errorOrder
    report["errors"] = .list(
      order.prefix(Self.shown).map { pattern in
        let details = request.summary.errorPatterns.details[pattern]
        return [
          "type": text(patterns[pattern].type), "code": text(patterns[pattern].code),
          "count": .integer(errorCount(pattern)),
          "first_seen": .text(zone.timestamp(details.firstSeen)),
          "last_seen": .text(zone.timestamp(details.lastSeen)),
          "messages": messages(details),
          "cost": failures.errors.cost(of: Int32(pattern)).tree,
        ]
      })
    let hidden = order.dropFirst(Self.shown)
    report["errors_not_shown"] = [
      "patterns": .integer(hidden.count),
      "failures": .integer(hidden.reduce(0) { $0 + errorCount($1) }),
      "without_error": .integer(request.summary.failuresWithoutError),
    ]
  }

  /// The numbers of the error patterns, the most frequent first.
  var errorOrder: [Int] {
    let patterns = request.summary.errorPatterns.keys
    let counts = patterns.indices.map(errorCount)
    return patterns.indices.sorted { left, right in
      if counts[left] != counts[right] { return counts[left] > counts[right] }
      return precedes(patterns[left], patterns[right])
    }
  }

  private func errorCount(_ pattern: Int) -> Int {
    failures.errors.usage(of: Int32(pattern)).requests
  }

  func text(_ id: NameID) -> TemplateValue { id == .none ? .null : .text(name(id)) }

  /// By type, then by code; none comes first.
  private func precedes(_ left: ErrorKey, _ right: ErrorKey) -> Bool {
    for (one, other) in [(left.type, right.type), (left.code, right.code)] where one != other {
      if one == .none || other == .none { return one == .none }
      return name(one).precedesBytewise(name(other))
    }
    return false
  }

  private func messages(_ details: ErrorPatterns.Details) -> TemplateValue {
    let messages = details.messages.map { (text: name($0.key), count: $0.value) }
    let sorted = messages.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.text.precedesBytewise($1.text)
    }
    return .list(sorted.prefix(5).map { ["text": .text($0.text), "count": .integer($0.count)] })
  }

  var sessions: TemplateValue {
    var table = tables.sessions
    table.takeCosts(costs, meters: tables.meterNames)
    let order = table.keys.indices.sorted { left, right in
      let totals = (tokens(table.measures[left]), tokens(table.measures[right]))
      if totals.0 != totals.1 { return totals.0 > totals.1 }
      return name(NameID(Int32(table.keys[left]))).precedesBytewise(
        name(NameID(Int32(table.keys[right]))))
    }
    return [
      "count": .integer(table.keys.count),
      "top": .list(
        order.prefix(Self.shown).map { index in
          [
            "session_id": .text(name(NameID(Int32(table.keys[index])))),
            "requests": .integer(table.measures[index].requests),
            "tokens": .integer(tokens(table.measures[index])),
            "cost": table.costs[index].tree,
          ]
        }),
    ]
  }

  /// All tokens, those of `meters{}` included.
  func tokens(_ usage: Measures) -> Int {
    usage.tokenTotal(request.names)
  }
}
