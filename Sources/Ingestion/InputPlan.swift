import JSONScanning

/// Divides the files into what one thread does at a time.
///
/// Small files come in runs, and a large file of lines in parts. The division doesn't depend on the
/// number of threads, so that nothing else does.
struct InputPlan {
  private(set) var work: [InputWork] = []

  /// How many small files make a run.
  private static let run = 64
  /// The bytes of a part.
  private static let partSize = 8 << 20

  init(_ list: InputList, _ options: InputOptions) {
    var first = 0
    var runBytes = 0
    for (index, file) in list.files.enumerated() {
      let isLarge = file.size ?? 0 > Self.partSize * 2
      if isLarge || index - first == Self.run || runBytes > Self.partSize {
        if first < index { work.append(InputWork(files: first..<index)) }
        (first, runBytes) = (index, 0)
      }
      runBytes += file.size ?? 0
      guard isLarge, let size = file.size else { continue }
      addParts(of: index, size: size, format: Self.lineFormat(of: index, list, options))
      (first, runBytes) = (index + 1, 0)
    }
    if first < list.files.count { work.append(InputWork(files: first..<list.files.count)) }
  }

  private mutating func addParts(of file: Int, size: Int, format: Int?) {
    guard let format else { return work.append(InputWork(files: file..<(file + 1))) }
    for (number, start) in stride(from: 0, to: size, by: Self.partSize).enumerated() {
      let isLast = start + Self.partSize >= size
      // The last part goes as far as the file does, which may have grown.
      let bytes = start..<(isLast ? Int.max : start + Self.partSize)
      let part = InputWork.Part(
        number: number, bytes: bytes, size: min(size - start, Self.partSize), format: format)
      work.append(InputWork(files: file..<(file + 1), part: part))
    }
  }

  /// The format of a file of lines whose records may be read in any order; nil for any other.
  private static func lineFormat(of index: Int, _ list: InputList, _ options: InputOptions) -> Int?
  {
    guard let file = list.open(index) else { return nil }
    let head = [UInt8](unsafeUninitializedCapacity: ByteWindow.blockSize) { buffer, count in
      count = max(0, file.read(into: UnsafeMutableRawBufferPointer(buffer)))
    }
    return head.withUnsafeBytes { bytes in
      guard beginsWithObjectLines(bytes) else { return nil }
      let format = FormatRecognition(bytes, options).format
      return format.flatMap { options.formats[$0].hasIndependentRecords ? $0 : nil }
    }
  }

  /// Whether the first two lines are objects.
  private static func beginsWithObjectLines(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2).prefix(2)
    return lines.count == 2
      && lines.allSatisfy { line in
        let line = UnsafeRawBufferPointer(rebasing: line)
        return line.first == UInt8(ascii: "{") && (try? JSONCursor.validate(line)) != nil
      }
  }
}
