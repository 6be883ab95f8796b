/// The distribution of durations, for percentiles, in so little room that every row can have one.
///
/// Durations are counted in buckets: from each power of two microseconds to the next there are 64 of
/// one width. A percentile is the middle of its bucket, so it is at most 1/128 (0.8 %) off, and is
/// clipped to what was seen. Merging adds counts, so merged parts equal the whole, in any order.
///
/// The idea is DDSketch's (Masson, Rim, Lee 2019); the buckets are those of an HdrHistogram, which
/// need no logarithm. Only buckets that hold something are kept, in order.
package struct DurationSketch: Hashable, Sendable {
  /// The buckets that hold something, ascending.
  private var buckets: [UInt16] = []
  /// How many durations each of them holds.
  private var counts: [Int] = []
  package private(set) var count = 0
  /// The sum in microseconds; wide, as a record may stand for 2^53 requests.
  package private(set) var total: Int128 = 0
  package private(set) var minimum = Int.max
  package private(set) var maximum = 0

  package init() {}

  /// Counts a duration in microseconds, not negative, for so many requests.
  package mutating func add(_ microseconds: Int, times: Int) {
    add(times, to: Self.bucket(microseconds))
    count &+= times
    total += Int128(microseconds) * Int128(times)
    minimum = min(minimum, microseconds)
    maximum = max(maximum, microseconds)
  }

  private mutating func add(_ times: Int, to bucket: UInt16) {
    let index = position(of: bucket)
    if index < buckets.count, buckets[index] == bucket {
      counts[index] &+= times
    } else {
      buckets.insert(bucket, at: index)
      counts.insert(times, at: index)
    }
  }

  package mutating func merge(_ other: DurationSketch) {
    guard other.count > 0 else { return }
    if other.buckets.count * 8 < buckets.count {
      for (bucket, number) in zip(other.buckets, other.counts) { add(number, to: bucket) }
    } else {
      mergeBuckets(other)
    }
    count &+= other.count
    total += other.total
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
  }

  private mutating func mergeBuckets(_ other: DurationSketch) {
    var merged: (buckets: [UInt16], counts: [Int]) = ([], [])
    merged.buckets.reserveCapacity(buckets.count + other.buckets.count)
    merged.counts.reserveCapacity(buckets.count + other.buckets.count)
    var (left, right) = (0, 0)
    while left < buckets.count || right < other.buckets.count {
      let mine = left < buckets.count ? Int(buckets[left]) : Int.max
      let theirs = right < other.buckets.count ? Int(other.buckets[right]) : Int.max
      merged.buckets.append(UInt16(min(mine, theirs)))
      merged.counts.append(
        (mine <= theirs ? counts[left] : 0) &+ (theirs <= mine ? other.counts[right] : 0))
      if mine <= theirs { left += 1 }
      if theirs <= mine { right += 1 }
    }
    (buckets, counts) = merged
  }

  /// The duration in microseconds at the nearest rank ⌈percent/100 × count⌉; nil of nothing.
  package func percentile(_ percent: Int) -> Int? {
    guard count > 0 else { return nil }
    let rank = (Int128(count) * Int128(percent) + 99) / 100
    var seen: Int128 = 0
    for (bucket, number) in zip(buckets, counts) {
      seen += Int128(number)
      if seen >= rank { return min(max(Self.middle(bucket), minimum), maximum) }
    }
    return maximum
  }

  /// Where a bucket stands, or would.
  private func position(of bucket: UInt16) -> Int {
    var low = 0
    var high = buckets.count
    while low < high {
      let middle = (low &+ high) / 2
      if buckets[middle] < bucket { low = middle &+ 1 } else { high = middle }
    }
    return low
  }

  /// The bucket of a duration in microseconds; below 128 µs each microsecond has its own.
  static func bucket(_ microseconds: Int) -> UInt16 {
    guard microseconds >= 128 else { return UInt16(microseconds) }
    let shift = 57 - microseconds.leadingZeroBitCount
    return UInt16(truncatingIfNeeded: shift * 64 + microseconds >> shift)
  }

  /// The middle of a bucket in microseconds.
  static func middle(_ bucket: UInt16) -> Int {
    guard bucket >= 128 else { return Int(bucket) }
    let shift = Int(bucket) / 64 - 1
    let low = (Int(bucket) - shift * 64) << shift
    return low + (1 << shift) / 2
  }
}
