/// A pattern of bytes: `*` matches any run, `/` too, and `?` one byte.
enum Glob {
  static func matches(_ pattern: String, _ text: UnsafeRawBufferPointer) -> Bool {
    var pattern = Array(pattern.utf8)[...]
    var text = Slice(base: text, bounds: text.indices)
    var retry: (pattern: ArraySlice<UInt8>, text: Slice<UnsafeRawBufferPointer>)?
    while true {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        retry = (pattern, text)
      } else if let head = text.first, pattern.first == head || pattern.first == UInt8(ascii: "?") {
        pattern = pattern.dropFirst()
        text = text.dropFirst()
      } else if pattern.isEmpty, text.isEmpty {
        return true
      } else if let last = retry, !last.text.isEmpty {
        // Let the last star take one byte more.
        pattern = last.pattern
        text = last.text.dropFirst()
        retry = (pattern, text)
      } else {
        return false
      }
    }
  }
}
