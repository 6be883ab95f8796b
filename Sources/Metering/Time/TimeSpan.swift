package import ExactNumbers

/// A length of time in whole milliseconds: what lies between two instants.
///
/// Not Swift's `Duration`, which counts attoseconds in 128 bits.
@frozen @usableFromInline
package struct TimeSpan: Hashable, Comparable, AdditiveArithmetic, Sendable {
  @usableFromInline package var milliseconds: Int64

  @inlinable package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  @inlinable package static var zero: TimeSpan { TimeSpan(milliseconds: 0) }
  @inlinable package static var millisecond: TimeSpan { TimeSpan(milliseconds: 1) }
  @inlinable package static var second: TimeSpan { TimeSpan(milliseconds: 1000) }
  @inlinable package static var minute: TimeSpan { TimeSpan(milliseconds: 60_000) }
  @inlinable package static var hour: TimeSpan { TimeSpan(milliseconds: 3_600_000) }
  /// 24 hours: a day in UTC. A local day may be longer or shorter.
  @inlinable package static var day: TimeSpan { TimeSpan(milliseconds: 86_400_000) }

  @inlinable package static func < (left: Self, right: Self) -> Bool {
    left.milliseconds < right.milliseconds
  }

  @inlinable package static func + (left: Self, right: Self) -> Self {
    Self(milliseconds: left.milliseconds + right.milliseconds)
  }

  @inlinable package static func - (left: Self, right: Self) -> Self {
    Self(milliseconds: left.milliseconds - right.milliseconds)
  }

  @inlinable package static func * (span: Self, count: Int) -> Self {
    Self(milliseconds: span.milliseconds * Int64(count))
  }

  /// How many whole units of another span fit into it: `span.whole(.hour)`.
  @inlinable package func whole(_ unit: TimeSpan) -> Int { Int(milliseconds / unit.milliseconds) }

  package var exactMilliseconds: ExactDecimal { ExactDecimal(Int(milliseconds)) }

  package var exactSeconds: ExactDecimal {
    ExactDecimal(units: Int128(milliseconds) * (ExactDecimal.unitsPerOne / 1000))
  }
}
