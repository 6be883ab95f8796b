#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif
package import JSONScanning

/// An SQLite database, open for reading alone.
///
/// Its library is looked for when the first database is met, so that a machine without one reads
/// all other files. A database that a program is writing is read with what its write-ahead log
/// holds, and nothing beside it is changed.
package struct Database: ~Copyable {
  private let library: SQLiteLibrary
  private let handle: OpaquePointer

  /// Why a database can't be read.
  enum Failure: Error, Hashable {
    /// There is no SQLite library on this machine.
    case noLibrary
    case unreadable
  }

  /// The first bytes of every database.
  static let magic = Array("SQLite format 3\u{0}".utf8)

  init(path: String) throws(Failure) {
    (library, handle) = try Self.open(path)
    _ = library.busyTimeout(handle, 2000)
  }

  private static func open(_ path: String) throws(Failure) -> (SQLiteLibrary, OpaquePointer) {
    guard let library = SQLiteLibrary.shared else { throw .noLibrary }
    // What has no log beside it is as it is; else others may write to it, and the log counts.
    let isQuiet = !["-wal", "-journal"].contains { hasBytes(path + $0) }
    let uri = "file:" + escaped(path) + (isQuiet ? "?immutable=1" : "?mode=ro")
    var handle: OpaquePointer?
    let readOnly: Int32 = 0x1
    let isURI: Int32 = 0x40
    let code = library.open(uri, &handle, readOnly | isURI, nil)
    guard code == 0, let handle else {
      if let handle { _ = library.close(handle) }
      throw .unreadable
    }
    return (library, handle)
  }

  deinit { _ = library.close(handle) }

  /// The columns of its tables; nil where they can't be read.
  borrowing func tables() -> [String: [String]]? {
    var tables: [String: [String]] = [:]
    let sql =
      "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c "
      + "WHERE m.type = 'table' ORDER BY 1, c.cid"
    let isRead = rows(sql) { row in
      guard let table = row.string(0), let column = row.string(1) else { return }
      tables[table, default: []].append(column)
    }
    return isRead ? tables : nil
  }

  /// Gives the rows of a question to `body`; false where not all of them could be read.
  package borrowing func rows(
    _ sql: String, _ body: (borrowing DatabaseRow) throws -> Void
  ) rethrows -> Bool {
    var statement: OpaquePointer?
    guard library.prepare(handle, sql, -1, &statement, nil) == 0, let statement else {
      return false
    }
    defer { _ = library.finalize(statement) }
    while true {
      switch library.step(statement) {
      case 100: try body(DatabaseRow(library: library, statement: statement))
      case 101: return true
      default: return false
      }
    }
  }

  private static func hasBytes(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_size > 0
  }

  /// A path within a URI.
  private static func escaped(_ path: String) -> String {
    path.utf8.reduce(into: "") { text, byte in
      switch byte {
      case UInt8(ascii: "?"): text += "%3f"
      case UInt8(ascii: "#"): text += "%23"
      case UInt8(ascii: "%"): text += "%25"
      default: text.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
  }
}

/// A row of an answer; valid until the next one.
package struct DatabaseRow: ~Copyable {
  fileprivate let library: SQLiteLibrary
  fileprivate let statement: OpaquePointer

  /// The bytes of a text; nil where there is no text.
  package func text(_ column: Int) -> JSONText? {
    guard let bytes = library.text(statement, Int32(column)) else { return nil }
    let count = Int(library.byteCount(statement, Int32(column)))
    return JSONText(raw: UnsafeRawBufferPointer(start: bytes, count: count), hasEscapes: false)
  }

  package func string(_ column: Int) -> String? {
    text(column).map { String(decoding: $0.raw, as: UTF8.self) }
  }

  /// A whole number, a fraction or a text, as a number; nil where there is none.
  package func number(_ column: Int) -> JSONNumber? {
    text(column).flatMap { JSONNumber(parsing: $0.raw) }
  }
}

/// The functions of libsqlite3, found at run time.
struct SQLiteLibrary: @unchecked Sendable {
  typealias Open =
    @convention(c) (
      UnsafePointer<CChar>, UnsafeMutablePointer<OpaquePointer?>, Int32, UnsafePointer<CChar>?
    ) -> Int32
  typealias Prepare =
    @convention(c) (
      OpaquePointer, UnsafePointer<CChar>, Int32, UnsafeMutablePointer<OpaquePointer?>,
      UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) -> Int32
  typealias OnHandle = @convention(c) (OpaquePointer) -> Int32
  typealias WithNumber = @convention(c) (OpaquePointer, Int32) -> Int32
  typealias Text = @convention(c) (OpaquePointer, Int32) -> UnsafePointer<UInt8>?

  let open: Open
  let close: OnHandle
  let busyTimeout: WithNumber
  let prepare: Prepare
  let step: OnHandle
  let finalize: OnHandle
  let text: Text
  let byteCount: WithNumber

  /// nil where the machine has no such library.
  static let shared = SQLiteLibrary()

  private init?() {
    let names = ["libsqlite3.so.0", "libsqlite3.so", "libsqlite3.dylib"]
    guard let library = names.lazy.compactMap({ dlopen($0, RTLD_NOW) }).first else { return nil }
    func find<Function>(_ name: String, _: Function.Type) -> Function? {
      dlsym(library, name).map { unsafeBitCast($0, to: Function.self) }
    }
    guard let open = find("sqlite3_open_v2", Open.self),
      let close = find("sqlite3_close_v2", OnHandle.self),
      let busyTimeout = find("sqlite3_busy_timeout", WithNumber.self),
      let prepare = find("sqlite3_prepare_v2", Prepare.self),
      let step = find("sqlite3_step", OnHandle.self),
      let finalize = find("sqlite3_finalize", OnHandle.self),
      let text = find("sqlite3_column_text", Text.self),
      let byteCount = find("sqlite3_column_bytes", WithNumber.self)
    else { return nil }
    self.open = open
    self.close = close
    self.busyTimeout = busyTimeout
    self.prepare = prepare
    self.step = step
    self.finalize = finalize
    self.text = text
    self.byteCount = byteCount
  }
}
