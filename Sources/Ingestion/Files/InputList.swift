/// The files to read, in order, held compactly: a directory may have hundreds of thousands.
struct InputList: Sendable {
  /// As they were given.
  let paths: [String]
  private(set) var directories: [Directory] = []
  private(set) var files: [File] = []
  /// The numbers of paths below which lie files whose names don't end like usage.
  private(set) var pathsWithOthers: Set<Int> = []
  /// The known places of home directories that files lie in.
  var found: [FoundPlace] = []
  /// What names are replaced by in places that reports show.
  var pseudonyms: Pseudonyms?
  /// The files' names, each ending in a zero.
  private var names: [CChar] = []

  struct Directory: Sendable {
    /// nil where its files are opened from the working directory, by the path that was given.
    var path: String?
    /// What stands before a file's name in its place: `recorded/events/`.
    var place: String
  }

  struct File: Sendable {
    var path: Int32
    var directory: Int32
    var name: Int
    /// nil where it was not asked for; then the file is small, or read by one thread.
    var size: Int?
    var isRegular: Bool
  }

  init(paths: [String]) { self.paths = paths }

  /// Adds a directory, and gives its number.
  mutating func add(_ directory: Directory) -> Int {
    directories.append(directory)
    return directories.count - 1
  }

  mutating func add(name: String, directory: Int, path: Int, size: Int?, isRegular: Bool) {
    let file = File(
      path: Int32(path), directory: Int32(directory), name: names.count, size: size,
      isRegular: isRegular)
    files.append(file)
    names.append(contentsOf: name.utf8CString)
  }

  /// Notes a file that is not read.
  mutating func passOver(path: Int) { pathsWithOthers.insert(path) }

  /// Gives the name, ending in a zero, to `body`.
  func withName<R>(of file: File, _ body: (UnsafePointer<CChar>) -> R) -> R? {
    names.withUnsafeBufferPointer { names in
      names.baseAddress.map { body($0 + file.name) }
    }
  }

  func name(of file: File) -> String { withName(of: file) { String(cString: $0) } ?? "" }

  /// `recorded/events/1.json`: the path's last component, and what is below it.
  func place(of index: Int) -> String {
    let file = files[index]
    let directory = directories[Int(file.directory)]
    return directory.path == nil ? directory.place : directory.place + name(of: file)
  }

  /// The place as reports show it.
  func shownPlace(of index: Int) -> String {
    let place = place(of: index)
    return pseudonyms?.path(place) ?? place
  }

  /// The whole path of a file, as the system knows it.
  func path(of index: Int) -> String {
    let file = files[index]
    guard let path = directories[Int(file.directory)].path else { return name(of: file) }
    return path + "/" + name(of: file)
  }

  /// Opens a file anew, by its whole path.
  func open(_ index: Int) -> OpenFile? {
    let file = files[index]
    guard let path = directories[Int(file.directory)].path else {
      return name(of: file) == "-" ? OpenFile.standardInput : OpenFile(name(of: file))
    }
    return OpenFile(path + "/" + name(of: file))
  }
}
