/// What there is to say about a record that was used all the same.
package struct RecordNotes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The time carried no zone.
  package static let assumedZone = RecordNotes(rawValue: 1 << 63)
  /// Lengths of texts stood in for token counts.
  package static let estimatedTokens = RecordNotes(rawValue: 1 << 62)
  /// `tokens_used` is not the sum of the split beside it.
  package static let tokenTotalMismatch = RecordNotes(rawValue: 1 << 61)

  /// The value of a field was bad, and counts as absent.
  package static func ignored(_ field: NativeField) -> RecordNotes {
    RecordNotes(rawValue: 1 << UInt64(field.rawValue))
  }

  /// The note with this one bit, as reports name it.
  static func name(bit: Int) -> String {
    switch bit {
    case 63: "assumed_zone"
    case 62: "estimated_tokens"
    case 61: "token_total_mismatch"
    default: "ignored_field: " + (NativeField(rawValue: bit)?.name ?? "?")
    }
  }
}
