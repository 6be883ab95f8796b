/// Takes the text out of a compressed file as it is read.
protocol Decompressor: AnyObject {
  /// Whether what is left is damaged, or cut off.
  var isBroken: Bool { get }
  /// How many compressed bytes were taken in.
  var storedBytes: Int { get }

  /// Fills `output` as far as there is something, and says how many bytes that was; 0 at the end.
  ///
  /// What is cut off or damaged ends the text and sets ``isBroken``; what came before it counts.
  func read(into output: UnsafeMutableRawBufferPointer, from file: borrowing OpenFile) -> Int
}

/// Stands in where a compressed file is met whose library this machine lacks.
final class MissingDecompressor: Decompressor {
  let isBroken = true
  let storedBytes: Int

  init(head: UnsafeRawBufferPointer) { storedBytes = head.count }

  func read(into output: UnsafeMutableRawBufferPointer, from file: borrowing OpenFile) -> Int { 0 }
}
