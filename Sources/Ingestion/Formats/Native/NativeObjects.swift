import JSONScanning
import Metering

/// Reads the objects within a native record: `error`, `meters` and `labels`.
enum NativeObjects {
  static func error(
    _ cursor: inout JSONCursor, _ values: inout NativeValues, _ table: inout NameTable
  ) throws -> UsageEvent.UsageError? {
    for part in [NativeField.errorType, .errorCode, .errorMessage] { values.forget(part) }
    guard try entersObject(.error, &cursor, &values) else { return nil }
    var error = UsageEvent.UsageError()
    var members = try cursor.enterObject()
    while let name = try cursor.nextName(&members) {
      switch name.string {
      case "type": error.type = try values.name(.errorType, &cursor, &table)
      case "message": error.message = try values.name(.errorMessage, &cursor, &table)
      case "code": error.code = try code(&cursor, &values, &table)
      default: try cursor.skipValue()
      }
    }
    return error
  }

  static func meters(
    _ cursor: inout JSONCursor, _ values: inout NativeValues, _ table: inout NameTable
  ) throws -> [UsageEvent.OtherMeter] {
    guard try entersObject(.meters, &cursor, &values) else { return [] }
    // The later of two members of one name holds, so each is judged by its own.
    var found: [(name: NameID, quantity: Int?, isValid: Bool)] = []
    var members = try cursor.enterObject()
    while let name = try cursor.nextName(&members) {
      let name = values.intern(name, &table)
      let quantity = try values.count(.meters, &cursor)
      found.removeAll { $0.name == name }
      found.append((name, quantity, !values.invalid.contains(.meters)))
    }
    values.set(.meters, isInvalid: !found.allSatisfy(\.isValid))
    return found.compactMap { meter in
      guard let quantity = meter.quantity, quantity > 0 else { return nil }
      return UsageEvent.OtherMeter(name: meter.name, quantity: quantity)
    }.sorted { table.bytes(of: $0.name, precede: $1.name) }
  }

  static func labels(
    _ cursor: inout JSONCursor, _ values: inout NativeValues, _ table: inout NameTable
  ) throws -> [UsageEvent.Label] {
    guard try entersObject(.labels, &cursor, &values) else { return [] }
    var found: [UsageEvent.Label] = []
    var bad: [NameID] = []
    var members = try cursor.enterObject()
    while let name = try cursor.nextName(&members) {
      let name = values.intern(name, &table)
      let value = try values.name(.labels, &cursor, &table)
      found.removeAll { $0.name == name }
      bad.removeAll { $0 == name }
      if values.ignored.contains(.labels) { bad.append(name) }
      if value != .none { found.append(UsageEvent.Label(name: name, value: value)) }
    }
    values.set(.labels, isIgnored: !bad.isEmpty)
    return found.sorted { table.bytes(of: $0.name, precede: $1.name) }
  }

  /// Whether an object stands here; anything else is consumed.
  private static func entersObject(
    _ field: NativeField, _ cursor: inout JSONCursor, _ values: inout NativeValues
  ) throws -> Bool {
    let kind = try cursor.peek()
    if try values.isAbsent(field, kind, &cursor) { return false }
    if case .object = kind { return true }
    try values.ignore(field, &cursor)
    return false
  }

  /// Text, or a number as text, in plain notation where it is whole: 429 and 429.0 are "429".
  private static func code(
    _ cursor: inout JSONCursor, _ values: inout NativeValues, _ table: inout NameTable
  ) throws -> NameID {
    guard case .number = try cursor.peek() else {
      return try values.name(.errorCode, &cursor, &table)
    }
    values.forget(.errorCode)
    let number = try cursor.number()
    if let count = number.count { return table.id(of: String(count)) }
    return table.id(of: number.text)
  }
}
