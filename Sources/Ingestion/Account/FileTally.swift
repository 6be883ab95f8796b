/// What one thread counted in one file, or in a part of one.
struct FileTally: Sendable {
  /// All but the copies that wait until everything is read.
  private(set) var records = 0
  private(set) var notUsage = 0
  private(set) var rejections: [RejectionReason: FoundCount] = [:]
  private(set) var copies: [DuplicateReason: CopyCount] = [:]
  /// Whether the format knew a record of it.
  private(set) var isRecognised = false

  mutating func countUsage() {
    records += 1
    isRecognised = true
  }

  mutating func skip() {
    records += 1
    notUsage += 1
  }

  mutating func countCopy(_ reason: DuplicateReason, tokens: Int) {
    records += 1
    isRecognised = true
    copies[reason, default: CopyCount()].add(tokens)
  }

  /// Rejects a record that the format knew.
  mutating func reject(_ reason: RejectionReason, at place: RecordPlace) {
    isRecognised = true
    rejectForeign(reason, at: place)
  }

  /// Rejects what may be of any format.
  mutating func rejectForeign(_ reason: RejectionReason, at place: RecordPlace) {
    records += 1
    // What can't be read is nobody's, but it is not unknown.
    if reason == .unreadable { isRecognised = true }
    rejections[reason, default: FoundCount(at: place)].add(1, at: place)
  }
}

/// How often something was found, and where first.
struct FoundCount: Sendable {
  private(set) var count = 0
  private(set) var first: RecordPlace

  init(at place: RecordPlace) { first = place }

  mutating func add(_ more: Int, at place: RecordPlace) {
    count += more
    first = min(first, place)
  }

  mutating func merge(_ other: FoundCount) { add(other.count, at: other.first) }
}

/// How many copies were found, and how many tokens they have.
struct CopyCount: Sendable {
  private(set) var records = 0
  private(set) var tokens = 0

  mutating func add(_ tokens: Int) {
    records += 1
    // What does not fit is as good as the largest number.
    self.tokens = self.tokens.addingReportingOverflow(tokens).overflow ? .max : self.tokens + tokens
  }

  mutating func merge(_ other: CopyCount) {
    records += other.records
    let (sum, overflow) = tokens.addingReportingOverflow(other.tokens)
    tokens = overflow ? .max : sum
  }
}
