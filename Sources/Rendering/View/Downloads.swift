import Reporting
import Templating

/// A page's tables as files: by table, its CSV as what follows `data:text/csv;charset=utf-8,`.
struct Downloads: ViewPart {
  let names: TemplateObject

  private static let tables = [
    "assumptions", "backends", "changes_effects", "charges", "day_backends", "days", "errors",
    "collapsed", "evidence", "failed_backends", "failed_routes", "failed_tools", "formats", "gaps",
    "groups", "hours", "inputs",
    "models", "notes", "prices", "recommendations", "rejections", "routes", "routing_costs",
    "sensitivity", "tools", "totals", "unpriced", "unrecognised",
    "weekday_hours",
  ]

  /// nil where no page is made; then each file is null.
  init(_ report: Report?) throws {
    var files = TemplateObject()
    for name in Self.tables {
      let csv = try report.map { try ReportTable(named: name, in: $0).csv }
      files[name] = .optional(csv.map(Self.percentEncoded))
    }
    names = ["csv": .object(files)]
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
