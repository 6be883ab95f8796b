import CZlib
import Foundation
import Ingestion
import Metering
import Testing

/// Compressed files, large files, and many threads.
@Suite struct StreamTests {
  private func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    return [UInt8](unsafeUninitializedCapacity: bytes.count + 1024) { output, count in
      input.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        deflate(&stream, Z_FINISH)
      }
      count = output.count - Int(stream.avail_out)
    }
  }

  /// Records of some variety, one a line.
  private func lines(_ count: Int, bad: Bool = false) -> String {
    (0..<count).map { index in
      if bad, index % 1000 == 999 { return "rubbish" }
      return
        #"{"timestamp":\#(testEpoch + Int64(index)),"tool_name":"t\#(index % 7)","#
        + #""tokens_used":\#(index &* 7919 % 9000)}"#
    }.joined(separator: "\n") + "\n"
  }

  @Test func `a compressed file gives the same events as its text`() throws {
    let scratch = try Scratch()
    let text = Array(lines(50_000).utf8)
    let plain = try Reading(try scratch.write(text, to: "a.ndjson"))
    let packed = gzip(text)
    let whole = try Reading(try scratch.write(packed, to: "b.any"))
    let half = text.count / 2
    let members = gzip(Array(text[..<half])) + gzip(Array(text[half...])) + [0, 0, 0]
    let two = try Reading(try scratch.write(members, to: "c.gz"))
    #expect(plain.events.count == 50_000)
    #expect(whole.events == plain.events)
    #expect(two.events == plain.events)
    #expect(whole.account.bytes == packed.count)
    #expect(two.account.rejections.isEmpty)
  }

  @Test func `of a compressed file that is cut off or damaged the rest is unreadable`() throws {
    let scratch = try Scratch()
    let text = lines(50_000)
    let packed = gzip(Array(text.utf8))
    var damaged = packed
    for index in damaged.count / 2..<damaged.count / 2 + 64 { damaged[index] ^= 0x5A }
    for bytes in [Array(packed[..<(packed.count / 2)]), damaged] {
      let reading = try Reading(try scratch.write(bytes, to: "a.gz"))
      #expect(reading.events.count > 1000)
      #expect(reading.addsUp)
      #expect(reading.account.rejections.contains { $0.name == "unreadable" && $0.count == 1 })
    }
    let cut = try Reading(try scratch.write(packed[..<(packed.count / 2)], to: "a.gz"))
    #expect(cut.rejections == ["unreadable 1 a.gz:\(cut.events.count + 1)"])
    #expect(
      try Reading(try scratch.write(packed[..<12], to: "b.gz")).rejections == [
        "unreadable 1 b.gz:1"
      ])
    let array = gzip(
      Array(("[" + lines(50_000).split(separator: "\n").joined(separator: ",") + "]").utf8))
    let rest = try Reading(try scratch.write(array[..<(array.count / 2)], to: "c.gz"))
    #expect(rest.rejections == ["unreadable 1 c.gz:1"])
    #expect(rest.addsUp)
  }

  @Test func `the number of threads changes nothing`() throws {
    let scratch = try Scratch()
    // More than two parts of 8 MiB, with what is bad in each.
    try scratch.write(lines(400_000, bad: true), to: "large.ndjson")
    for index in 0..<300 { try scratch.write(lines(3), to: "small/\(index).json") }
    try scratch.write(Array(lines(5000, bad: true).utf8), to: "zz.json")
    let one = try Reading(scratch.path)
    #expect(one.rejections == ["not_json 405 usage/large.ndjson:1000"])
    #expect(one.addsUp)
    for workers in [2, 8] {
      let many = try Reading(scratch.path, workers: workers)
      #expect(many.events == one.events)
      #expect(many.rejections == one.rejections)
      #expect(many.account.bytes == one.account.bytes)
      #expect(many.account.files == one.account.files)
    }
  }

  @Test func `a place in a later part of a large file has its line`() throws {
    let scratch = try Scratch()
    let text = lines(300_000) + "\n\nrubbish\n" + lines(150_000)
    let file = try scratch.write(text, to: "large.ndjson")
    for workers in [1, 2] {
      #expect(try Reading(file, workers: workers).rejections == ["not_json 1 large.ndjson:300003"])
    }
  }

  @Test func `what a consumer throws stops the reading`() throws {
    struct Stop: Error {}
    struct Refusing: EventConsumer {
      func add(_ batch: EventBatch, names: inout NameTable) throws { throw Stop() }
    }
    let scratch = try Scratch()
    let input = try UsageInput(
      paths: [try scratch.write(lines(5000), to: "a.json")], options: InputOptions())
    #expect(throws: Stop.self) { _ = try input.read(workers: 2) { Refusing() } }
  }
}
