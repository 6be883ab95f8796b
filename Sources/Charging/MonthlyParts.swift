import ExactNumbers
import Metering
import PriceBooks

/// What of the months' costs falls on the usage that is priced: its lanes in each piece of a fixed
/// cost and in each change of a contract's term, and which stretch of the whole they are.
struct MonthlyParts {
  private let monthly: MonthlyCosts
  private let part: PricedPart
  private let lanes: [LaneUsage]
  /// By piece of a fixed cost: the lanes that have a part in it.
  private var fixedLanes: [Int: [LanePart]] = [:]
  /// By piece: what of its measure was served before the part.
  private var servedBefore: [Int: ExactDecimal] = [:]
  /// The lanes of idle time that a commitment accrues in.
  private var idleLanes: [IdleKey: [LanePart]] = [:]

  private struct IdleKey: Hashable {
    let term: String
    let day: Int
  }

  init(_ monthly: MonthlyCosts, _ part: PricedPart, _ lanes: [LaneUsage]) {
    (self.monthly, self.part, self.lanes) = (monthly, part, lanes)
    for (index, lane) in lanes.enumerated() where lane.origin == .accrued {
      guard lane.backend == ContractRun.backend, let term = lane.model, let day = lane.utcDay
      else { continue }
      idleLanes[IdleKey(term: term, day: day), default: []].append(
        LanePart(lane: index, quantity: lane.idleTime))
    }
  }

  /// Notes that a lane has a part in a piece of a fixed cost.
  mutating func add(lane index: Int, toPiece piece: Int) {
    let measure = monthly.fixed.pieces[piece].measure
    fixedLanes[piece, default: []].append(
      LanePart(lane: index, quantity: lanes[index].quantity(of: measure)))
    guard part == .period, measure != .idleTime else { return }
    let before = monthly.read.before.indices.contains(index) ? monthly.read.before[index] : nil
    servedBefore[piece] =
      (servedBefore[piece] ?? .zero) + (before?.quantity(of: measure) ?? .zero)
  }

  /// What of a piece's measure lies before the lanes of the part.
  func before(_ number: Int) -> ExactDecimal {
    let piece = monthly.fixed.pieces[number]
    guard piece.measure == .idleTime else { return servedBefore[number] ?? .zero }
    return piece.duration(before: monthly.start(of: part)).exactMilliseconds
  }

  /// The lanes that a term's change falls on, and which stretch of all that it falls on they are.
  func share(of line: ContractRun.Line, _ target: ContractRun.Target) -> MonthlyShare? {
    switch target {
    case .usage(let lane, let measure, let meter):
      let used = lanes[lane].quantity(of: measure)
      let before = part == .history ? .zero : monthly.read.before[lane].quantity(of: measure)
      return MonthlyShare(
        measure: measure, meter: meter, parts: [LanePart(lane: lane, quantity: used)],
        after: before, of: monthly.read.all[lane].quantity(of: measure))
    case .fixed(let number):
      guard let parts = fixedLanes[number] else { return nil }
      let piece = monthly.fixed.pieces[number]
      return MonthlyShare(
        measure: piece.measure, meter: piece.meter, parts: parts, after: before(number),
        of: piece.total)
    case .idle(let time):
      guard let parts = idleLanes[IdleKey(term: line.term.name, day: time.start.utcDay)]
      else { return nil }
      let before = max(.zero, min(monthly.start(of: part), time.end) - time.start)
      return MonthlyShare(
        measure: .idleTime, meter: nil, parts: parts, after: before.exactMilliseconds,
        of: (time.end - time.start).exactMilliseconds)
    }
  }
}

/// Lanes that a part of a month's cost falls on.
struct MonthlyShare {
  let measure: UsageMeasure
  let meter: String?
  let parts: [LanePart]
  let stretch: Stretch

  /// nil where the lanes hold nothing of the measure.
  init?(
    measure: UsageMeasure, meter: String?, parts: [LanePart], after before: ExactDecimal,
    of whole: ExactDecimal
  ) {
    let used = parts.reduce(ExactDecimal.zero) { $0 + $1.quantity }
    guard used > .zero else { return nil }
    (self.measure, self.meter, self.parts) = (measure, meter, parts)
    stretch = Stretch(after: before, length: used, of: whole)
  }
}
