/// All usage of one name: a model or a tool.
package struct NamedRow: ReportRow {
  package let name: String
  package let measures: MeasuresRow

  package static let fields: [Field<NamedRow>] =
    [Field("name", FieldText.name) { $0.name }] + Reporting.fields(of: \.measures)
}

/// Sentences that several fields share.
enum FieldText {
  static let name = "The name, as the events have it; \"\" where they have none."
  static let backend = "The backend, provider or deployment that served it."
  static let model = "The model; \"\" where events name none."
  static let meter = "What is counted: input, output, web_searches, …"
  static let method = "How requests were routed."
  static let digest =
    "32 hexadecimal digits; the same for the same content in any order and container."
  static let start = "Inclusive, RFC 3339."
  static let end = "Exclusive, RFC 3339."
  static let count = "How many."
  static let first = "The place of the first one: file and line."
  static let low = "The least it can be, given what the data say."
  static let perMonth = "By the method of the month's estimate."
}
