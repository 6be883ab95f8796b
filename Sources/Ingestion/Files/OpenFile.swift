#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// An open file, closed when it goes; standard input stays open.
struct OpenFile: ~Copyable {
  private let descriptor: Int32

  /// nil, and `errno` set, where it can't be opened.
  init?(_ path: UnsafePointer<CChar>) {
    self.init(descriptor: openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC))
  }

  /// Takes over what ``descriptor(of:)`` gave; nil for a negative one.
  init?(descriptor: Int32) {
    guard descriptor >= 0 else { return nil }
    self.descriptor = descriptor
  }

  /// A new descriptor of a file of this directory, to be taken over at once; negative where it
  /// can't be opened.
  func descriptor(of name: UnsafePointer<CChar>) -> Int32 {
    openat(descriptor, name, O_RDONLY | O_CLOEXEC)
  }

  private init(standardInput: Int32) { descriptor = standardInput }

  static var standardInput: OpenFile { OpenFile(standardInput: 0) }

  deinit {
    if descriptor > 2 { close(descriptor) }
  }

  /// The next bytes; how many, 0 at the end, -1 where the system says no.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      let count = systemRead(descriptor, buffer)
      if count >= 0 || errno != EINTR { return count }
    }
  }

  /// The bytes from `offset` on; how many.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if count >= 0 || errno != EINTR { return count }
    }
  }

  /// Goes to a place in the file.
  func seek(to offset: Int) -> Bool { lseek(descriptor, off_t(offset), SEEK_SET) >= 0 }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}
