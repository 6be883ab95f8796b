/// What is known of a field without a row: for schemas, documentation and checks.
///
/// A class, so that writers are handed a reference for each value, not a copy of its sentences.
package final class FieldDescription: Sendable {
  package let name: String
  /// What it means, as a sentence.
  package let about: String
  package let kind: FieldKind
  package let unit: FieldUnit?
  package let mayBeNull: Bool
  /// Whether a report has the key only where it was asked for.
  package let mayBeAbsent: Bool

  package init(
    name: String, about: String, kind: FieldKind, unit: FieldUnit?, mayBeNull: Bool,
    mayBeAbsent: Bool = false
  ) {
    self.name = name
    self.about = about
    self.kind = kind
    self.unit = unit
    self.mayBeNull = mayBeNull
    self.mayBeAbsent = mayBeAbsent
  }
}

/// What kind of value a field has.
package indirect enum FieldKind: Sendable {
  case integer
  case decimal
  case text
  case boolean
  /// An object with its fields.
  case row([FieldDescription])
  /// A list of objects with these fields.
  case rows([FieldDescription])
  /// An object whose names the data decide.
  case data
}

/// What a number counts.
package enum FieldUnit: String, Sendable {
  case bytes
  case days
  case milliseconds
  /// 0 to 100.
  case percent
  case requests
  case tokens
  /// In the report's currency.
  case money = "report's currency"
  /// In the price book's currency.
  case listMoney = "book's currency"
}
