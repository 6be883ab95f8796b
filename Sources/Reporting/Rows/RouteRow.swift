package import ExactNumbers
import Metering

/// All usage of one route: a routing method and the backend that it chose.
package struct RouteRow: ReportRow {
  /// `method → backend`
  package let name: String
  package let method: String
  package let backend: String
  /// The mean of the confidences that were stated, 0 to 1; nil where none was.
  package let confidence: ExactDecimal?
  package let measures: MeasuresRow

  package static let fields: [Field<RouteRow>] =
    [
      Field("name", FieldText.name) { $0.name },
      Field("method", FieldText.method) { $0.method },
      Field("backend", FieldText.backend) { $0.backend },
      Field("count", FieldText.count) { $0.measures.requests },
      Field(
        "avg_confidence", "The mean of the confidences that were stated, 0–1; null where none was."
      ) {
        $0.confidence
      },
    ] + Reporting.fields(of: \.measures)
}

extension RouteRow {
  static func rows(_ usage: PricedUsage) -> [RouteRow] {
    let routes = usage.tables.routes
    return usage.ordered(routes) { "\(usage.name($0.method)) → \(usage.name($0.backend))" }
      .map { index, name in
        RouteRow(
          name: name, method: usage.name(routes.keys[index].method),
          backend: usage.name(routes.keys[index].backend),
          confidence: confidence(routes.measures[index]), measures: usage.measures(routes, index))
      }
  }

  private static func confidence(_ usage: Measures) -> ExactDecimal? {
    guard usage.confidentRequests > 0,
      let mean = try? ExactDecimal.scaled(
        usage.confidence, 1000, Int128(usage.confidentRequests))
    else { return nil }
    return ExactDecimal(units: mean * 1_000_000)
  }
}
