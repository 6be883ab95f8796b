/// The text of one template or partial, and its name in messages.
struct TemplateSource: Hashable, Sendable {
  let name: String
  let bytes: [UInt8]

  /// A byte-order mark at the start is no part of the template.
  init(_ text: String, name: String) {
    self.name = name
    let bytes = Array(text.utf8)
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }

  /// An error at a byte; its column counts scalars, so that `é` is one however it is stored.
  func error(at offset: Int, _ problem: TemplateError.Problem) -> TemplateError {
    let before = bytes[..<min(offset, bytes.count)]
    let newline = UInt8(ascii: "\n")
    let lineStart = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
    return TemplateError(
      template: name,
      line: before.count { $0 == newline } + 1,
      column: before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1,
      problem: problem)
  }
}
