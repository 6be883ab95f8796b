import CBuiltIn

/// The files that the binary carries: templates, price books, rules and schemas.
enum BuiltIn {
  /// By path in the repository, such as `pricing/default.yaml`.
  static func text(_ path: String) -> String? {
    for index in 0..<tariff_built_in_count() {
      let file = tariff_built_in_at(index)
      if String(cString: file.name) == path { return text(file) }
    }
    return nil
  }

  static func bytes(_ path: String) -> [UInt8]? {
    for index in 0..<tariff_built_in_count() {
      let file = tariff_built_in_at(index)
      guard String(cString: file.name) == path else { continue }
      return Array(UnsafeBufferPointer(start: file.bytes, count: file.size))
    }
    return nil
  }

  /// The texts of all files in a folder, by file name.
  static func texts(in folder: String) -> [String: String] {
    var texts: [String: String] = [:]
    for index in 0..<tariff_built_in_count() {
      let file = tariff_built_in_at(index)
      let path = String(cString: file.name)
      guard path.hasPrefix(folder + "/") else { continue }
      texts[String(path.dropFirst(folder.utf8.count + 1))] = text(file)
    }
    return texts
  }

  private static func text(_ file: tariff_built_in_file) -> String {
    String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.size), as: UTF8.self)
  }
}
