#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reading and writing whole small files.
enum Files {
  /// The bytes of a file, or about as many of its first ones as the limit says.
  static func read(_ path: String, limit: Int = .max) throws(Failure) -> [UInt8] {
    guard let file = fopen(path, "rb") else {
      throw errno == ENOENT ? .missing(path) : .unreadable(path)
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < limit {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { break }
      bytes.append(contentsOf: block[..<count])
    }
    guard ferror(file) == 0 else { throw .unreadable(path) }
    return bytes
  }

  /// The text of a file of a person's, which must be UTF-8.
  static func text(_ path: String) throws(Failure) -> String {
    guard let text = String(validating: try read(path), as: UTF8.self) else {
      throw .data("\(path): found bytes that are not UTF-8; save it as UTF-8")
    }
    return text
  }

  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether it is a plain file, which can be read as often as needed.
  static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Makes a directory, unless it is there; its parent must be.
  static func makeDirectory(_ path: String) throws(Failure) {
    guard !isDirectory(path) else { return }
    guard mkdir(path, 0o777) == 0 else { throw .output(path) }
  }

  /// The names of what a directory holds, sorted; none where there is no such directory.
  static func names(in path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.filter { !$0.hasPrefix(".") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Writes all bytes to standard output or standard error.
  static func write(_ text: String, to descriptor: Int32) -> Bool {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer -> Int in
        guard let start = buffer.baseAddress else { return 0 }
        return system_write(descriptor, start + written, bytes.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }
}

private func system_write(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

/// A file that takes its name only once it is whole: until then the old one stands.
///
/// It is opened before the work starts, so that a target that can't be written is known at once.
struct AtomicFile: ~Copyable {
  private let path: String
  /// nil where the target is no plain file, such as a device or a pipe: it is written in place.
  private let temporary: String?
  private let descriptor: Int32

  init(path: String) throws(Failure) {
    self.path = path
    var status = stat()
    let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    temporary = isSpecial ? nil : "\(path).\(getpid()).tmp"
    let creation = isSpecial ? 0 : O_CREAT | O_EXCL
    descriptor = open(temporary ?? path, O_WRONLY | O_CLOEXEC | creation, 0o666)
    guard descriptor >= 0 else { throw .output(path) }
  }

  consuming func commit(_ text: String) throws(Failure) {
    guard Files.write(text, to: descriptor) else { throw .output(path, status: 74) }
    guard let temporary else { return }
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
      throw .output(path, status: 74)
    }
  }

  deinit {
    close(descriptor)
    if let temporary { unlink(temporary) }
  }
}
