import Metering
import Testing

/// A stream of numbers that is the same in every run: SplitMix64, by Sebastiano Vigna (public domain).
struct Numbers: RandomNumberGenerator {
  var state: UInt64 = 7

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// Near an edge of a day as often as anywhere, in the years 1 to 9999, before 1970 too.
  mutating func instant() -> Instant {
    let day = Int.random(in: -719_000...2_932_000, using: &self)
    let edge = Instant(utcDay: day)
    let span = Int64.random(in: 0..<86_400_000, using: &self)
    return [edge, edge - .millisecond, edge + TimeSpan(milliseconds: span)].randomElement(
      using: &self) ?? edge
  }

  /// Any kind of range: open on a side, on both, empty, backwards.
  mutating func range() -> TimeRange {
    TimeRange(
      from: Bool.random(using: &self) ? instant() : nil,
      until: Bool.random(using: &self) ? instant() : nil)
  }
}

struct Instants {
  @Test func `lie in the UTC day that begins at or before them`() {
    var numbers = Numbers()
    for _ in 0..<2000 {
      let instant = numbers.instant()
      #expect(instant.utcMidnight <= instant && instant < instant.utcMidnight + .day)
      #expect(instant.utcMidnight == instant.utcDate.utcMidnight)
      #expect(ZoneOffsets.utc.local(instant).date == instant.utcDate)
    }
  }

  @Test func `are read as they are written`() throws {
    var numbers = Numbers()
    for _ in 0..<2000 {
      let instant = numbers.instant()
      let text = ZoneOffsets.utc.timestamp(instant)
      #expect(try #require(DateTimeText(parsing: text)).instant(in: .utc) == instant)
      let short = instant.dateOrTimestamp
      #expect(short == (instant == instant.utcMidnight ? String(text.prefix(10)) : text))
    }
  }

  @Test func `differ by the span that leads from one to the other`() {
    var numbers = Numbers()
    for _ in 0..<2000 {
      let (one, other) = (numbers.instant(), numbers.instant())
      #expect(one + (other - one) == other)
      #expect((one < other) == (other - one > .zero))
    }
  }

  @Test func `of more seconds than milliseconds can count are none`() {
    #expect(Instant(seconds: .max) == nil)
    #expect(Instant(seconds: -1) == .epoch - .second)
  }
}

struct `Time ranges` {
  /// What is tested: instants around every edge, and both ends of time.
  private func probes(_ ranges: [TimeRange]) -> [Instant] {
    let edges = ranges.flatMap(\.edges)
    return edges.flatMap { [$0 - .millisecond, $0, $0 + .millisecond] } + [.distantPast, .epoch]
  }

  @Test func `hold their start and not their end`() {
    var numbers = Numbers()
    for _ in 0..<1000 {
      let range = numbers.range()
      #expect(range.contains(range.start) == !range.isEmpty)
      #expect(!range.contains(range.end))
      #expect(range == TimeRange(from: range.from, until: range.until))
    }
  }

  @Test func `meet in what lies in both`() {
    var numbers = Numbers()
    for _ in 0..<1000 {
      let (one, other) = (numbers.range(), numbers.range())
      let both = one.intersection(other)
      for instant in probes([one, other]) {
        #expect(both.contains(instant) == (one.contains(instant) && other.contains(instant)))
      }
      #expect(one.overlaps(other) == !both.isEmpty)
      #expect(one.contains(both) && other.contains(both))
      #expect(one.intersection(.always) == one)
    }
  }

  @Test func `hold another range where they hold all its instants`() {
    var numbers = Numbers()
    for _ in 0..<1000 {
      let (one, other) = (numbers.range(), numbers.range())
      guard one.contains(other) else { continue }
      for instant in probes([one, other]) where other.contains(instant) {
        #expect(one.contains(instant))
      }
    }
  }

  @Test func `have a length where both sides are closed`() {
    let day = TimeRange(start: .epoch, end: .epoch + .day)
    #expect(day.length == .day)
    #expect(TimeRange(start: day.end, end: day.start).length == .zero)
    #expect(TimeRange.always.length == nil)
    #expect(TimeRange(from: .epoch, until: nil).length == nil)
  }
}

struct `Local times` {
  @Test func `lead back to the instant that shows them`() {
    // An hour twice, an hour skipped, and half hours east and west.
    let change = Int64(1_792_893_600)
    for offsets in [(7200, 3600), (3600, 7200), (19_800, 19_800), (-12_600, -9000)] {
      let zone = ZoneOffsets(
        identifier: "T", changes: [(.min, offsets.0), (change, offsets.1)])
      for quarter in -300..<300 {
        let instant = Instant(milliseconds: change * 1000) + .minute * 15 * quarter
        let found = zone.instant(of: zone.local(instant))
        #expect(found <= instant && zone.local(found) == zone.local(instant))
        let start = zone.start(of: zone.local(instant).date)
        #expect(start <= instant && zone.local(start).date == zone.local(instant).date)
        #expect(zone.local(start - .millisecond).date < zone.local(instant).date)
      }
    }
  }
}
