/// Why a record is not an event.
package enum RejectionReason: Int, CaseIterable, Sendable {
  case invalidNumber, invalidTimestamp, missingTimestamp, negativeRemainder, notAnObject, notARow
  case notJSON, tooLarge, unreadable

  /// The name in reports.
  package var name: String {
    switch self {
    case .invalidNumber: "invalid_number"
    case .invalidTimestamp: "invalid_timestamp"
    case .missingTimestamp: "missing_timestamp"
    case .negativeRemainder: "negative_remainder"
    case .notAnObject: "not_an_object"
    case .notARow: "not_a_row"
    case .notJSON: "not_json"
    case .tooLarge: "too_large"
    case .unreadable: "unreadable"
    }
  }

  package var meaning: String {
    switch self {
    case .invalidNumber: "a count is negative, not whole, more than 2^53, or no number"
    case .invalidTimestamp: "the time is no RFC 3339 date-time and no number since 1970"
    case .missingTimestamp: "there is no time"
    case .negativeRemainder: "a part of a count is larger than the count"
    case .notAnObject: "valid JSON, but no object"
    case .notARow: "a quote in the row is not closed"
    case .notJSON: "not valid JSON"
    case .tooLarge: "larger than a record may be"
    case .unreadable: "the file, or the rest of it, can't be read"
    }
  }
}

/// What there is to say about a record that was used all the same.
package enum RecordNote: Int, CaseIterable, Sendable {
  case assumedZone, estimatedTokens, tokenTotalMismatch
  case timeInSeconds, timeInMicroseconds, timeInNanoseconds, implausibleTime
  case outputLowerBound, forkParentMissing, unloggedUsage, otherConvention, assumedModel,
    outputOnly, metricsNotCounted
  case bucketCut, requestsUnknown, unknownTokens, answeredFromCache, totalUnmoved

  /// The name in reports.
  package var name: String {
    switch self {
    case .assumedZone: "assumed_zone"
    case .estimatedTokens: "estimated_tokens"
    case .tokenTotalMismatch: "token_total_mismatch"
    case .timeInSeconds: "time_in_seconds"
    case .timeInMicroseconds: "time_in_microseconds"
    case .timeInNanoseconds: "time_in_nanoseconds"
    case .implausibleTime: "implausible_time"
    case .outputLowerBound: "output_lower_bound"
    case .forkParentMissing: "fork_parent_missing"
    case .unloggedUsage: "unlogged_usage"
    case .otherConvention: "other_convention"
    case .assumedModel: "assumed_model"
    case .bucketCut: "bucket_cut"
    case .requestsUnknown: "requests_unknown"
    case .unknownTokens: "unknown_tokens"
    case .answeredFromCache: "answered_from_cache"
    case .outputOnly: "output_only"
    case .metricsNotCounted: "metrics_not_counted"
    case .totalUnmoved: "total_unmoved"
    }
  }

  package var meaning: String {
    switch self {
    case .assumedZone: "the time carried no zone and was taken as --assume-zone"
    case .estimatedTokens: "lengths of texts stood in for token counts"
    case .tokenTotalMismatch: "the source's total is not the sum of the split, which was used"
    case .timeInSeconds: "the time was taken as seconds"
    case .timeInMicroseconds: "the time was taken as microseconds"
    case .timeInNanoseconds: "the time was taken as nanoseconds"
    case .implausibleTime: "the time is before 2015, or more than two days after --now"
    case .outputLowerBound:
      "the source wrote down only a part of the output, so it is at least that"
    case .forkParentMissing: "the session that this one continues was not read"
    case .unloggedUsage: "the source's total has usage of which it logged no request"
    case .otherConvention: "the source's total fits only where parts are counted in, or only apart"
    case .assumedModel: "the source names no model, and one was assumed"
    case .bucketCut:
      "a sum over a stretch of time that days of the zone cut; it counts on the day of its start"
    case .requestsUnknown: "a sum that does not say over how many requests; it counts as one"
    case .unknownTokens: "a request of which the source does not say how many tokens it took"
    case .answeredFromCache:
      "answered from a cache of the gateway's own, for which nobody is paid: not usage"
    case .outputOnly: "the source wrote down the output alone"
    case .totalUnmoved: "usage that the session's running total does not have"
    case .metricsNotCounted: "metrics repeat what traces and logs tell, and are not counted"
    }
  }
}

/// Why a record is a copy of another one.
package enum DuplicateReason: Int, CaseIterable, Sendable {
  case sameID, repeatedTotal, replayed, forkCopy, otherSource, summary

  /// The name in reports.
  package var name: String {
    switch self {
    case .sameID: "same_id"
    case .repeatedTotal: "repeated_total"
    case .replayed: "replayed"
    case .forkCopy: "fork_copy"
    case .otherSource: "other_source"
    case .summary: "summary"
    }
  }

  package var meaning: String {
    switch self {
    case .sameID: "another record with the same id was kept"
    case .repeatedTotal: "a running total that did not change"
    case .replayed: "a side conversation that repeats a message of the main one"
    case .forkCopy: "a session that begins with the records of the one it was forked from"
    case .otherSource: "another source tells of the same request in more detail"
    case .summary: "a total over records that were read one by one"
    }
  }
}

/// The notes of one record: ``RecordNote``s, and fields whose values were bad and count as absent.
package struct RecordNotes: Hashable, Sendable {
  /// Fields from the lowest bit on, notes from the highest one down.
  private(set) var bits: UInt64

  package init() { bits = 0 }

  package init(_ note: RecordNote) { bits = 1 << UInt64(63 - note.rawValue) }

  /// Fields whose values were bad.
  init(ignored fields: NativeFieldSet) { bits = fields.bits }

  package var isEmpty: Bool { bits == 0 }

  package mutating func insert(_ note: RecordNote) { bits |= RecordNotes(note).bits }

  package mutating func remove(_ note: RecordNote) { bits &= ~RecordNotes(note).bits }

  package mutating func insert(ignored field: NativeField) { bits |= 1 << UInt64(field.rawValue) }

  package mutating func formUnion(_ other: RecordNotes) { bits |= other.bits }

  static func meaning(bit: Int) -> String {
    if NativeField(rawValue: bit) != nil {
      return "the field's value was bad, and counts as absent"
    }
    return RecordNote(rawValue: 63 - bit)?.meaning ?? ""
  }

  /// The note of one bit, as reports name it.
  static func name(bit: Int) -> String {
    if let field = NativeField(rawValue: bit) { return "ignored_field: \(field.name)" }
    return RecordNote(rawValue: 63 - bit)?.name ?? "?"
  }
}
