package import Charging
import Metering
import PriceBooks

/// Usage by session: how many there are, and those with most tokens.
package struct SessionsSection: ReportRow {
  package let count: Int
  package let top: [SessionRow]

  package static let fields: [Field<SessionsSection>] = [
    Field("count", "How many sessions.") { $0.count },
    Field("top", "The ten sessions with most tokens.") { $0.top },
  ]

  private static let shown = 10

  init(count: Int, top: [SessionRow]) {
    self.count = count
    self.top = top
  }

  init(_ usage: PricedUsage) {
    var table = usage.tables.sessions
    table.takeCosts(usage.costs, meters: usage.tables.meterNames)
    let names = table.keys.map { usage.name(NameID(Int32($0))) }
    let tokens = table.measures.map(usage.tokens)
    let order = table.keys.indices.sorted {
      tokens[$0] != tokens[$1] ? tokens[$0] > tokens[$1] : names[$0].precedesBytewise(names[$1])
    }
    self.init(
      count: table.keys.count,
      top: order.prefix(Self.shown).map { index in
        SessionRow(
          id: names[index], requests: table.measures[index].requests, tokens: tokens[index],
          cost: table.costs[index])
      })
  }
}

/// One session.
package struct SessionRow: ReportRow {
  package let id: String
  package let requests: Int
  package let tokens: Int
  package let cost: CostAmount

  package static let fields: [Field<SessionRow>] = [
    Field("session_id", "As the events have it.") { $0.id },
    Field("requests", "Requests; a record may stand for several.", in: .requests) { $0.requests },
    Field("tokens", "All tokens.", in: .tokens) { $0.tokens },
    Field("cost", "What it cost.") { $0.cost },
  ]
}
