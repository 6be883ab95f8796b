import PriceBooks

/// Reads price books: those that the binary carries, and those of the user.
enum BookFiles {
  /// The built-in books, the later over the earlier: makers before those that sell their models.
  static let builtIn = [
    "default", "anthropic", "openai", "google", "mistral", "deepseek", "xai", "cohere", "moonshot",
    "qwen", "zai", "minimax", "meta", "voyage", "perplexity", "groq", "cerebras", "together",
    "fireworks", "azure", "bedrock", "vertex", "openrouter",
  ].map { "pricing/\($0).yaml" }

  /// What the binary carries of them beside the files themselves; `tariff prices prepare` writes it.
  static let prepared = "pricing/prepared.txt"

  /// The books that `--prices` names, over the built-in ones unless `none` comes first.
  static func books(_ names: [String]) throws -> [PriceBook] {
    let ours = names.first == "none" ? [] : try builtInBooks()
    return try ours + own(names)
  }

  static func own(_ names: [String]) throws -> [PriceBook] {
    try names.filter { $0 != "none" }.map(book)
  }

  static func book(_ path: String) throws -> PriceBook {
    try PriceBook(
      parsing: try Files.text(path), file: path, zones: { Clock.zone(named: $0) })
  }

  /// The built-in books; one of `TARIFF_HOME` takes the place of the one of its file's name.
  static func builtInBooks() throws -> [PriceBook] {
    let known = preparedBooks()
    return try builtIn.map { path in
      if let home = home(path) {
        var book = try book(home)
        book.isBuiltIn = true
        return book
      }
      if let book = known[path] { return book }
      var book = try PriceBook(parsing: BuiltIn.text(path) ?? "", file: path)
      book.isBuiltIn = true
      return book
    }
  }

  /// The text of a built-in book or of the one in its place, with what messages call it.
  static func builtInText(_ path: String) throws -> (text: String, file: String) {
    if let home = home(path) { return (try Files.text(home), home) }
    return (BuiltIn.text(path) ?? "", path)
  }

  private static func preparedBooks() -> [String: PriceBook] {
    guard let bytes = BuiltIn.bytes(prepared), let books = PreparedBooks(bytes)?.books
    else { return [:] }
    return Dictionary(books.map { ($0.file, $0.book) }) { first, _ in first }
  }

  /// Where `TARIFF_HOME` has a file of its own of a path in the repository.
  private static func home(_ path: String) -> String? {
    guard let home = Files.environment("TARIFF_HOME"), !home.isEmpty else { return nil }
    let file = "\(home)/\(path)"
    return Files.exists(file) ? file : nil
  }
}
