#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Finds the files behind the paths of a command line.
///
/// A path is a file, read whatever its name; `-`, standard input; an analytics directory, of which
/// `events/` is read, or `daily/` where there are no events; or any other directory, with all it
/// holds below, in the order of names' bytes. In directories only names that end like usage count,
/// and hidden ones don't. What is reached twice is read once.
struct InputDiscovery {
  private var list: InputList
  private var seen: Set<FileIdentity> = []

  /// What a file is, whatever path leads to it.
  private struct FileIdentity: Hashable {
    var device: UInt64
    var inode: UInt64

    init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      inode = UInt64(status.st_ino)
    }
  }

  private enum Kind { case directory, regular, other }

  private struct Entry {
    var name: String
    var kind: Kind
    var size: Int?
    var identity: FileIdentity?
  }

  /// - Throws: ``InputError`` where a path is not there or can't be read.
  static func files(of paths: [String]) throws -> InputList {
    var discovery = InputDiscovery(list: InputList(paths: paths))
    for (index, path) in paths.enumerated() { try discovery.add(path, index) }
    return discovery.list
  }

  private init(list: InputList) { self.list = list }

  private mutating func add(_ path: String, _ index: Int) throws {
    if path == "-" { return addFile("-", place: "-", index, nil) }
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.error(path) }
    let place = Self.lastComponent(path)
    if Self.kind(status) == .directory {
      guard seen.insert(FileIdentity(status)).inserted else { return }
      try addAnyDirectory(path, place: place, index)
    } else {
      guard access(path, R_OK) == 0 else { throw Self.error(path) }
      guard seen.insert(FileIdentity(status)).inserted else { return }
      addFile(path, place: place, index, status)
    }
  }

  private mutating func addFile(_ path: String, place: String, _ index: Int, _ status: stat?) {
    let directory = list.add(InputList.Directory(path: nil, place: place))
    let isRegular = status.map { Self.kind($0) == .regular } ?? false
    let size = isRegular ? status.map { Int($0.st_size) } : nil
    list.add(name: path, directory: directory, path: index, size: size, isRegular: isRegular)
  }

  /// An analytics directory, or one of files and directories.
  private mutating func addAnyDirectory(_ path: String, place: String, _ index: Int) throws {
    let entries = try Self.entries(of: path)
    let below = entries.filter { $0.kind == .directory && ["events", "daily"].contains($0.name) }
    guard !below.isEmpty else { return try addEntries(entries, path, place: place, index) }
    // Sorted, `daily` comes first; events are the better witness.
    for entry in below.reversed() {
      let before = list.files.count
      try addSubdirectory(entry, path, place: place, index)
      if list.files.count > before { return }
    }
  }

  private mutating func addSubdirectory(
    _ entry: Entry, _ path: String, place: String, _ index: Int
  ) throws {
    var status = stat()
    let whole = path + "/" + entry.name
    guard stat(whole, &status) == 0, seen.insert(FileIdentity(status)).inserted else { return }
    do {
      try addAnyDirectory(whole, place: place + "/" + entry.name, index)
    } catch is InputError {
      // A directory below that can't be listed is rejected like a file that can't be read.
      let directory = list.add(InputList.Directory(path: path, place: place + "/"))
      list.add(name: entry.name, directory: directory, path: index, size: nil, isRegular: true)
    }
  }

  private mutating func addEntries(
    _ entries: [Entry], _ path: String, place: String, _ index: Int
  ) throws {
    let directory = list.add(InputList.Directory(path: path, place: place + "/"))
    for entry in entries {
      switch entry.kind {
      case .directory: try addSubdirectory(entry, path, place: place, index)
      case .regular where Self.isUsage(entry.name):
        if let identity = entry.identity, !seen.insert(identity).inserted { continue }
        list.add(
          name: entry.name, directory: directory, path: index, size: entry.size, isRegular: true)
      default: break
      }
    }
  }

  // MARK: The file system

  private static func error(_ path: String) -> InputError {
    let code = errno
    return code == ENOENT || code == ENOTDIR
      ? .missing(path: path) : .unreadable(path: path, code: code)
  }

  private static func kind(_ status: stat) -> Kind {
    switch status.st_mode & S_IFMT {
    case S_IFDIR: .directory
    case S_IFREG: .regular
    default: .other
    }
  }

  /// What a directory holds that is not hidden, sorted by bytes, as if directories ended in `/`.
  private static func entries(of path: String) throws -> [Entry] {
    guard let directory = opendir(path) else { throw error(path) }
    defer { closedir(directory) }
    var entries: [Entry] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.utf8.first == UInt8(ascii: ".") { continue }
      guard let found = inspect(name, Int32(entry.pointee.d_type), dirfd(directory)) else { continue }
      entries.append(found)
    }
    return entries.sorted { key($0).lexicographicallyPrecedes(key($1)) }
  }

  private static func key(_ entry: Entry) -> [UInt8] {
    Array(entry.name.utf8) + (entry.kind == .directory ? [UInt8(ascii: "/")] : [])
  }

  /// nil for what can't be usage, which needs no look.
  private static func inspect(_ name: String, _ type: Int32, _ directory: Int32) -> Entry? {
    let isDirectory = type == Int32(DT_DIR)
    if isDirectory { return Entry(name: name, kind: .directory) }
    var status = stat()
    guard fstatat(directory, name, &status, 0) == 0 else {
      // A link to nothing: opening it will say so.
      return Entry(name: name, kind: .regular)
    }
    let size = Int(status.st_size)
    return Entry(name: name, kind: kind(status), size: size, identity: FileIdentity(status))
  }

  private static func isUsage(_ name: String) -> Bool {
    let stem = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    return [".json", ".ndjson", ".jsonl"].contains { stem.hasSuffix($0) }
  }

  /// What a place begins with: the last component; of `.`, `..` and `/` what they stand for.
  private static func lastComponent(_ path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? ""
    guard ["", ".", ".."].contains(last) else { return last }
    guard let real = realpath(path, nil) else { return last }
    defer { free(real) }
    return String(cString: real).split(separator: "/").last.map(String.init) ?? "/"
  }
}
