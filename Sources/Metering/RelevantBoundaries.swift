/// Which boundaries of all books matter to one name: a summary tells lanes apart only where the
/// price of their own name may change.
struct RelevantBoundaries: Sendable {
  /// What matters to one name; windows and classes are numbered as all boundaries are.
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
      windows = own.instants.map { Int32(UsageSummary.count(of: all.instants, upTo: $0)) }
      classes = own.contexts.map { Int32(UsageSummary.count(of: all.contexts, upTo: $0)) }
      var bits: UInt64 = 0
      for (index, schedule) in all.schedules.enumerated() where own.schedules.contains(schedule) {
        bits |= 1 << UInt64(index)
      }
      schedules = bits
    }

    func window(at instant: Instant) -> Int32 {
      let count = UsageSummary.count(of: instants, upTo: instant)
      return count == 0 ? 0 : windows[count - 1]
    }

    func contextClass(of context: Int) -> Int32 {
      let count = UsageSummary.count(of: contexts, upTo: context)
      return count == 0 ? 0 : classes[count - 1]
    }
  }

  private var subsets: [Subset] = []
  private var numbers: [UInt64: Int] = [:]
  private var last: (key: UInt64, number: Int)?

  /// What matters to an event's backend and model.
  mutating func subset(
    for event: UsageEvent, _ names: NameTable, _ plan: SummaryPlan, _ find: BoundariesByName
  ) -> Subset {
    let key =
      UInt64(UInt32(bitPattern: event.backend.rawValue)) << 32
      | UInt64(UInt32(bitPattern: event.model.rawValue))
    if let last, last.key == key { return subsets[last.number] }
    let number = numbers[key] ?? subsets.count
    if number == subsets.count {
      let own = find(names[event.backend], event.model == .none ? nil : names[event.model])
      subsets.append(Subset(own, of: plan.boundaries))
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
