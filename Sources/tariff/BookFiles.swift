import Pricing

/// Reads price books: those that the binary carries, and those of the user.
enum BookFiles {
  /// The names of the built-in books, the later over the earlier.
  static let builtIn = ["pricing/default.yaml", "pricing/anthropic.yaml"]

  /// The books that `--prices` names, over the built-in ones unless `none` comes first.
  static func books(_ names: [String]) throws -> [PriceBook] {
    let ours = names.first == "none" ? [] : try builtIn.map(builtInBook)
    return try ours + own(names)
  }

  static func own(_ names: [String]) throws -> [PriceBook] {
    try names.filter { $0 != "none" }.map(book)
  }

  static func book(_ path: String) throws -> PriceBook {
    try PriceBook(
      parsing: try Files.text(path), file: path, zones: { Clock.zone(named: $0) })
  }

  static func builtInBook(_ path: String) throws -> PriceBook {
    try PriceBook(parsing: BuiltIn.text(path) ?? "", file: path)
  }
}
