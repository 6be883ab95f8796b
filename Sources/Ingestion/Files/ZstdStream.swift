#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Inflates a stream of Zstandard of any number of frames, as Codex compresses its older logs.
final class ZstdStream: Decompressor {
  /// The first bytes of every frame.
  static let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]

  private let library: ZstdLibrary
  private let stream: OpaquePointer
  private let input: UnsafeMutableRawBufferPointer
  private var pending: Range<Int>
  private var isBetweenFrames = false
  private(set) var isBroken = false
  private(set) var storedBytes: Int

  /// - Parameter head: the bytes of the stream that have been read already.
  ///
  /// nil where this machine has no library for it.
  init?(head: UnsafeRawBufferPointer) {
    guard let library = ZstdLibrary.shared, let stream = library.create() else { return nil }
    self.library = library
    self.stream = stream
    input = .allocate(byteCount: max(head.count, 1 << 17), alignment: 16)
    input.copyMemory(from: head)
    pending = 0..<head.count
    storedBytes = head.count
  }

  deinit {
    _ = library.free(stream)
    input.deallocate()
  }

  func read(into output: UnsafeMutableRawBufferPointer, from file: borrowing OpenFile) -> Int {
    var buffer = ZstdLibrary.Buffer(start: output.baseAddress, size: output.count, position: 0)
    while buffer.position < buffer.size, !isBroken {
      if pending.isEmpty, !refill(from: file) {
        isBroken = !isBetweenFrames
        break
      }
      step(&buffer)
    }
    return buffer.position
  }

  private func refill(from file: borrowing OpenFile) -> Bool {
    let count = max(file.read(into: input), 0)
    pending = 0..<count
    storedBytes += count
    return count > 0
  }

  private func step(_ output: inout ZstdLibrary.Buffer) {
    var source = ZstdLibrary.Buffer(
      start: input.baseAddress, size: pending.upperBound, position: pending.lowerBound)
    let rest = library.decompress(stream, &output, &source)
    pending = source.position..<pending.upperBound
    // What is left is 0 at a frame's end, and a very large number where something is wrong.
    isBetweenFrames = rest == 0
    isBroken = library.isError(rest) != 0
  }
}

/// The functions of libzstd, found at run time.
struct ZstdLibrary: @unchecked Sendable {
  /// `ZSTD_inBuffer` and `ZSTD_outBuffer`: a pointer and two sizes.
  struct Buffer {
    var start: UnsafeMutableRawPointer?
    var size: Int
    var position: Int
  }

  typealias Create = @convention(c) () -> OpaquePointer?
  typealias Free = @convention(c) (OpaquePointer) -> Int
  typealias Decompress =
    @convention(c) (
      OpaquePointer, UnsafeMutableRawPointer, UnsafeMutableRawPointer
    ) -> Int
  typealias IsError = @convention(c) (Int) -> UInt32

  let create: Create
  let free: Free
  let decompress: Decompress
  let isError: IsError

  /// nil where the machine has no such library.
  static let shared = ZstdLibrary()

  private init?() {
    let names = [
      "libzstd.so.1", "libzstd.dylib", "/opt/homebrew/lib/libzstd.dylib",
      "/usr/local/lib/libzstd.dylib",
    ]
    guard let library = names.lazy.compactMap({ dlopen($0, RTLD_NOW) }).first else { return nil }
    func find<Function>(_ name: String, _: Function.Type) -> Function? {
      dlsym(library, name).map { unsafeBitCast($0, to: Function.self) }
    }
    guard let create = find("ZSTD_createDStream", Create.self),
      let free = find("ZSTD_freeDStream", Free.self),
      let decompress = find("ZSTD_decompressStream", Decompress.self),
      let isError = find("ZSTD_isError", IsError.self)
    else { return nil }
    self.create = create
    self.free = free
    self.decompress = decompress
    self.isError = isError
  }
}
