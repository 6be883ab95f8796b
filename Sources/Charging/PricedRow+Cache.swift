import ExactNumbers
package import Metering
import PriceBooks

extension PriceBooks {
  /// The id of the price that reads of a cache would be cheaper at than other input of a lane; nil
  /// where the row that prices the lane names no such rate.
  package func cheaperCachePrice(of lane: LaneUsage) -> String? {
    guard lane.origin == .counted, case .priced(let priced) = resolve(lane) else { return nil }
    let tier = lane.contextFloor.flatMap { priced.tier(context: $0) }
    guard let input = priced.rate(of: Meter.input.name, tier: tier),
      let cached = priced.rate(of: Meter.cacheRead.name, tier: tier),
      Rate.isCheaper(cached, input)
    else { return nil }
    return priced.entry.id
  }
}
