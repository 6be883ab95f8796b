#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Finds the files behind the paths of a command line.
///
/// A path is a file, read whatever its name; `-`, standard input; or a directory, with all it holds
/// below, in the order of names' bytes. Of an analytics directory `events/` is read, or `daily/`
/// where there are no events, and never `sessions/`. In directories only names that end like usage
/// count, and hidden ones don't. Of a home directory, which is one that holds known places, these are
/// read alone. What is reached twice is read once.
struct InputDiscovery {
  private var list: InputList
  private let places: [KnownPlace]
  /// Hidden folders that programs keep in the folders of projects: `.crush`.
  private let hidden: Set<String>
  private var seen: Set<FileIdentity> = []

  /// What a file is, whatever path leads to it.
  private struct FileIdentity: Hashable {
    var device: UInt64
    var inode: UInt64

    init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      inode = UInt64(status.st_ino)
    }

    init(device: UInt64, inode: UInt64) {
      self.device = device
      self.inode = inode
    }
  }

  private enum Kind { case directory, regular, other }

  private struct Entry {
    var name: String
    /// nil where it is not known without a look.
    var kind: Kind?
    /// As the directory says; the file itself may know better.
    var inode: UInt64
    var size: Int?
    var identity: FileIdentity?
    /// The first 16 bytes of the name, to sort by.
    var key: (UInt64, UInt64) = (0, 0)
  }

  /// Up to how many files of a directory are looked at one by one.
  private static let looksLimit = 256

  /// - Throws: ``InputError`` where a path is not there or can't be read.
  static func files(of paths: [String], places: [KnownPlace] = []) throws -> InputList {
    var discovery = InputDiscovery(list: InputList(paths: paths), places: places)
    for (index, path) in paths.enumerated() { try discovery.add(path, index) }
    return discovery.list
  }

  private init(list: InputList, places: [KnownPlace]) {
    self.list = list
    self.places = places.filter { $0.pattern.hasPrefix("~/") }
    let names = places.compactMap { $0.pattern.split(separator: "/").dropFirst().first }
    hidden = Set(zip(places, names).filter { $0.0.pattern.hasPrefix("**/") }.map { String($0.1) })
  }

  private mutating func add(_ path: String, _ index: Int) throws {
    if path == "-" { return addFile("-", place: "-", index, nil) }
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.error(path) }
    let place = Self.lastComponent(path)
    if Self.kind(status) == .directory {
      guard seen.insert(FileIdentity(status)).inserted else { return }
      if !addHome(path, place: place, index) { try addAnyDirectory(path, place: place, index) }
    } else {
      guard access(path, R_OK) == 0 else { throw Self.error(path) }
      guard seen.insert(FileIdentity(status)).inserted else { return }
      addFile(path, place: place, index, status)
    }
  }

  /// Of a home directory the places are read that programs keep their logs in, and nothing else;
  /// false where there are none.
  private mutating func addHome(_ path: String, place: String, _ index: Int) -> Bool {
    let before = list.found.count
    for known in places {
      let first = list.files.count
      var bytes = 0
      for file in known.files(below: path) {
        var status = stat()
        guard stat(path + "/" + file, &status) == 0, Self.kind(status) == .regular,
          seen.insert(FileIdentity(status)).inserted
        else { continue }
        addFile(path + "/" + file, place: place + "/" + file, index, status)
        bytes += Int(status.st_size)
      }
      guard list.files.count > first else { continue }
      list.found.append(
        FoundPlace(place: known, path: path, files: first..<list.files.count, bytes: bytes))
    }
    return list.found.count > before
  }

  private mutating func addFile(_ path: String, place: String, _ index: Int, _ status: stat?) {
    let directory = list.add(InputList.Directory(path: nil, place: place))
    let isRegular = status.map { Self.kind($0) == .regular } ?? false
    let size = isRegular ? status.map { Int($0.st_size) } : nil
    list.add(name: path, directory: directory, path: index, size: size, isRegular: isRegular)
  }

  /// An analytics directory, or one of files and directories.
  private mutating func addAnyDirectory(_ path: String, place: String, _ index: Int) throws {
    let entries = try Self.entries(of: path, hidden: hidden)
    func directory(_ name: String) -> Entry? {
      entries.first { $0.kind == .directory && $0.name == name }
    }
    let known = ["events", "daily"].compactMap(directory)
    guard !known.isEmpty else { return try addEntries(entries, path, place: place, index) }
    // Events are the better witness than what was counted of them by day.
    for entry in known {
      let before = list.files.count
      try addSubdirectory(entry, path, place: place, index)
      if list.files.count > before { break }
    }
    let others = entries.filter { entry in
      entry.kind != .directory || !["events", "daily", "sessions"].contains(entry.name)
    }
    try addEntries(others, path, place: place, index)
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
      case .regular: list.passOver(path: index)
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
  private static func entries(of path: String, hidden: Set<String>) throws -> [Entry] {
    guard let directory = opendir(path) else { throw error(path) }
    defer { closedir(directory) }
    var entries: [Entry] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.utf8.first == UInt8(ascii: "."), !hidden.contains(name) { continue }
      let kind = kind(ofType: Int32(entry.pointee.d_type))
      entries.append(Entry(name: name, kind: kind, inode: UInt64(entry.pointee.d_ino)))
    }
    inspect(&entries, dirfd(directory))
    return sorted(entries)
  }

  private static func kind(ofType type: Int32) -> Kind? {
    switch type {
    case Int32(DT_DIR): .directory
    case Int32(DT_REG): .regular
    case Int32(DT_LNK), Int32(DT_UNKNOWN): nil
    default: .other
    }
  }

  /// Finds out what entries are. In a large directory the regular files are not asked, which takes
  /// longer than to read them: the directory knows their inodes, if it does for the first of them.
  private static func inspect(_ entries: inout [Entry], _ directory: Int32) {
    var own = stat()
    guard fstat(directory, &own) == 0 else { return }
    let device = FileIdentity(own).device
    // nil until the first regular file was asked.
    var isTrusted: Bool? = entries.count > looksLimit ? nil : false
    for index in entries.indices where entries[index].kind != .directory {
      let plain = FileIdentity(device: device, inode: entries[index].inode)
      if isTrusted == true, entries[index].kind == .regular {
        entries[index].identity = plain
        continue
      }
      let wasRegular = entries[index].kind == .regular
      look(at: &entries[index], directory)
      if wasRegular, isTrusted == nil { isTrusted = entries[index].identity == plain }
    }
  }

  private static func look(at entry: inout Entry, _ directory: Int32) {
    var status = stat()
    guard fstatat(directory, entry.name, &status, 0) == 0 else {
      // A link to nothing: opening it will say so.
      entry.kind = .regular
      return
    }
    entry.kind = kind(status)
    entry.size = Int(status.st_size)
    entry.identity = FileIdentity(status)
  }

  private static func sorted(_ entries: [Entry]) -> [Entry] {
    var entries = entries
    for index in entries.indices {
      let bytes = bytes(entries[index])
      for (offset, byte) in bytes.prefix(16).enumerated() {
        let shifted = UInt64(byte) << UInt64(56 - offset % 8 * 8)
        if offset < 8 { entries[index].key.0 |= shifted } else { entries[index].key.1 |= shifted }
      }
    }
    return entries.sorted { left, right in
      if left.key != right.key { return left.key < right.key }
      return bytes(left).lexicographicallyPrecedes(bytes(right))
    }
  }

  private static func bytes(_ entry: Entry) -> [UInt8] {
    Array(entry.name.utf8) + (entry.kind == .directory ? [UInt8(ascii: "/")] : [])
  }

  private static func isUsage(_ name: String) -> Bool {
    let ending = [".gz", ".zst"].first { name.hasSuffix($0) } ?? ""
    let stem = name.dropLast(ending.count)
    let endings = [".json", ".ndjson", ".jsonl", ".csv", ".tsv", ".db", ".sqlite", ".sqlite3"]
    return endings.contains { stem.hasSuffix($0) }
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
