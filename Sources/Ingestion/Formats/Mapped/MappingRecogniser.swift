import JSONScanning

/// Tells by a first look at a file whether a mapping is meant for it.
struct MappingRecogniser {
  private struct Rule {
    /// Of each of these one must be there.
    var groups: [[Name]]
    var values: [CompiledMapping.Condition]
    var lacks: [Name]
    var container: RecognitionRule.Container
  }

  private struct Name {
    var path: FieldPath
    var slot: Int
  }

  private var rules: [Rule] = []
  private var plan: CapturePlan
  private let asksDatabases: Bool

  /// How many records of a document are looked at.
  private static let recordLimit = 64

  init(_ mapping: FormatMapping) {
    plan = CapturePlan(mapping.records)
    asksDatabases = !mapping.questions.isEmpty
    for rule in mapping.recognition { add(rule) }
    if mapping.recognition.isEmpty { addDefault(mapping) }
  }

  private mutating func add(_ rule: RecognitionRule) {
    let values = rule.values.map {
      CompiledMapping.Condition(slot: plan.slot($0.path), test: $0.test)
    }
    rules.append(
      Rule(
        groups: (rule.names + rule.values.map(\.path)).map { [name($0)] }, values: values,
        lacks: rule.lacks.map { name($0) }, container: rule.container))
  }

  /// A time and a count, where the mapping does not say what its files must have.
  private mutating func addDefault(_ mapping: FormatMapping) {
    let counts = MappedCount.fields + [.tokensUsed, .cost, .promptLength]
    let sources = counts.compactMap { mapping.fields[$0] } + mapping.meters.map(\.source)
    let countPaths = mapping.pivot.map { [$0.value] } ?? sources.flatMap(\.paths)
    let groups = [mapping.fields[.timestamp]?.paths ?? [], countPaths]
    rules.append(
      Rule(
        groups: groups.filter { !$0.isEmpty }.map { $0.map { name($0) } }, values: [], lacks: [],
        container: .any))
  }

  private mutating func name(_ path: FieldPath) -> Name { Name(path: path, slot: plan.slot(path)) }

  func recognise(_ sample: FileSample) -> Recognition {
    var best = Recognition.foreign
    for rule in rules {
      switch (recognise(sample, rule), best) {
      case (.certain, _): return .certain
      case (.possible, _): best = .possible
      case (.lacks(let names, let count), .foreign): best = .lacks(names, of: count)
      default: break
      }
    }
    return best
  }

  private func recognise(_ sample: FileSample, _ rule: Rule) -> Recognition {
    switch sample {
    case .columns(let columns) where rule.container != .json: recognise(columns, rule)
    case .object(let object) where rule.container != .csv: recognise(object, rule)
    case .tables where asksDatabases: recognise(sample, names: rule)
    default: .foreign
    }
  }

  /// What a look finds: the names that are missing, by their rule's groups.
  private func result(_ missing: [Name], _ rule: Rule, or found: Recognition) -> Recognition {
    if missing.isEmpty { return found }
    if missing.count == rule.groups.count { return .foreign }
    return .lacks(missing.map(\.path.text), of: rule.groups.count)
  }

  /// Of a database the names are `table.column`.
  private func recognise(_ sample: FileSample, names rule: Rule) -> Recognition {
    let missing = rule.groups.compactMap { group in
      group.contains { sample.has($0.path.text) } ? nil : group.first
    }
    return result(missing, rule, or: .certain)
  }

  // MARK: Columns

  private func recognise(_ columns: [String], _ rule: Rule) -> Recognition {
    let inCells = plan.ways.contains { way in
      way.steps.first.map { columns.contains($0.name) } ?? false
    }
    // What the cells hold is seen only when they are read.
    if inCells { return .possible }
    guard plan.plainWay != nil, !rule.lacks.contains(where: { Self.has(columns, $0.path) }) else {
      return .foreign
    }
    let missing = rule.groups.compactMap { group in
      group.contains { Self.has(columns, $0.path) } ? nil : group.first
    }
    return result(missing, rule, or: rule.values.isEmpty ? .certain : .possible)
  }

  /// Whether a column has the path's name, or holds the JSON in which the path goes on.
  private static func has(_ columns: [String], _ path: FieldPath) -> Bool {
    guard path.up == 0, path.remembered == nil else { return false }
    let text = path.text
    return columns.contains { column in
      guard !column.isEmpty, text.hasPrefix(column) else { return false }
      let rest = text.utf8.dropFirst(column.utf8.count).first
      return rest == nil || rest == UInt8(ascii: ".") || rest == UInt8(ascii: "[")
    }
  }

  // MARK: Objects

  private func recognise(_ object: ObjectOutline, _ rule: Rule) -> Recognition {
    let names = object.names
    let isOnWay = plan.ways.contains { way in
      way.steps.first.map { names.contains($0.name) } ?? false
    }
    if !isOnWay {
      guard plan.plainWay != nil else { return .foreign }
      // A look at the outer names tells most files apart.
      let missing = rule.groups.compactMap { group in
        group.contains { Self.has(names, $0.path) } ? nil : group.first
      }
      if !missing.isEmpty { return result(missing, rule, or: .foreign) }
    }
    return look(into: object, rule)
  }

  /// Goes through the first records of an object, which may be cut off by the end of the look.
  private func look(into object: ObjectOutline, _ rule: Rule) -> Recognition {
    var capture = RecordCapture(plan, CapturedValues(slots: plan.paths.count))
    capture.isLenient = true
    var found = Recognition.foreign
    var count = 0
    var cursor = object.cursor
    try? capture.scan(&cursor)
    try? capture.walk(object.cursor) { values, _, _ in
      count += 1
      if case .certain = found { throw Enough() }
      guard count <= Self.recordLimit else { throw Enough() }
      let result = judge(values, rule)
      if result != .foreign { found = result }
    }
    if count == 0, capture.hasRecords, !capture.isPlain { return judgeEmpty(capture.values, rule) }
    return found
  }

  /// Of a document whose list of records is empty only what is around the list can tell.
  private func judgeEmpty(_ values: CapturedValues, _ rule: Rule) -> Recognition {
    let outer = rule.groups.filter { $0.allSatisfy { $0.path.up > 0 } }
    let isThere = outer.allSatisfy { $0.contains { values.isThere($0.slot) } }
    return isThere && !outer.isEmpty ? .possible : .foreign
  }

  private struct Enough: Error {}

  private func judge(_ values: CapturedValues, _ rule: Rule) -> Recognition {
    guard !rule.lacks.contains(where: { values.isThere($0.slot) }),
      FieldValues(values).holds(rule.values)
    else { return .foreign }
    let missing = rule.groups.compactMap { group in
      group.contains { values.isThere($0.slot) } ? nil : group.first
    }
    return result(missing, rule, or: .certain)
  }
}
