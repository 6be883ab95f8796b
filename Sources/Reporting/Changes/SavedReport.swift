import Charging
import CostModeling
import ExactNumbers
import JSONScanning
import PriceBooks
import Templating

/// A JSON report that was written earlier, read back.
package struct SavedReport: Sendable {
  private let root: SavedValue

  /// Whether the bytes are such a report, by what they hold: an object with a `schema_version` and
  /// a `cost`. Anything else is usage.
  package static func recognises(_ bytes: [UInt8]) -> Bool {
    let names = JSONValue.outerNames(of: bytes)
    return names.contains("schema_version") && names.contains("cost")
  }

  /// Whether a report may begin with these bytes: with an object that does not end among them.
  package static func mayBegin(with bytes: [UInt8]) -> Bool { JSONValue.isOpenObject(bytes) }

  /// Throws ``SavedReportError`` for what is no report of ours.
  package init(_ bytes: [UInt8], file: String) throws {
    do {
      root = SavedValue(try JSONValue(parsing: bytes), file: file, path: "")
    } catch let error as JSONError {
      let place = error.place(in: bytes)
      throw SavedReportError(
        file: "\(file):\(place.line):\(place.column)", found: "no valid JSON",
        advice: "make it with `tariff report --format json`")
    }
    guard try root["schema_version"].text() == "1" else {
      throw SavedReportError(
        file: file, found: "a report of another schema version",
        advice: "expected schema_version \"1\"; make it with this version of tariff")
    }
    guard case .list = try root["cost"]["charges"].value else {
      throw SavedReportError(
        file: file, found: "a report without charges",
        advice: "make it with `tariff report --format json`")
    }
  }
}

extension CostedReport {
  /// What a saved report says. Throws ``SavedReportError`` where a figure is missing or is no
  /// number, or where the charges do not add up to the total.
  package init(_ saved: SavedReport) throws { self = try saved.costedReport() }
}

extension SavedReport {
  fileprivate func costedReport() throws -> CostedReport {
    let (cost, period, totals) = (try root["cost"], try root["period"], try root["totals"])
    let times = ComparedTimes(
      start: try period["start"].optionalText(), end: try period["end"].optionalText(),
      timezone: try period["timezone"].optionalText(),
      firstEvent: try period["first_event"].optionalText(),
      lastEvent: try period["last_event"].optionalText())
    let options = try root["options"].data()
    var tables: [ComparedTable: [ComparedRow]] = [:]
    for table in ComparedTable.allCases {
      tables[table] = try root[table.rawValue].elements().map { row in
        ComparedRow(name: try row["name"].text(), measures: try Self.measures(row))
      }
    }
    return CostedReport(
      name: CostedReport.name(options, times), options: options,
      books: BookVersion.all(
        try root["prices"].elements().map { (try $0["name"].text(), try $0["digest"].text()) },
        options: options),
      rules: try root["rules"]["digest"].text(), period: times,
      days: try period["days"].whole(), currency: try cost["currency"].text(),
      cost: try Self.amount(cost["total"]),
      list: try cost["list"].optionalNumber(),
      contracted: try cost["contracted"].optionalNumber(),
      totals: try Self.measures(totals), tables: tables, costs: try costs(cost))
  }

  private static func measures(_ row: SavedValue) throws -> ComparedMeasures {
    ComparedMeasures(
      requests: try row["requests"].number(), tokens: try row["tokens"]["total"].number(),
      cost: try amount(row["cost"]).knownAmount)
  }

  private static func amount(_ value: SavedValue) throws -> CostAmount {
    var amount = CostAmount()
    let known = try value["amount"].optionalNumber()
    amount.hasPriced = known != nil
    amount.hasUnpriced = try !value["complete"].isTrue()
    guard let known else { return amount }
    amount.amount = known
    amount.low = try value["low"].optionalNumber() ?? known
    amount.high = try value["high"].optionalNumber() ?? known
    return amount
  }

  private func costs(_ cost: SavedValue) throws -> CostedPeriod {
    var costs = CostedPeriod()
    for charge in try cost["charges"].elements() {
      costs.addCharge(
        try Self.key(charge), quantity: try charge["quantity"].count(),
        amount: try charge["amount"].number(), requests: try charge["requests"].whole(),
        isAssumed: try charge["assumed"].isTrue())
    }
    for line in try cost["contract"].elements() { costs.addContract(try line["amount"].number()) }
    for usage in try cost["unpriced"].elements() {
      costs.addUnpriced(
        try Self.key(usage), quantity: try usage["quantity"].count(),
        requests: try usage["requests"].whole())
    }
    let stated = try cost["total"]["amount"].optionalNumber() ?? .zero
    guard stated == costs.total else {
      throw SavedReportError(
        file: root.file,
        found: "a total of \(stated), but charges and contract terms of "
          + "\(costs.total)", advice: "make the report again; it was edited")
    }
    return costs
  }

  private static func key(_ row: SavedValue) throws -> CostedPeriod.Key {
    CostedPeriod.Key(
      backend: try row["backend"].text(), model: try row["model"].text(),
      meter: try row["meter"].text())
  }
}

/// Why a file is no report that figures can be taken from.
package struct SavedReportError: Error, CustomStringConvertible {
  let file: String
  let found: String
  let advice: String

  package var description: String { "\(file): found \(found); \(advice)" }
}
