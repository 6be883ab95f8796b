package import ExactNumbers
package import Metering
package import Templating

/// A type that a field can have.
package protocol FieldType: Sendable {
  static var kind: FieldKind { get }
  static var mayBeNull: Bool { get }
  var fieldValue: FieldValue { get }
}

/// A field's value in one row, as writers take it.
package enum FieldValue: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case decimal(ExactDecimal)
  case text(String)
  case row(any ReportRow)
  case rows([any ReportRow])
  case data(TemplateObject)
}

extension FieldType {
  package static var mayBeNull: Bool { false }
}

extension String: FieldType {
  package static var kind: FieldKind { .text }
  package var fieldValue: FieldValue { .text(self) }
}

extension Int: FieldType {
  package static var kind: FieldKind { .integer }
  package var fieldValue: FieldValue { .integer(self) }
}

extension Bool: FieldType {
  package static var kind: FieldKind { .boolean }
  package var fieldValue: FieldValue { .bool(self) }
}

extension ExactDecimal: FieldType {
  package static var kind: FieldKind { .decimal }
  package var fieldValue: FieldValue { .decimal(self) }
}

extension CivilDate: FieldType {
  package static var kind: FieldKind { .text }
  package var fieldValue: FieldValue { .text(description) }
}

extension TemplateObject: FieldType {
  package static var kind: FieldKind { .data }
  package var fieldValue: FieldValue { .data(self) }
}

extension Optional: FieldType where Wrapped: FieldType {
  package static var kind: FieldKind { Wrapped.kind }
  package static var mayBeNull: Bool { true }
  package var fieldValue: FieldValue { self?.fieldValue ?? .null }
}

extension Array: FieldType where Element: ReportRow {
  package static var kind: FieldKind { .rows(Element.fields.map(\.description)) }
  package var fieldValue: FieldValue { .rows(self) }
}

/// A whole number that is kept as a decimal, since what-if questions divide it.
package struct WholeNumber: FieldType {
  package let value: ExactDecimal

  package init(_ value: ExactDecimal) { self.value = value }

  package static var kind: FieldKind { .integer }
  package var fieldValue: FieldValue { .decimal(value) }
}

/// A moment as a report shows it: RFC 3339 with milliseconds, in the report's zone.
package struct Timestamp: FieldType {
  package let instant: Instant
  package let zone: ZoneOffsets

  package init(_ instant: Instant, in zone: ZoneOffsets) {
    self.instant = instant
    self.zone = zone
  }

  package static var kind: FieldKind { .text }
  package var fieldValue: FieldValue { .text(text) }
  package var text: String { zone.timestamp(instant) }
}
