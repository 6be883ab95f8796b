import ExactNumbers
import Metering

/// A mapping with its paths made into slots, and its texts into constants of the captured values.
struct CompiledMapping {
  typealias Text = CapturedValues.Text

  struct Condition {
    var slot: Int
    var test: MappingCondition.Test
  }

  struct Alternative {
    enum Origin {
      case slot(Int)
      case sum([Int])
      case between(Int, Int)
      case constant(Text)
      /// By its place among ``CompiledMapping/besides``.
      case beside(Int)
      case folder(Int)
      case file
    }

    var origin: Origin
    var unit: FieldSource.Unit?
    var values: [(value: [UInt8], name: Text?)]
    var cut: FieldSource.Cut?
    var timePattern: TimePattern?
    var plus: TimeSpan
    var zone: ZoneOffsets?
    var when: [Condition]
    var isAssumed: Bool
  }

  typealias Source = [Alternative]

  enum KeyPart {
    case slot(Int)
    case field(MappedField)
  }

  struct Named {
    var name: String
    var source: Source
  }

  struct Pivot {
    var name: Int
    var value: Int
    var by: [Int]
    /// The slots of the names that counts may have.
    var counts: [(name: [UInt8], slot: Int)]
  }

  struct Remembered {
    var slot: Int
    var source: Source
  }

  let mapping: FormatMapping
  private(set) var plan: CapturePlan
  /// The constants alone.
  private(set) var values = CapturedValues(slots: 0)
  private(set) var when: [Condition] = []
  private(set) var unless: [Condition] = []
  private(set) var cached: [Condition] = []
  private(set) var sums: [Condition] = []
  private(set) var pivot: Pivot?
  private(set) var remembered: [Remembered] = []
  private(set) var meters: [Named] = []
  private(set) var labels: [Named] = []
  /// What is taken from files beside those that are read.
  private(set) var besides: [FieldSource.BesideFile] = []
  private(set) var key: [KeyPart] = []
  /// The slots of what a sum may be grouped by.
  private(set) var dimensions: [Int] = []
  private(set) var inclusions: TokenInclusions
  private var fields: [Source]

  init(_ mapping: FormatMapping) {
    self.mapping = mapping
    plan = CapturePlan(mapping.records)
    fields = MappedField.allCases.map { _ in [] }
    inclusions = TokenInclusions(mapping)
    for (index, field) in MappedField.allCases.enumerated() {
      fields[index] = mapping.fields[field].map { source($0) } ?? []
    }
    when = conditions(mapping.when)
    unless = conditions(mapping.unless)
    cached = conditions(mapping.cached)
    sums = conditions(mapping.sums)
    meters = mapping.meters.map { Named(name: $0.name, source: source($0.source)) }
    labels = mapping.labels.map { Named(name: $0.name, source: source($0.source)) }
    remembered = mapping.remembered.map { named in
      let slot = FieldPath(parsing: "$" + named.name).map { plan.slot($0) } ?? 0
      return Remembered(slot: slot, source: source(named.source))
    }
    for path in mapping.labelObjects { plan.addLabels(path) }
    key = (mapping.duplicates?.key ?? []).map { part in
      switch part {
      case .path(let path): .slot(plan.slot(path))
      case .field(let field): .field(field)
      }
    }
    dimensions = (mapping.duplicates?.dimensions ?? []).map { plan.slot($0) }
    pivot = mapping.pivot.map { pivot($0) }
    let constants = values
    values = CapturedValues(slots: plan.paths.count)
    values.copyConstants(of: constants)
  }

  /// Where the counts of ``TokenInclusions/counts`` come from.
  var countSources: [Source] {
    inclusions.counts.map { count in
      switch count {
      case .field(let field): self[field]
      case .meter(let name): meters.first { $0.name == name }?.source ?? []
      }
    }
  }

  /// As many counts as there are, none of which is known.
  var noCounts: [Int?] { Array(repeating: nil, count: inclusions.counts.count) }

  /// Whether the mapping says itself which records are usage.
  var hasConditions: Bool { !when.isEmpty }

  /// Whether a record of the format is expected to say how many tokens it took.
  var countsTokens: Bool {
    MappedCount.fields.contains { !self[$0].isEmpty } || !self[.tokensUsed].isEmpty
  }

  /// Whether names of files and folders are values.
  var usesPlace: Bool {
    let sources = fields + remembered.map(\.source) + labels.map(\.source)
    return sources.joined().contains { alternative in
      switch alternative.origin {
      case .folder, .file: true
      default: false
      }
    }
  }

  subscript(field: MappedField) -> Source { fields[field.index] }

  private mutating func source(_ source: FieldSource) -> Source {
    source.alternatives.map { alternative in
      Alternative(
        origin: origin(alternative.origin), unit: alternative.unit,
        values: alternative.values.map { value in
          (Array(value.value.utf8), value.name.map { values.constant($0) })
        },
        cut: alternative.cut, timePattern: alternative.timePattern, plus: alternative.plus,
        zone: alternative.zone, when: conditions(alternative.when), isAssumed: alternative.isAssumed
      )
    }
  }

  private mutating func origin(_ origin: FieldSource.Origin) -> Alternative.Origin {
    switch origin {
    case .path(let path): .slot(plan.slot(path))
    case .sum(let paths): .sum(paths.map { plan.slot($0) })
    case .between(let start, let end): .between(plan.slot(start), plan.slot(end))
    case .constant(let text): .constant(values.constant(text))
    case .beside(let file): .beside(place(of: file))
    case .folder(let number): .folder(number)
    case .file: .file
    }
  }

  private mutating func pivot(_ rule: PivotRule) -> Pivot {
    let (name, value) = (plan.slot(rule.name), plan.slot(rule.value))
    let by = rule.by.map { plan.slot($0) }
    let counts = plan.paths.enumerated().map { (Array($1.text.utf8), $0) }
    return Pivot(name: name, value: value, by: by, counts: counts)
  }

  private mutating func place(of file: FieldSource.BesideFile) -> Int {
    if let known = besides.firstIndex(of: file) { return known }
    besides.append(file)
    return besides.count - 1
  }

  private mutating func conditions(_ conditions: [MappingCondition]) -> [Condition] {
    conditions.map { Condition(slot: plan.slot($0.path), test: $0.test) }
  }
}

extension MappedField {
  /// Its place among all fields.
  var index: Int { Self.indices[self] ?? 0 }

  private static let indices = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}
