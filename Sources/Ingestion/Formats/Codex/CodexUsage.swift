import JSONScanning
import Metering

/// A count of usage of Codex: of a request, or of a session so far.
///
/// Input has cached and newly cached tokens in it, and output the reasoning.
struct CodexUsage: Hashable {
  private var input = 0
  private var cached = 0
  private var cacheWrite = 0
  private var output = 0
  private var reasoning = 0
  private(set) var total = 0
  /// Whether all of them are counts.
  private(set) var isValid = true

  init(_ cursor: inout JSONCursor) throws {
    _ = try cursor.membersIfAny { name, cursor in
      if name.is("input_tokens") {
        input = try cursor.count(&isValid)
      } else if name.is("cached_input_tokens") {
        cached = try cursor.count(&isValid)
      } else if name.is("cache_write_input_tokens") {
        cacheWrite = try cursor.count(&isValid)
      } else if name.is("output_tokens") {
        output = try cursor.count(&isValid)
      } else if name.is("reasoning_output_tokens") {
        reasoning = try cursor.count(&isValid)
      } else if name.is("total_tokens") {
        total = try cursor.count(&isValid)
      } else {
        try cursor.skipValue()
      }
    }
  }

  /// The counts without their stated total.
  private var parts: SIMD8<Int> { [input, cached, cacheWrite, output, reasoning, 0, 0, 0] }

  /// By how much a running total grew; nil where it did not.
  ///
  /// The first total of a file may go on from another file's: what was used last is its growth. A
  /// total that shrank began anew.
  func growth(since before: CodexUsage?, last: CodexUsage) -> CodexUsage? {
    guard let before else { return isWithin(last) ? nilIfNothing : last.nilIfNothing }
    if parts == before.parts { return nil }
    if !before.isWithin(self) { return nilIfNothing }
    var growth = self
    growth.input -= before.input
    growth.cached -= before.cached
    growth.cacheWrite -= before.cacheWrite
    growth.output -= before.output
    growth.reasoning -= before.reasoning
    growth.total = max(total - before.total, 0)
    return growth
  }

  private var nilIfNothing: CodexUsage? { parts == .zero ? nil : self }

  /// Whether no count is larger than the other's.
  private func isWithin(_ other: CodexUsage) -> Bool { (other.parts &- parts).min() >= 0 }

  /// What tells a total from others: its counts, and how often it stood before without growing.
  func identity(
    in thread: EventIdentity = EventIdentity("codex total"), repeats: Int
  ) -> EventIdentity {
    [input, cached, cacheWrite, output, reasoning, repeats].reduce(thread) { identity, count in
      EventIdentity("codex", identity, number: count)
    }
  }

  /// Adds the counts to an event, disjoint; false where a part is larger than its whole.
  func count(into event: inout UsageEvent, _ notes: inout RecordNotes) -> Bool {
    guard parts != .zero else {
      event.tokens[.unsplit] = total
      return true
    }
    guard cached <= input, cacheWrite <= input - cached else { return false }
    // Where the stated total has the reasoning apart, it is not in the output.
    let isApart = reasoning > 0 && total == input + output + reasoning
    guard isApart || reasoning <= output else { return false }
    if isApart {
      notes.insert(.otherConvention)
    } else if total > 0, total != input + output {
      notes.insert(.tokenTotalMismatch)
    }
    event.tokens[.input] = input - cached - cacheWrite
    event.tokens[.cacheRead] = cached
    event.tokens[.cacheWrite] = cacheWrite
    event.tokens[.output] = isApart ? output : output - reasoning
    event.tokens[.reasoning] = reasoning
    return true
  }
}
