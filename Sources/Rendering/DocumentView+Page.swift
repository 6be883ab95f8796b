import ExactNumbers
import Templating

/// What a page says at first sight, and its tables as files.
extension DocumentView {
  /// How many findings, and gaps, stand on the first screen.
  private static let first = 3

  func addPage(to view: inout TemplateObject) {
    let total = report["cost"]?["total"] ?? .null
    view["total_range"] = range(total).map(TemplateValue.text) ?? .null
    view["list_total"] = amount(report["cost"]?["list"])
    view["contracted_total"] = amount(report["cost"]?["contracted"])
    let findings = view["findings"]?.elements ?? []
    view["top_findings"] = .list(Array(findings.prefix(Self.first)))
    let gaps = report["inputs"]?["gaps"]?.elements ?? []
    view["first_gaps"] = .list(Array(gaps.prefix(Self.first)))
    view["has_more_gaps"] = .bool(gaps.count > Self.first)
    view["csv"] = csv
  }

  private func amount(_ value: TemplateValue?) -> TemplateValue {
    guard let value = value?.number else { return .null }
    return .text("\(money.currency) \(money.figure(value, isSmall: money.isUnderOne(value)))")
  }

  /// `12.63 to 20.10`, `12.63 or more`; nil where the amount is exact or says so
  /// itself, or nothing has a price.
  private func range(_ total: TemplateValue) -> String? {
    let isSaid = total["complete"] == .bool(true) && money.wideRange(total) != nil
    guard !isSaid, let low = total["low"]?.number else { return nil }
    let isSmall = money.isUnderOne(low)
    let least = money.figure(low, isSmall: isSmall)
    guard let high = total["high"]?.number else { return "\(least) or more" }
    return low == high ? nil : "\(least) to \(money.figure(high, isSmall: isSmall))"
  }

  /// The figures that a finding rests on: `requests 243`, rounded to four digits.
  func evidence(of finding: TemplateValue) -> [TemplateValue] {
    guard case .object(let evidence)? = finding["evidence"] else { return [] }
    return evidence.fields.filter { $0.name != "name" }.compactMap { field in
      let number = field.value.number.map { MoneyText.grouped($0.rounded(to: 4).description) }
      guard let text = number ?? field.value.text else { return nil }
      return ["name": .text(field.name), "value": .text(text)]
    }
  }

  /// The tables that a page offers as files.
  private static let tables = [
    "assumptions", "backends", "changes_effects", "charges", "day_backends", "days", "errors",
    "evidence", "failed_backends", "failed_routes", "failed_tools", "gaps", "hours", "inputs",
    "models", "notes", "prices", "recommendations", "rejections", "routes", "routing_costs",
    "sensitivity", "tools", "totals", "unpriced", "weekday_hours",
  ]

  /// By table, its CSV as what follows `data:text/csv;charset=utf-8,`; null where no document of a
  /// page is made.
  private var csv: TemplateValue {
    var files = TemplateObject()
    for name in Self.tables {
      let table = hasDownloads ? try? ReportTable(named: name, in: report) : nil
      files[name] = table.map { .text(Self.percentEncoded($0.csv)) } ?? .null
    }
    return .object(files)
  }

  /// RFC 3986: all but unreserved characters and commas by their bytes.
  static func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + text.utf8.count / 4)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ","), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      default:
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
