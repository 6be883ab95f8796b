import CZlib

/// Inflates a gzip stream of any number of members.
final class GzipStream: Decompressor {
  private var stream = z_stream()
  private let input: UnsafeMutableRawBufferPointer
  private var isBetweenMembers = false
  private(set) var isBroken = false
  /// How many compressed bytes were taken in.
  private(set) var storedBytes: Int

  /// - Parameter head: the bytes of the stream that have been read already.
  init(head: UnsafeRawBufferPointer) {
    input = .allocate(byteCount: max(head.count, 1 << 16), alignment: 16)
    input.copyMemory(from: head)
    storedBytes = head.count
    stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_in = UInt32(head.count)
    isBroken = tariff_inflate_init(&stream) != Z_OK
  }

  deinit {
    inflateEnd(&stream)
    input.deallocate()
  }

  /// Fills `output` as far as there is something, and says how many bytes that was; 0 at the end.
  ///
  /// What is cut off or damaged ends the stream and sets ``isBroken``; what came before it counts.
  func read(into output: UnsafeMutableRawBufferPointer, from file: borrowing OpenFile) -> Int {
    stream.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_out = UInt32(output.count)
    while stream.avail_out > 0, !isBroken {
      if stream.avail_in == 0, !refill(from: file) {
        isBroken = !isBetweenMembers
        break
      }
      if isBetweenMembers, !startMember() { break }
      step()
    }
    return output.count - Int(stream.avail_out)
  }

  private func refill(from file: borrowing OpenFile) -> Bool {
    let count = file.read(into: input)
    stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_in = UInt32(max(count, 0))
    storedBytes += max(count, 0)
    return count > 0
  }

  /// Another member, or the zeros that pad a tape's last block.
  private func startMember() -> Bool {
    while stream.avail_in > 0, stream.next_in?.pointee == 0 {
      stream.next_in = stream.next_in?.successor()
      stream.avail_in -= 1
    }
    guard stream.avail_in > 0 else { return true }
    isBetweenMembers = false
    isBroken = inflateReset(&stream) != Z_OK
    return !isBroken
  }

  private func step() {
    guard stream.avail_in > 0 else { return }
    switch inflate(&stream, Z_NO_FLUSH) {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: isBetweenMembers = true
    default: isBroken = true
    }
  }
}
