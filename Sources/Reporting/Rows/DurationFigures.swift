package import ExactNumbers
import Metering

/// How long requests took, in milliseconds; percentiles have a relative error of at most 1 %.
package struct DurationFigures: ReportRow {
  let sketch: DurationSketch

  package var count: Int { sketch.count }
  package var total: ExactDecimal? { Self.milliseconds(sketch.total, dividedBy: 1) }
  package var mean: ExactDecimal? {
    Self.milliseconds(sketch.total, dividedBy: Int128(sketch.count))
  }
  package var longest: ExactDecimal? {
    sketch.count == 0 ? nil : Self.milliseconds(Int128(sketch.maximum), dividedBy: 1)
  }

  /// The duration that so many percent of the requests did not exceed; nil where none is known.
  package func percentile(_ percent: Int) -> ExactDecimal? {
    sketch.percentile(percent).flatMap { Self.milliseconds(Int128($0), dividedBy: 1) }
  }

  /// Milliseconds rounded at 12 digits; nil of nothing, and where the sum is beyond 10^20.
  private static func milliseconds(
    _ microseconds: Int128, dividedBy count: Int128
  ) -> ExactDecimal? {
    let twelveDigits: Int128 = 1_000_000_000
    guard count > 0,
      let quotient = try? ExactDecimal.scaled(microseconds, twelveDigits, count)
    else { return nil }
    let (units, overflow) = quotient.multipliedReportingOverflow(by: 1_000_000)
    return overflow ? nil : ExactDecimal(units: units)
  }

  package static let fields: [Field<DurationFigures>] = [
    Field("count", "Requests whose duration is known.", in: .requests) { $0.count },
    Field("total", "Milliseconds; null beyond 10^20.", in: .milliseconds) { $0.total },
    Field("mean", "Milliseconds; null where no duration is known.", in: .milliseconds) { $0.mean },
    Field("p50", "Milliseconds; half of the requests took no longer.", in: .milliseconds) {
      $0.percentile(50)
    },
    Field("p95", "Milliseconds; 95 % of the requests took no longer.", in: .milliseconds) {
      $0.percentile(95)
    },
    Field("p99", "Milliseconds; 99 % of the requests took no longer.", in: .milliseconds) {
      $0.percentile(99)
    },
    Field("max", "Milliseconds; the longest.", in: .milliseconds) { $0.longest },
  ]
}
