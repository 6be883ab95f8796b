import Reporting
import Templating

/// A page's tables as files: by table, its CSV as what follows `data:text/csv;charset=utf-8,`.
struct Downloads: ViewPart {
  private let report: Report?

  private static let tables = [
    "assumptions", "backends", "changes_effects", "charges", "day_backends", "days", "errors",
    "evidence", "failed_backends", "failed_routes", "failed_tools", "gaps", "hours", "inputs",
    "models", "notes", "prices", "recommendations", "rejections", "routes", "routing_costs",
    "sensitivity", "tools", "totals", "unpriced", "weekday_hours",
  ]

  /// nil where no page is made; then each file is null.
  init(_ report: Report?) { self.report = report }

  var names: TemplateObject {
    var files = TemplateObject()
    for name in Self.tables {
      let table = report.flatMap { try? ReportTable(named: name, in: $0) }
      files[name] = .optional(table.map { Self.percentEncoded($0.csv) })
    }
    return ["csv": .object(files)]
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
