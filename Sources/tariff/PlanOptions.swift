import ArgumentParser
import Metering

/// The options that say how usage is grouped and filtered.
struct PlanOptions: ParsableArguments {
  @Option(help: "Dimensions, by commas: backend, model, tool, route, hour, day, week, month, …")
  var groupBy: String?
  @Option(help: "D=V, D!=V or D~GLOB; repeatable, and all must hold.")
  var `where`: [String] = []

  func groups() throws -> [Dimension] {
    guard let groupBy else { return [] }
    return try groupBy.split(separator: ",", omittingEmptySubsequences: false).map {
      try Self.dimension(String($0), option: "--group-by")
    }
  }

  func filters() throws -> [DimensionFilter] { try self.where.map(Self.filter) }

  private static func filter(_ text: String) throws -> DimensionFilter {
    let bytes = Array(text.utf8)
    guard let index = bytes.firstIndex(where: { "=!~".utf8.contains($0) }) else {
      throw Failure.option("--where", found: text, expected: "D=V, D!=V or D~GLOB")
    }
    let isDifference = bytes[index] == UInt8(ascii: "!")
    guard !isDifference || bytes.dropFirst(index + 1).first == UInt8(ascii: "=") else {
      throw Failure.option("--where", found: text, expected: "D=V, D!=V or D~GLOB")
    }
    let name = String(decoding: bytes[..<index], as: UTF8.self)
    let value = String(decoding: bytes[(index + (isDifference ? 2 : 1))...], as: UTF8.self)
    let isGlob = bytes[index] == UInt8(ascii: "~")
    return DimensionFilter(
      dimension: try dimension(name, option: "--where"),
      comparison: isGlob ? .matches : isDifference ? .differs : .equals, value: value)
  }

  private static func dimension(_ name: String, option: String) throws -> Dimension {
    guard let dimension = Dimension(name: name) else {
      throw Failure.option(option, found: name, known: Dimension.names)
    }
    return dimension
  }
}
