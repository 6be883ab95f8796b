import JSONScanning
import Metering

/// The objects within a record: `error`, `meters` and `labels`.
extension NativeFields {
  mutating func error(
    _ cursor: inout JSONCursor, _ table: inout NameTable
  ) throws -> UsageEvent.UsageError? {
    for part in [NativeField.errorType, .errorCode, .errorMessage] { ignored.remove(part) }
    let kind = try cursor.peek()
    if try isAbsent(.error, kind, &cursor) { return nil }
    guard case .object = kind else {
      try ignore(.error, &cursor)
      return nil
    }
    var error = UsageEvent.UsageError()
    var members = try cursor.enterObject()
    while let name = try cursor.nextName(&members) {
      switch name.string {
      case "type": error.type = try self.name(.errorType, &cursor, &table)
      case "message": error.message = try self.name(.errorMessage, &cursor, &table)
      case "code": error.code = try code(&cursor, &table)
      default: try cursor.skipValue()
      }
    }
    return error
  }

  /// Text, or a number as text, in plain notation where it is whole: 429 and 429.0 are "429".
  mutating func code(_ cursor: inout JSONCursor, _ table: inout NameTable) throws -> NameID {
    guard case .number = try cursor.peek() else { return try name(.errorCode, &cursor, &table) }
    ignored.remove(.errorCode)
    let number = try cursor.number()
    if let count = number.count { return table.id(of: String(count)) }
    return table.id(of: number.text)
  }

  mutating func meters(
    _ cursor: inout JSONCursor, _ table: inout NameTable
  ) throws -> [UsageEvent.OtherMeter] {
    let kind = try cursor.peek()
    if try isAbsent(.meters, kind, &cursor) { return [] }
    guard case .object = kind else {
      try ignore(.meters, &cursor)
      return []
    }
    // The later of two members of one name holds, so each is judged by its own.
    var found: [(name: NameID, quantity: Int?, isValid: Bool)] = []
    var members = try cursor.enterObject()
    while let name = try cursor.nextName(&members) {
      let name = intern(name, &table)
      let quantity = try count(.meters, &cursor)
      found.removeAll { $0.name == name }
      found.append((name, quantity, !invalid.contains(.meters)))
    }
    invalid.remove(.meters)
    if !found.allSatisfy(\.isValid) { invalid.insert(.meters) }
    return found.compactMap { meter in
      guard let quantity = meter.quantity, quantity > 0 else { return nil }
      return UsageEvent.OtherMeter(name: meter.name, quantity: quantity)
    }.sorted { table.bytes(of: $0.name, precede: $1.name) }
  }

  mutating func labels(
    _ cursor: inout JSONCursor, _ table: inout NameTable
  ) throws -> [UsageEvent.Label] {
    let kind = try cursor.peek()
    if try isAbsent(.labels, kind, &cursor) { return [] }
    guard case .object = kind else {
      try ignore(.labels, &cursor)
      return []
    }
    var found: [UsageEvent.Label] = []
    var bad: [NameID] = []
    var members = try cursor.enterObject()
    while let name = try cursor.nextName(&members) {
      let name = intern(name, &table)
      let value = try self.name(.labels, &cursor, &table)
      found.removeAll { $0.name == name }
      bad.removeAll { $0 == name }
      if ignored.contains(.labels) { bad.append(name) }
      if value != .none { found.append(UsageEvent.Label(name: name, value: value)) }
    }
    ignored.remove(.labels)
    if !bad.isEmpty { ignored.insert(.labels) }
    return found.sorted { table.bytes(of: $0.name, precede: $1.name) }
  }
}
