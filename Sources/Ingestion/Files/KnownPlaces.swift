#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif
import Names

/// Where programs keep their logs below a home directory.
///
///     ~/.claude/projects/**/*.jsonl
package struct KnownPlace: Hashable, Sendable {
  /// The name of the format.
  package var format: String
  /// As its format writes it.
  package var pattern: String

  package init(format: String, pattern: String) {
    self.format = format
    self.pattern = pattern
  }

  /// The folder that all its files lie in: `~/.claude/projects`.
  package var folder: String {
    let names = pattern.split(separator: "/")
    let fixed = names.dropLast().prefix { !$0.contains("*") }
    return fixed.joined(separator: "/")
  }

  /// All places, by format and pattern: below a home directory, or below any folder.
  package static func all(of formats: [any EventFormat]) -> [KnownPlace] {
    formats.flatMap { format in
      format.places.map { KnownPlace(format: format.name, pattern: $0) }
    }.sorted { left, right in
      let (one, other) = ([left.format, left.pattern], [right.format, right.pattern])
      return one.lexicographicallyPrecedes(other) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }

  /// The files below a home directory, as paths from it, sorted by bytes.
  func files(below home: String) -> [String] {
    var found: [String] = []
    let names = pattern.split(separator: "/").dropFirst().map(String.init)
    Self.find(names[...], home, "", &found)
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// A folder that leads deeper than any program's does; links may lead round in circles.
  private static let depthLimit = 24

  private static func find(
    _ names: ArraySlice<String>, _ home: String, _ folder: String, _ found: inout [String]
  ) {
    guard let name = names.first, folder.utf8.count(where: { $0 == 47 }) < depthLimit else {
      return
    }
    let rest = names.dropFirst()
    if name == "**" {
      find(rest, home, folder, &found)
      for entry in Self.names(in: home + "/" + folder) {
        let deeper = folder + entry + "/"
        if isDirectory(home + "/" + deeper) { find(names, home, deeper, &found) }
      }
    } else if rest.isEmpty {
      let glob = Glob(name)
      let hits = Self.names(in: home + "/" + folder).filter(glob.matches)
      found += hits.map { folder + $0 }.filter { !isDirectory(home + "/" + $0) }
    } else if name.contains("*") {
      let glob = Glob(name)
      for entry in Self.names(in: home + "/" + folder) where glob.matches(entry) {
        find(rest, home, folder + entry + "/", &found)
      }
    } else {
      find(rest, home, folder + name + "/", &found)
    }
  }

  private static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func names(in path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}

/// A known place of which there are files below a PATH.
package struct FoundPlace: Hashable, Sendable {
  package var place: KnownPlace
  /// The PATH that it lies below.
  package var path: String
  /// Their numbers.
  package var files: Range<Int>
  package var bytes: Int
}
