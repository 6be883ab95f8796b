import Metering

/// Which records are copies of each other, as a mapping says.
struct RecordIdentities {
  private let mapping: CompiledMapping
  private let prefix: [UInt8]
  /// How often the records of the file came, where all that is read of them is their key.
  private var seen: [EventIdentity: Int] = [:]
  private var scratch: [UInt8] = []

  init(_ mapping: CompiledMapping) {
    self.mapping = mapping
    // Ids of different formats don't meet unless they say so.
    let space = mapping.mapping.duplicates?.space ?? mapping.mapping.name
    prefix = Array(space.utf8) + [0]
  }

  mutating func beginFile() { seen.removeAll(keepingCapacity: true) }

  /// How an event is held; nil where it is one of its own.
  ///
  /// `isWhole` says that the record is all of the object or row that is read.
  mutating func copy(
    of record: EventRecord, _ fields: inout FieldValues, _ names: borrowing NameTable, isWhole: Bool
  ) -> HeldCopy? {
    if let rule = mapping.mapping.duplicates {
      return copy(of: record, rule, &fields, names)
    }
    guard let (text, _) = fields.text(mapping[.eventID]) else { return nil }
    scratch = prefix
    fields.values.withBytes(text) { scratch.append(contentsOf: $0) }
    let tokens = record.event.tokens.total &+ record.event.otherTokens(names)
    return HeldCopy(
      identity, rank: (Int(record.event.timestamp.milliseconds), tokens),
      tie: isWhole ? .greaterBytes : .later)
  }

  private mutating func copy(
    of record: EventRecord, _ rule: DuplicateRule, _ fields: inout FieldValues,
    _ names: borrowing NameTable
  ) -> HeldCopy? {
    guard let key = key(of: record, rule, &fields, names) else { return nil }
    var copy = HeldCopy(key, rank: (rule.rank, 0), tie: rule.keep == .first ? .earlier : .later)
    if case .largest(let field) = rule.keep { copy.rank.1 = size(of: field, &fields) }
    if let days = rule.unlessDaysOf { copy.unless = Self.day(of: record.event, days) }
    return copy
  }

  /// How large a field is; of a cost in millionths.
  private func size(of field: MappedField, _ fields: inout FieldValues) -> Int {
    let digits = field == .cost ? 6 : 0
    return fields.scaled(mapping[field], to: digits).value.flatMap { Int(exactly: $0) } ?? 0
  }

  /// What a record leaves for sums over its day, and what these look for.
  static func day(of event: UsageEvent, _ space: String) -> EventIdentity {
    Array("\(space)\0\(event.timestamp.utcDay)".utf8).withUnsafeBytes { EventIdentity($0) }
  }

  private mutating func key(
    of record: EventRecord, _ rule: DuplicateRule, _ fields: inout FieldValues,
    _ names: borrowing NameTable
  ) -> EventIdentity? {
    scratch = prefix
    guard let first = mapping.key.first else { return wholeRecord(fields.values) }
    switch first {
    case .slot(let slot): if fields.values.text(slot) == nil { return nil }
    case .field(.eventID): if fields.text(mapping[.eventID]) == nil { return nil }
    case .field: break
    }
    for part in mapping.key {
      switch part {
      case .slot(let slot):
        if let text = fields.values.text(slot) {
          fields.values.withBytes(text) { scratch.append(contentsOf: $0) }
        }
      case .field(.eventID):
        if let (text, _) = fields.text(mapping[.eventID]) {
          fields.values.withBytes(text) { scratch.append(contentsOf: $0) }
        }
      case .field(let field): scratch.append(contentsOf: record.text(of: field, names).utf8)
      }
      scratch.append(0)
    }
    return identity
  }

  /// All that is read of the record, and the how-manieth such record of the file it is.
  private mutating func wholeRecord(_ values: CapturedValues) -> EventIdentity {
    for slot in 0..<mapping.plan.paths.count {
      if let text = values.text(slot) {
        values.withBytes(text) { scratch.append(contentsOf: $0) }
      }
      scratch.append(0)
    }
    let count = seen[identity, default: 0]
    seen[identity] = count + 1
    scratch.append(contentsOf: String(count).utf8)
    return identity
  }

  private var identity: EventIdentity { scratch.withUnsafeBytes { EventIdentity($0) } }
}

/// An event, and where the stretch of time ends that it is a sum over.
struct EventRecord {
  var event = UsageEvent()
  var periodEnd: Instant?

  /// What it says of a field, for a key.
  func text(of field: MappedField, _ names: borrowing NameTable) -> String {
    func name(_ id: NameID) -> String { id.isNone ? "" : names[id] }
    return switch field {
    case .timestamp: String(event.timestamp.milliseconds)
    case .periodEnd: periodEnd.map { String($0.milliseconds) } ?? ""
    case .tool: name(event.tool)
    case .backend: name(event.backend)
    case .model: name(event.model)
    case .session: name(event.session)
    case .serviceTier: name(event.serviceTier)
    case .requests: String(event.requests)
    case .cost: event.reportedCost.map { String($0) } ?? ""
    case .input: String(event.tokens[.input])
    case .output: String(event.tokens[.output])
    case .cacheRead: String(event.tokens[.cacheRead])
    case .cacheWrite: String(event.tokens[.cacheWrite])
    case .cacheWrite1h: String(event.tokens[.cacheWrite1h])
    case .reasoning: String(event.tokens[.reasoning])
    default: ""
    }
  }
}
