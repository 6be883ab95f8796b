import JSONScanning
import Metering

/// A span or log record, as far as it may be about usage.
struct OTLPRecord {
  enum Kind { case span, log, metric }

  let kind: Kind
  /// Where it begins in the document.
  let offset: Int
  private(set) var trace: JSONText?
  private(set) var span: JSONText?
  private(set) var parent: JSONText?
  private(set) var name: JSONText?
  private(set) var start: RecordTime?
  private(set) var end: RecordTime?
  private(set) var hasFailed = false
  private(set) var attributes = OTLPAttributes()
  /// Of what made it.
  var resource = OTLPAttributes()

  init(_ kind: Kind, offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  /// When the request began: what a log record was observed at, where it has no time of its own.
  var time: RecordTime? {
    if let start, start.asUTC.milliseconds > 0 { return start }
    return attributes[.eventTime].flatMap { RecordTime(text: $0.raw) } ?? end
  }

  /// In microseconds.
  var duration: Int? {
    if let stated = attributes.number(.duration)?.scaled(by: 3), stated >= 0, stated < 1 << 53 {
      return Int(stated)
    }
    guard kind == .span, let start, let end, end.asUTC >= start.asUTC else { return nil }
    return Int((end.asUTC - start.asUTC).milliseconds) * 1000
  }

  mutating func scan(_ cursor: inout JSONCursor) throws {
    var record = self
    _ = try cursor.membersIfAny { try record.scan($0, &$1) }
    self = record
  }

  private mutating func scan(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("traceId") {
      trace = try cursor.textIfAny()
    } else if name.is("spanId") {
      span = try cursor.textIfAny()
    } else if name.is("parentSpanId") {
      parent = try cursor.textIfAny().flatMap { $0.raw.isEmpty ? nil : $0 }
    } else if name.is("name") {
      self.name = try cursor.textIfAny()
    } else if name.is("startTimeUnixNano") || name.is("timeUnixNano") {
      start = try cursor.nanoseconds()
    } else if name.is("endTimeUnixNano") || name.is("observedTimeUnixNano") {
      end = try cursor.nanoseconds()
    } else if name.is("attributes") {
      try attributes.scan(&cursor)
    } else if name.is("status") {
      var failed = false
      _ = try cursor.membersIfAny { name, cursor in
        guard name.is("code") else { return try cursor.skipValue() }
        switch try cursor.peek() {
        case .string: failed = try cursor.string().is("STATUS_CODE_ERROR")
        default: failed = try cursor.numberIfAny()?.count == 2
        }
      }
      hasFailed = failed
    } else {
      try cursor.skipValue()
    }
  }
}

extension JSONCursor {
  /// Consumes nanoseconds since 1970, as a number or in a text.
  fileprivate mutating func nanoseconds() throws -> RecordTime? {
    guard let count = try numberIfAny()?.scaled(by: 0), 0...(1 << 62) ~= count else { return nil }
    return RecordTime(Instant(milliseconds: Int64(count / 1_000_000)))
  }
}

/// The attributes that say something about usage.
struct OTLPAttributes {
  private var values: [(attribute: OTLPAttribute, place: Int, value: JSONText)] = []

  /// The value as it is written, of text or number.
  subscript(attribute: OTLPAttribute) -> JSONText? {
    values.first { $0.attribute == attribute }?.value
  }

  func number(_ attribute: OTLPAttribute) -> JSONNumber? {
    self[attribute].flatMap { JSONNumber(parsing: $0.raw) }
  }

  /// Reads `[{"key": "…", "value": {"intValue": "12"}}, …]`, or `{"…": 12}`.
  mutating func scan(_ cursor: inout JSONCursor) throws {
    var attributes = self
    switch try cursor.peek() {
    case .array:
      try cursor.elementsIfAny { cursor in
        var key: JSONText?
        var value: JSONText?
        _ = try cursor.membersIfAny { name, cursor in
          if name.is("key") {
            key = try cursor.textIfAny()
          } else if name.is("value") {
            _ = try cursor.membersIfAny { _, cursor in value = try cursor.plainText() }
          } else {
            try cursor.skipValue()
          }
        }
        attributes.add(key, value)
      }
    default:
      _ = try cursor.membersIfAny { name, cursor in
        attributes.add(name, try cursor.plainText())
      }
    }
    self = attributes
  }

  private mutating func add(_ key: JSONText?, _ value: JSONText?) {
    guard let key, let value, !value.raw.isEmpty,
      let (attribute, place) = OTLPAttribute.byName[String(decoding: key.raw, as: UTF8.self)]
    else { return }
    if let index = values.firstIndex(where: { $0.attribute == attribute }) {
      if place < values[index].place { values[index] = (attribute, place, value) }
    } else {
      values.append((attribute, place, value))
    }
  }
}

extension JSONCursor {
  /// Consumes any value; gives a text, or a number as it is written.
  fileprivate mutating func plainText() throws -> JSONText? {
    switch try peek() {
    case .string: return try string()
    case .number: return JSONText(raw: try number().text, hasEscapes: false)
    default:
      try skipValue()
      return nil
    }
  }
}
