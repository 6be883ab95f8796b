import JSONScanning
import Metering

/// The counts of a span or log record, made disjoint.
///
/// By the conventions input has what was read from and written to the cache in it, and output the
/// reasoning. Where the stated total fits the other reading only, or more is cached than was read,
/// the parts are apart.
struct OTLPUsage {
  private var input = 0
  private var output = 0
  private var cacheRead = 0
  private var cacheWrite = 0
  private var cacheWrite1h = 0
  private var reasoning = 0
  private var total: Int?
  private(set) var isValid = true
  /// Whether a count of tokens was stated, be it 0.
  private(set) var isStated = false
  /// How many counts were stated: of two records of one request the one that says more is better.
  private(set) var detail = 0
  /// Whether the parts are apart by the source's own convention.
  var isDisjoint = false
  /// Whether the reasoning is apart by the source's own convention.
  var hasReasoningApart = false

  init(_ attributes: OTLPAttributes) {
    input = count(.input, attributes)
    output = count(.output, attributes)
    isStated = detail > 0
    cacheRead = count(.cacheRead, attributes)
    cacheWrite = count(.cacheWrite, attributes)
    cacheWrite1h = count(.cacheWrite1h, attributes)
    reasoning = count(.reasoning, attributes)
    total = attributes[.total] == nil ? nil : count(.total, attributes)
    isStated = isStated || total != nil
  }

  private mutating func count(_ attribute: OTLPAttribute, _ attributes: OTLPAttributes) -> Int {
    guard attributes[attribute] != nil else { return 0 }
    detail += 1
    if let count = attributes.number(attribute)?.count { return count }
    isValid = false
    return 0
  }

  /// Adds the counts to an event; false where a part is larger than its whole.
  func count(into event: inout UsageEvent, _ notes: inout RecordNotes) -> Bool {
    guard input + output + cacheRead + cacheWrite + reasoning > 0 else {
      event.tokens[.unsplit] = total ?? 0
      return true
    }
    let cached = cacheRead + cacheWrite
    let isApart = isDisjoint || isCacheApart
    let isReasoningApart = hasReasoningApart || total == input + output + reasoning
    guard isApart || cached <= input, isReasoningApart || reasoning <= output else { return false }
    if isApart != isDisjoint { notes.insert(.otherConvention) }
    event.tokens[.input] = isApart ? input : input - cached
    event.tokens[.cacheRead] = cacheRead
    event.tokens[.cacheWrite] = cacheWrite - min(cacheWrite1h, cacheWrite)
    event.tokens[.cacheWrite1h] = min(cacheWrite1h, cacheWrite)
    event.tokens[.output] = isReasoningApart ? output : output - reasoning
    event.tokens[.reasoning] = reasoning
    if let total, total > 0, total != event.tokens.total { notes.insert(.tokenTotalMismatch) }
    return true
  }

  private var isCacheApart: Bool {
    let cached = cacheRead + cacheWrite
    guard cached > 0 else { return false }
    return cached > input || total == input + output + cached
  }
}
