/// A window of bytes that moves over a file: what a record reader sees of it.
///
/// The window holds a block of the file, and grows only where one record is larger. Compressed
/// files are inflated on the way. One window serves all the files of a thread.
final class ByteWindow {
  static let blockSize = 1 << 20

  private var memory = UnsafeMutableRawBufferPointer.allocate(
    byteCount: blockSize, alignment: 64)
  /// What the window holds, from the place that was reached on.
  private(set) var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
  private var file: OpenFile?
  private var isRegular = false
  private var decompressor: (any Decompressor)?
  private var isDrained = true
  private var part: Range<Int>?
  /// The newlines among the bytes of the part.
  private(set) var linesOfPart = 0
  private var countedTo = 0
  private var lines = 0
  /// Where `memory` begins, in bytes of text from the start of the file.
  private var origin = 0
  /// How many bytes of the file were read, as stored.
  private(set) var storedBytes = 0
  /// Whether the rest of the file could not be read or inflated.
  private(set) var isBroken = false

  deinit { memory.deallocate() }

  /// Begins with another file, or with a part of it.
  ///
  /// Where `isRegular` holds, a read that gives less than it could has met the end. Of a `part`
  /// the window begins at its first byte, and ``linesOfPart`` counts its lines.
  func open(_ newFile: consuming OpenFile, isRegular: Bool, part: Range<Int>? = nil) {
    let offset = part?.lowerBound ?? 0
    self.part = part
    linesOfPart = 0
    if offset > 0 { isBroken = !newFile.seek(to: offset) } else { isBroken = false }
    file = consume newFile
    self.isRegular = isRegular
    decompressor = nil
    (countedTo, lines, storedBytes) = (0, 0, 0)
    show(0..<0)
    origin = offset
    isDrained = isBroken
    if memory.count > Self.blockSize { resize(to: Self.blockSize) }
    guard more(), offset == 0, let found = Self.decompressor(of: bytes) else { return }
    decompressor = found
    show(0..<0)
    isDrained = false
    _ = more()
  }

  private static func decompressor(of head: UnsafeRawBufferPointer) -> (any Decompressor)? {
    if head.starts(with: [0x1F, 0x8B]) { return GzipStream(head: head) }
    guard head.starts(with: ZstdStream.magic) else { return nil }
    return ZstdStream(head: head) ?? MissingDecompressor(head: head)
  }

  /// Whether the file is compressed in a way that this machine can't undo.
  var lacksLibrary: Bool { decompressor is MissingDecompressor }

  func close() { file = nil }

  /// Where in `memory` the window's bytes are.
  private var start: Int { bytes.baseAddress.map { $0 - UnsafeRawPointer(base) } ?? 0 }
  private var end: Int { start + bytes.count }
  private var base: UnsafeMutableRawPointer { memory.baseAddress.unsafelyUnwrapped }

  private func show(_ range: Range<Int>) {
    bytes = UnsafeRawBufferPointer(rebasing: memory[range])
  }

  /// Whether the file has nothing beyond the window.
  var isAtEnd: Bool { isDrained }

  /// Whether the window's bytes can be found again in the file.
  var isSeekable: Bool { isRegular && decompressor == nil }

  /// The place that was reached, in bytes of text from the start of the file.
  var position: Int { origin + start }

  /// Goes `count` bytes on.
  func consume(_ count: Int) { bytes = UnsafeRawBufferPointer(rebasing: bytes[count...]) }

  /// The line of the place that was reached, from 0.
  func line() -> Int {
    let start = start
    lines += Self.newlines(in: memory[countedTo..<start])
    countedTo = start
    return lines
  }

  /// The line of a place beyond the one that was reached.
  func line(at offset: Int) -> Int {
    let line = line()
    guard offset > 0 else { return line }
    return line + Self.newlines(in: memory[start..<(start + offset)])
  }

  /// Reads on, and says whether there was more.
  func more() -> Bool {
    guard !isDrained else { return false }
    compact()
    if memory.count - end < Self.blockSize / 2 { resize(to: memory.count * 2) }
    let before = end
    while end < memory.count, !isDrained { fill() }
    return end > before
  }

  private func fill() {
    let room = UnsafeMutableRawBufferPointer(rebasing: memory[end...])
    guard let count = file?.read(into: room, through: decompressor) else {
      isDrained = true
      return
    }
    if count < 0 { isBroken = true }
    countLines(of: end..<(end + max(count, 0)))
    show(start..<(end + max(count, 0)))
    if let decompressor {
      isBroken = decompressor.isBroken
      isDrained = count < room.count
      storedBytes = decompressor.storedBytes
    } else {
      storedBytes += max(count, 0)
      isDrained = count <= 0 || (isRegular && count < room.count)
    }
  }

  private func countLines(of range: Range<Int>) {
    guard let part else { return }
    let wanted = range.clamped(
      to: max(part.lowerBound - origin, 0)..<max(part.upperBound - origin, 0))
    linesOfPart += Self.newlines(in: memory[wanted])
  }

  /// Moves what is left to the front.
  private func compact() {
    let (start, end) = (start, end)
    guard start > 0 else { return }
    if countedTo < start { _ = line() }
    base.copyMemory(from: base + start, byteCount: end - start)
    origin += start
    countedTo -= start
    show(0..<(end - start))
  }

  private func resize(to size: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
    let (start, end) = (start, end)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<end]))
    memory.deallocate()
    memory = larger
    show(start..<end)
  }

  private static func newlines(in bytes: Slice<UnsafeMutableRawBufferPointer>) -> Int {
    let bytes = UnsafeRawBufferPointer(rebasing: bytes)
    var count = 0
    var index = 0
    // Inner sums of bytes stay below 256, so that the compiler makes vectors of them.
    while index < bytes.count {
      let limit = min(index + 248, bytes.count)
      var part: UInt8 = 0
      while index < limit {
        part &+= bytes[index] == UInt8(ascii: "\n") ? 1 : 0
        index += 1
      }
      count += Int(part)
    }
    return count
  }
}

extension OpenFile {
  /// The next bytes, inflated where there is a stream to do it.
  fileprivate borrowing func read(
    into buffer: UnsafeMutableRawBufferPointer, through decompressor: (any Decompressor)?
  ) -> Int {
    if let decompressor {
      decompressor.read(into: buffer, from: self)
    } else {
      read(into: buffer)
    }
  }
}
