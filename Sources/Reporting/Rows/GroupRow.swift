import Metering
package import Templating

/// All usage of one combination of the dimensions that a report is grouped by.
package struct GroupRow: ReportRow {
  /// The dimensions' values; a label's key is its name.
  package let keys: TemplateObject
  package let measures: MeasuresRow

  package static let fields: [Field<GroupRow>] =
    [Field("keys", "The dimensions' values; a label's key is its name.") { $0.keys }]
    + Reporting.fields(of: \.measures)

  /// By the bytes of the values; nil where no groups were asked for.
  static func rows(_ usage: PricedUsage) -> [GroupRow]? {
    let dimensions = usage.request.summary.plan.groups
    guard !dimensions.isEmpty else { return nil }
    let groups = usage.tables.groups
    let rows = groups.keys.enumerated().map { index, key in
      (index: index, values: DimensionTuple.values(usage.name(key), count: dimensions.count))
    }
    return rows.sorted { $0.values.precedes($1.values) }.map { index, values in
      var keys = TemplateObject()
      for (dimension, value) in zip(dimensions, values) { keys[dimension.key] = .text(value) }
      return GroupRow(keys: keys, measures: usage.measures(groups, index))
    }
  }
}
