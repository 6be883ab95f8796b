/// The boundaries that matter to each backend and model, found once for each.
///
/// Books have hundreds of dated prices, and most are of other names: usage is kept apart only where
/// the price of its own name may change.
struct RelevantBoundaries: Sendable {
  /// The boundaries that matter to one backend and model. Windows and classes have the numbers that
  /// they have among all boundaries, so that lanes of different names are alike.
  struct Subset: Sendable {
    private let instants: [Instant]
    private let windows: [Int32]
    let contexts: [Int]
    private let classes: [Int32]
    /// A bit for each schedule that matters.
    let schedules: UInt64

    init(_ own: PriceBoundaries, of all: PriceBoundaries) {
      instants = own.instants
      contexts = own.contexts
      windows = own.instants.map { all.window(at: $0) }
      classes = own.contexts.map { Int32(all.contexts.countUp(to: $0)) }
      var bits: UInt64 = 0
      for (index, schedule) in all.schedules.enumerated() where own.schedules.contains(schedule) {
        bits |= 1 << UInt64(index)
      }
      schedules = bits
    }

    func window(at instant: Instant) -> Int32 {
      let count = instants.countUp(to: instant)
      return count == 0 ? 0 : windows[count - 1]
    }

    func contextClass(of context: Int) -> Int32 {
      let count = contexts.countUp(to: context)
      return count == 0 ? 0 : classes[count - 1]
    }
  }

  private let all: PriceBoundaries
  private var subsets: [Subset] = []
  private var numbers: [UInt64: Int] = [:]
  private var last: (key: UInt64, number: Int)?

  init(of all: PriceBoundaries) { self.all = all }

  /// The boundaries that matter to an event's backend and model.
  mutating func subset(
    for event: UsageEvent, _ names: NameTable, _ find: BoundariesByName
  ) -> Subset {
    let key = StableHash.pair(event.backend.rawValue, event.model.rawValue)
    if let last, last.key == key { return subsets[last.number] }
    let number = numbers[key] ?? subsets.count
    if number == subsets.count {
      let own = find(names[event.backend], event.model == .none ? nil : names[event.model])
      subsets.append(Subset(own, of: all))
      numbers[key] = number
    }
    last = (key, number)
    return subsets[number]
  }
}

/// The boundaries that matter to usage of a backend and a model, as the books price it.
package typealias BoundariesByName =
  @Sendable (_ backend: String, _ model: String?)
  -> PriceBoundaries
