import ExactNumbers
package import Reporting
import Templating

/// The report's costs by FOCUS, the FinOps Open Cost and Usage Specification, for tools that load
/// it from any provider: the columns of 1.2 and 1.3 in one superset.
///
///     …,BilledCost,…,ConsumedQuantity,ConsumedUnit,…,PricingUnit,…,x_backend,…
///     …,0.1140327,…,760218.0,Tokens,…,1000000 Tokens,…,anthropic,…
///
/// Text is not changed: this is for programs, not for spreadsheets. Decimals have a point even
/// where they are whole, so that a reader that guesses types takes no column for integers.
package struct FocusRenderer {
  package init() {}

  /// RFC 4180: one header line, CRLF.
  package func csv(_ table: FocusTable) -> String {
    let columns = FocusColumn.all
    var bytes = Array(columns.map(\.name).joined(separator: ",").utf8) + [13, 10]
    for row in table.rows {
      for (index, column) in columns.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(column.cell(row, table), to: &bytes)
      }
      bytes += [13, 10]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func append(_ cell: FocusColumn.Cell, to bytes: inout [UInt8]) {
    switch cell {
    case .null: break
    case .flag(let flag): bytes += (flag ? "true" : "false").utf8
    case .decimal(let value): bytes += value.text(minimumFractionDigits: 1).utf8
    case .text(let text): CSVEscaping.appendQuoted(text, to: &bytes)
    }
  }

  /// The metadata that the specification asks beside the rows, and what no row can say.
  package func metadata(_ table: FocusTable) -> String {
    let instance = "tariff-\(table.digest)"
    var metadata: TemplateObject = [
      "DataGenerator": ["DataGenerator": .text(table.generator)],
      "Schema": [schema(table, instance)],
      "DatasetInstance": [
        [
          "DatasetInstanceId": .text(instance),
          "DatasetInstanceName": "Cost and usage by UTC day, charge and tags",
          "FocusDatasetId": "CostAndUsage",
        ]
      ],
    ]
    if let time = table.generatedAt {
      metadata["Recency"] = [
        [
          "DatasetInstanceId": .text(instance),
          "RecencyLastUpdateDate": .text(time),
        ]
      ]
    }
    metadata["x_Report"] = report(table)
    return JSONRenderer().render(.object(metadata))
  }

  private func schema(_ table: FocusTable, _ instance: String) -> TemplateValue {
    [
      "SchemaId": "tariff-focus-1", "FocusVersion": "1.3", "x_FocusVersions": ["1.2", "1.3"],
      "CreationDate": "2026-11-24T00:00:00Z", "DatasetInstanceId": .text(instance),
      "DataGeneratorVersion": .text(table.generator),
      "ColumnDefinition": .list(FocusColumn.all.map(\.definition)),
    ]
  }

  private func report(_ table: FocusTable) -> TemplateValue {
    [
      "Rows": .integer(table.rows.count), "BillingCurrency": .text(table.currency),
      "EffectiveCost": .decimal(table.rows.reduce(.zero) { $0 + $1.effectiveCost }),
      "Complete": .bool(table.unpriced.isEmpty),
      "Unpriced": .list(
        table.unpriced.map {
          [
            "Backend": .text($0.backend), "Model": .text($0.model), "Meter": .text($0.meter),
            "Reason": .text($0.reason), "Requests": .decimal($0.requests),
            "Quantity": .decimal($0.quantity),
          ]
        }),
    ]
  }
}

extension FocusColumn {
  /// How the metadata describe it.
  fileprivate var definition: TemplateValue {
    var definition: TemplateObject = ["ColumnName": .text(name), "DataType": .text(kind.rawValue)]
    switch kind {
    case .text: definition["StringEncoding"] = "UTF-8"
    case .decimal:
      definition["NumericPrecision"] = 38
      definition["NumberScale"] = 18
    case .json where name == "Tags": definition["ProviderTagPrefixes"] = ["tariff"]
    case .json, .time, .flag: break
    }
    if isDeprecated { definition["Deprecated"] = true }
    return .object(definition)
  }
}
