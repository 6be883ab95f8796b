/// What names are replaced by: the same for the same name and key, so that figures can still be
/// grouped and compared.
///
///     /home/ada/pay  →  project-5f0c19a3be42
package struct Pseudonyms: Sendable {
  private let hash: SipHash

  package init(key: String) {
    let first = SipHash(key: (0, 1)).hash(key.utf8)
    hash = SipHash(key: (first, SipHash(key: (2, 3)).hash(key.utf8)))
  }

  /// The pseudonym of a name: what it is a name of, and 12 hexadecimal digits.
  package func pseudonym(of name: String, _ kind: String) -> String {
    let digits = String(hash.hash(name.utf8) >> 16, radix: 16)
    return kind + "-" + String(repeating: "0", count: 12 - digits.utf8.count) + digits
  }

  /// A path with each of its names replaced; endings that say what a file is are kept.
  package func path(_ path: String) -> String {
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    return names.map { component(String($0)) }.joined(separator: "/")
  }

  private static let endings: Set<String> = [
    "json", "jsonl", "ndjson", "csv", "tsv", "db", "sqlite", "sqlite3", "gz", "zst",
  ]

  private func component(_ name: String) -> String {
    guard !["", ".", "..", "-"].contains(name) else { return name }
    var parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    var ending = ""
    while parts.count > 1, let last = parts.last, Self.endings.contains(last) {
      ending = "." + last + ending
      parts.removeLast()
    }
    return pseudonym(of: parts.joined(separator: "."), "name") + ending
  }

  /// A text with the paths and addresses in it replaced, of whatever system.
  package func text(_ text: String) -> String {
    var words: [String] = []
    var isInPath = false
    for word in text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
      // A path may have blanks in its names; what goes on with separators still belongs to it.
      let hasSeparator = word.contains("/") || word.contains("\\")
      isInPath = Self.isPath(word) || isInPath && hasSeparator
      words.append(isInPath ? pseudonym(of: word, "path") : word)
    }
    return words.joined(separator: " ")
  }

  /// `/home/ada/x`, `~/x`, `C:\Users\ada`, `\\host\share`, `file:///Users/ada`, `ada@example.org`.
  private static func isPath(_ word: String) -> Bool {
    let bare = word.drop { "\"'`([{<,;:=".contains($0) }
    if bare.hasPrefix("/") && bare.utf8.count > 1 || bare.hasPrefix("~") { return true }
    if bare.contains("\\") || bare.contains("@") && bare.contains(".") { return true }
    return ["/home/", "/Users/", "/root/", "file:", ":/", "=/", "\"/", "'/"].contains {
      bare.contains($0) && !bare.hasPrefix("http")
    }
  }
}
