/// An input that stops the work; what is wrong inside an input is counted instead.
package enum InputError: Error, Hashable, Sendable {
  /// There is nothing at this path.
  case missing(path: String)
  /// The path is there, but can't be read; `code` is the system's error number.
  case unreadable(path: String, code: Int32)
}
