import JSONScanning

extension FieldSource.BesideFile {
  /// How much of another file is read.
  private static let limit = 4 << 20

  /// What the file says; nil where it is not there, or does not say it.
  func value(beside path: String) -> [UInt8]? {
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    guard let other = OpenFile(folder + file) else { return nil }
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.limit) { buffer, count in
      count = 0
      while count < buffer.count {
        let room = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
        let read = other.read(into: room)
        if read <= 0 { return }
        count += read
      }
    }
    return bytes.withUnsafeBytes { bytes in
      switch content {
      case .path(let path): Self.value(at: path, in: bytes)
      case .enclosed(let before, let after): Self.text(between: before, after, in: bytes)
      }
    }
  }

  private static func value(at path: FieldPath, in bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    var plan = CapturePlan([])
    let slot = plan.slot(path)
    var capture = RecordCapture(plan, CapturedValues(slots: plan.paths.count))
    var cursor = JSONCursor(bytes)
    try? capture.scan(&cursor)
    return capture.values.text(slot).map { capture.values.withBytes($0) { [UInt8]($0) } }
  }

  private static func text(
    between before: String, _ after: String, in bytes: UnsafeRawBufferPointer
  ) -> [UInt8]? {
    guard let start = bytes.firstRange(of: before)?.upperBound else { return nil }
    let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
    guard let end = rest.firstRange(of: after)?.lowerBound else { return nil }
    return [UInt8](rest[..<end])
  }
}
