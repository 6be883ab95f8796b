import JSONScanning
import Metering

/// Makes an event of the values of one record, as a mapping says.
struct MappedRecord {
  private let mapping: CompiledMapping
  private let options: InputOptions
  private var fields: FieldValues
  private var record = EventRecord()
  private var event: UsageEvent {
    get { record.event }
    _modify { yield &record.event }
  }
  private var notes = RecordNotes()
  private var names = NameCache()
  /// What `remember` keeps of the records before, by its place in the mapping.
  private var kept: [[UInt8]?]
  private var identities: RecordIdentities
  private(set) var groupings: Groupings
  /// By what the page that is read is grouped: a bit for each dimension.
  private var grouping: UInt64 = 0
  private var file = ""
  private var pages = 0

  init(_ mapping: CompiledMapping, _ options: InputOptions) {
    self.mapping = mapping
    self.options = options
    fields = FieldValues(mapping.values, lookups: mapping.plan.lookups)
    kept = mapping.remembered.map { _ in nil }
    identities = RecordIdentities(mapping)
    groupings = Groupings(mapping.mapping.name)
  }

  /// Whether sums of the format are grouped by what is asked.
  var hasDimensions: Bool { !mapping.dimensions.isEmpty }

  mutating func begin(_ file: SourceFile) {
    fields.place = mapping.usesPlace ? file.components : []
    fields.besides = mapping.besides.map { $0.value(beside: file.path) }
    for index in kept.indices { kept[index] = nil }
    identities.beginFile()
    (self.file, pages) = (hasDimensions ? file.path : "", 0)
  }

  /// Says what the record of these values is; they are given back with what was added to them.
  mutating func report(
    _ values: inout CapturedValues, to output: inout RecordOutput, at offset: Int, isWhole: Bool
  ) throws {
    swap(&fields.values, &values)
    defer { swap(&fields.values, &values) }
    remember()
    guard fields.holds(mapping.when), !fields.anyHolds(mapping.unless) else { return output.skip() }
    if !mapping.cached.isEmpty, fields.anyHolds(mapping.cached) {
      output.note(.answeredFromCache, at: offset)
      return output.skip()
    }
    if mapping.mapping.kind == .bill { return output.skip() }
    let counts: TokenInclusions.Raw
    switch rawCounts() {
    case .invalid: return output.reject(.invalidNumber, at: offset)
    case .absent: counts = TokenInclusions.Raw(counts: mapping.noCounts, total: nil)
    case .value(let found): counts = found
    }
    guard mapping.hasConditions || saysUsage(counts) else { return output.skip() }
    record = EventRecord()
    notes = RecordNotes()
    if let reason = judge(counts, &output.names) { return output.reject(reason, at: offset) }
    try deliver(to: &output, at: offset, isWhole: isWhole)
  }

  // MARK: Pages

  /// A page of sums begins, about whose grouping nothing is known.
  mutating func beginPage() {
    grouping = 0
    pages += 1
    groupings.beginPage("\(file):\(pages)")
  }

  /// A record of the page shows by what it is grouped.
  mutating func learnGrouping(_ values: CapturedValues) {
    for (index, slot) in mapping.dimensions.enumerated() where values.text(slot) != nil {
      grouping |= dimension(index)
    }
  }

  /// The columns of a table show by what it is grouped.
  mutating func learnGrouping(columns: [String]) {
    beginPage()
    let paths = mapping.mapping.duplicates?.dimensions ?? []
    for (index, path) in paths.enumerated() where columns.contains(path.text) {
      grouping |= dimension(index)
    }
  }

  private func dimension(_ index: Int) -> UInt64 {
    1 << UInt64(mapping.dimensions.count - 1 - index)
  }

  /// The page is over, or the file.
  mutating func endPage() { groupings.endPage() }

  /// Keeps what later records of the file will ask for.
  private mutating func remember() {
    for (index, remembered) in mapping.remembered.enumerated() {
      if let found = fields.text(remembered.source) {
        kept[index] = fields.values.withBytes(found.text) { [UInt8]($0) }
      }
      if let text = kept[index] {
        fields.values.set(remembered.slot, to: fields.values.append(text))
      }
    }
  }

  private mutating func deliver(
    to output: inout RecordOutput, at offset: Int, isWhole: Bool
  ) throws {
    if let days = mapping.mapping.duplicates?.tellsOfDays {
      output.mark(RecordIdentities.day(of: event, days))
    }
    var copy = identities.copy(of: record, &fields, output.names, isWhole: isWhole)
    if hasDimensions {
      let mark = groupings.add(
        record, dimensions: grouping, of: mapping.dimensions.count, output.names)
      copy?.unless = mark
    }
    guard let copy else { return try output.add(event, notes, at: offset) }
    try output.hold(event, notes, as: copy, at: offset)
  }

  // MARK: Counts

  /// The counts as the source has them.
  private mutating func rawCounts() -> FieldValues.Number<TokenInclusions.Raw> {
    var raw = TokenInclusions.Raw(counts: mapping.noCounts, total: nil)
    for (index, source) in mapping.countSources.enumerated() where !source.isEmpty {
      switch fields.count(source) {
      case .absent: break
      case .invalid: return .invalid
      case .value(let count): raw.counts[index] = count
      }
    }
    switch fields.count(mapping[.tokensUsed]) {
    case .absent: break
    case .invalid: return .invalid
    case .value(let total): raw.total = total
    }
    return .value(raw)
  }

  /// Whether a record that no condition speaks of says anything about usage.
  private mutating func saysUsage(_ raw: TokenInclusions.Raw) -> Bool {
    if raw.total != nil || raw.counts.contains(where: { $0 != nil }) { return true }
    let others = [mapping[.cost], mapping[.requests], mapping[.promptLength]]
    return (others + mapping.meters.map(\.source)).contains { fields.text($0) != nil }
  }

  /// What the record's values mean together; the reason, where they make no event.
  private mutating func judge(
    _ raw: TokenInclusions.Raw, _ table: inout NameTable
  ) -> RejectionReason? {
    switch fields.time(mapping[.timestamp]) {
    case .absent: return .missingTimestamp
    case .invalid: return .invalidTimestamp
    case .value(let time): event.timestamp = options.instant(time, &notes)
    }
    guard let disjoint = mapping.inclusions.disjoint(raw) else { return .negativeRemainder }
    if let note = disjoint.note { notes.insert(note) }
    guard takeMeters(disjoint, &table), takeRequests() else { return .invalidNumber }
    takeTokens(disjoint, raw.total)
    takeNames(&table)
    takeOutcome(&table)
    takeFigures()
    takeLabels(&table)
    noteUnknownTokens(raw)
    return nil
  }

  private mutating func takeTokens(_ disjoint: TokenInclusions.Disjoint, _ total: Int?) {
    for (index, meter) in Meter.allCases.prefix(MappedCount.fields.count).enumerated() {
      event.tokens[meter] = disjoint.counts[index]
    }
    let others = disjoint.counts.dropFirst(MappedCount.fields.count).reduce(0, &+)
    guard event.tokens.total == 0, others == 0 else { return }
    if let total, total > 0 {
      event.tokens[.unsplit] = total
      notes.remove(.tokenTotalMismatch)
    } else if options.estimatesTokens {
      estimate()
    }
  }

  private mutating func estimate() {
    let prompt = fields.count(mapping[.promptLength]).value ?? 0
    let response = fields.count(mapping[.responseLength]).value ?? 0
    guard prompt > 0 || response > 0 else { return }
    event.tokens[.input] = (prompt + 3) / 4
    event.tokens[.output] = (response + 3) / 4
    notes.insert(.estimatedTokens)
  }

  private mutating func takeMeters(
    _ disjoint: TokenInclusions.Disjoint, _ table: inout NameTable
  ) -> Bool {
    for meter in mapping.meters {
      var quantity: Int
      if let index = mapping.inclusions.counts.firstIndex(of: .meter(meter.name)) {
        quantity = disjoint.counts[index]
      } else {
        switch fields.count(meter.source) {
        case .absent: continue
        case .invalid: return false
        case .value(let count): quantity = count
        }
      }
      guard quantity > 0 else { continue }
      let name = table.id(of: meter.name)
      event.otherMeters.append(UsageEvent.OtherMeter(name: name, quantity: quantity))
    }
    event.otherMeters.sort { table.bytes(of: $0.name, precede: $1.name) }
    return true
  }

  /// How many requests it stands for, and what is known of their contexts.
  private mutating func takeRequests() -> Bool {
    let isSum =
      mapping.mapping.kind == .sums || (!mapping.sums.isEmpty && fields.holds(mapping.sums))
    switch fields.count(mapping[.requests]) {
    case .absent: if isSum { notes.insert(.requestsUnknown) }
    case .invalid, .value(0): return false
    case .value(let count): event.requests = count
    }
    if isSum { event.context = .unknown }
    if let context = fields.count(mapping[.contextTokens]).value {
      event.context = .stated(context)
    }
    return true
  }

  /// A request that was not refused, and of which nothing says how large it was.
  private mutating func noteUnknownTokens(_ raw: TokenInclusions.Raw) {
    guard event.isSuccess, event.tokens.total == 0, event.otherMeters.isEmpty else { return }
    guard raw.total == nil, raw.counts.allSatisfy({ $0 == nil }) else { return }
    if mapping.countsTokens { notes.insert(.unknownTokens) }
  }

  // MARK: Names and figures

  private mutating func takeNames(_ table: inout NameTable) {
    event.tool = name(.tool, &table)
    event.backend = name(.backend, &table)
    event.model = name(.model, &table)
    event.routingMethod = name(.routingMethod, &table)
    event.serviceTier = name(.serviceTier, &table)
    event.session = name(.session, &table)
    if event.tool.isNone { event.tool = names.unknown(&table) }
    if event.backend.isNone { event.backend = names.unknown(&table) }
    if event.routingMethod.isNone { event.routingMethod = names.unknown(&table) }
    if event.serviceTier.isNone { event.serviceTier = names.standard(&table) }
  }

  private mutating func name(_ field: MappedField, _ table: inout NameTable) -> NameID {
    guard let (text, from) = fields.text(mapping[field]) else { return .none }
    if from.isAssumed, field == .model { notes.insert(.assumedModel) }
    return id(text, &table)
  }

  private mutating func id(_ text: CapturedValues.Text, _ table: inout NameTable) -> NameID {
    let bytes = fields.values.bytes
    let start = Int(text.start)
    return bytes.withUnsafeBytes { bytes in
      let name = UnsafeRawBufferPointer(rebasing: bytes[start..<(start + Int(text.count))])
      return names.id(of: name, &table)
    }
  }

  private mutating func takeOutcome(_ table: inout NameTable) {
    var error = UsageEvent.UsageError()
    error.type = name(.errorType, &table)
    error.code = name(.errorCode, &table)
    error.message = name(.errorMessage, &table)
    let isError = error != UsageEvent.UsageError()
    event.isSuccess = outcome() ?? !isError
    if !event.isSuccess, isError { event.error = error }
  }

  /// Whether it went well, where the source says so: a truth value, 1 or 0, or a status of HTTP.
  private mutating func outcome() -> Bool? {
    guard let (text, _) = fields.text(mapping[.success]) else { return nil }
    switch fields.values.string(text).lowercased() {
    case "true", "1", "yes", "success", "ok": return true
    case "false", "0", "no", "failure", "failed", "error": return false
    default: break
    }
    if let status = fields.count(mapping[.success]).value { return 100..<400 ~= status }
    notes.insert(ignored: .success)
    return nil
  }

  private mutating func takeFigures() {
    // Beyond 2^53 µs, 285 years, it is no duration.
    let duration = fields.scaled(mapping[.duration], to: 6, unit: .milliseconds)
    event.duration = figure(.duration, duration, upTo: 9_007_199_254_740_992).map { Int($0) }
    // What one charge may be: 10^15 units.
    let limit: Int128 = 1_000_000_000_000_000_000_000_000_000_000_000
    event.reportedCost = figure(.cost, fields.scaled(mapping[.cost], to: 18), upTo: limit)
    let confidence = fields.scaled(mapping[.routingConfidence], to: 9)
    event.routingConfidence =
      figure(.routingConfidence, confidence, upTo: 1_000_000_000).map { Int($0) }
    takePeriodEnd()
  }

  /// A number that is of use; any other counts as absent, which is noted.
  private mutating func figure(
    _ field: MappedField, _ number: FieldValues.Number<Int128>, upTo limit: Int128
  ) -> Int128? {
    switch number {
    case .absent: return nil
    case .value(let value) where 0...limit ~= value: return value
    default:
      if let native = field.native { notes.insert(ignored: native) }
      return nil
    }
  }

  /// Notes where days of the report's zone cut the stretch of time that the record is a sum over.
  private mutating func takePeriodEnd() {
    guard case .value(let time) = fields.time(mapping[.periodEnd]) else { return }
    var unused = RecordNotes()
    let (start, end) = (event.timestamp, options.instant(time, &unused))
    record.periodEnd = end
    guard end > start else { return }
    let zone = options.reportZone
    let isWholeDays = [start, end].allSatisfy { zone.local($0).sinceMidnight == .zero }
    let isWithinDay = zone.local(start).date == zone.local(end - .millisecond).date
    if !isWholeDays, !isWithinDay { notes.insert(.bucketCut) }
  }

  private mutating func takeLabels(_ table: inout NameTable) {
    for label in mapping.labels {
      guard let (text, _) = fields.text(label.source) else { continue }
      addLabel(table.id(of: label.name), id(text, &table))
    }
    for (name, value) in fields.values.members {
      addLabel(id(name, &table), id(value, &table))
    }
    event.labels.sort { table.bytes(of: $0.name, precede: $1.name) }
  }

  private mutating func addLabel(_ name: NameID, _ value: NameID) {
    if event.labels.contains(where: { $0.name == name }) { return }
    event.labels.append(UsageEvent.Label(name: name, value: value))
  }
}
