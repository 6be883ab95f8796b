/// A figure of a row of the report: what it is called, what it means, its unit, and how to get it.
///
/// The fields of a row are the one list that everything which names them is made from: JSON, XML,
/// both schemas, the columns of tables, the names of templates and the keys of rules.
///
///     Field("rank", "1 is the highest score.") { $0.rank }
package struct Field<Row>: Sendable {
  package let description: FieldDescription
  /// The row's value; nil where the row has no such key at all.
  let value: @Sendable (Row) -> FieldValue?

  package var name: String { description.name }

  /// A field that every row has; a `nil` is written as null.
  package init<Value: FieldType>(
    _ name: String, _ about: String, in unit: FieldUnit? = nil,
    _ value: @escaping @Sendable (Row) -> Value
  ) {
    description = FieldDescription(
      name: name, about: about, kind: Value.kind, unit: unit, mayBeNull: Value.mayBeNull)
    self.value = { value($0).fieldValue }
  }

  /// A field that a row has only where it was asked for.
  package init<Value: FieldType>(
    optional name: String, _ about: String, _ value: @escaping @Sendable (Row) -> Value?
  ) {
    description = FieldDescription(
      name: name, about: about, kind: Value.kind, unit: nil, mayBeNull: Value.mayBeNull,
      mayBeAbsent: true)
    self.value = { value($0)?.fieldValue }
  }

  /// The row's value as writers take it; nil where the row has no such key.
  package func value(of row: Row) -> FieldValue? { value(row) }

  /// The same field in a table of other rows, in which it may have no value.
  package func adapted<Other>(
    mayBeNull: Bool, _ value: @escaping @Sendable (Other) -> FieldValue?
  ) -> Field<Other> {
    Field<Other>(
      description: FieldDescription(
        name: name, about: description.about, kind: description.kind, unit: description.unit,
        mayBeNull: mayBeNull || description.mayBeNull)
    ) { value($0) ?? .null }
  }

  init(description: FieldDescription, value: @escaping @Sendable (Row) -> FieldValue?) {
    self.description = description
    self.value = value
  }
}

/// A row of a table of the report, or a section that is an object.
package protocol ReportRow: FieldType {
  /// Its fields, in the order of the JSON report.
  static var fields: [Field<Self>] { get }
}

extension ReportRow {
  package static var kind: FieldKind { .row(fields.map(\.description)) }
  package var fieldValue: FieldValue { .row(self) }

  /// Each field with its value, in order.
  package func forEachField(_ body: (FieldDescription, FieldValue) -> Void) {
    for field in Self.fields {
      if let value = field.value(self) { body(field.description, value) }
    }
  }
}

/// Puts the fields of an inner row into those of an outer one.
///
///     [Field("hour", …) { $0.hour }] + fields(of: \.measures)
package func fields<Outer, Inner: ReportRow>(
  of inner: @escaping @Sendable (Outer) -> Inner
) -> [Field<Outer>] {
  Inner.fields.map { field in
    Field(description: field.description) { field.value(inner($0)) }
  }
}
