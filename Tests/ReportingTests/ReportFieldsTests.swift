import Reporting
import Templating
import Testing

/// The one list of fields: what every format, schema, template and rule names is in it.
struct `The fields of a report` {
  /// The paths of all values of a tree, without the numbers of list elements.
  private func paths(_ value: TemplateValue, _ path: String = "") -> Set<String> {
    switch value {
    case .object(let object):
      object.fields.reduce(into: [path]) { $0.formUnion(paths($1.value, "\(path).\($1.name)")) }
    case .list(let elements):
      elements.reduce(into: [path]) { $0.formUnion(paths($1, path)) }
    case .null, .bool, .integer, .decimal, .text: [path]
    }
  }

  /// The paths of all fields; nothing is known below names that the data decide.
  private func paths(_ fields: [FieldDescription], _ path: String = "") -> Set<String> {
    fields.reduce(into: [path]) { found, field in
      let place = "\(path).\(field.name)"
      found.insert(place)
      switch field.kind {
      case .row(let inner), .rows(let inner): found.formUnion(paths(inner, place))
      case .integer, .decimal, .text, .boolean, .data: break
      }
    }
  }

  private static let data = [".options.", ".meters.", ".keys.", ".evidence."]

  @Test func `are what the sample has, and nothing else`() throws {
    let made = paths(try Report.sample().tree).filter { path in
      !Self.data.contains { path.contains($0) }
    }
    let described = paths(Report.fields.map(\.description))
    #expect(described.count > 300)
    #expect(made.subtracting(described) == [])
    #expect(described.subtracting(made) == [])
  }

  /// A value of each field, by its path.
  private func values(
    _ row: some ReportRow, _ path: String = ""
  ) -> [(path: String, field: FieldDescription, value: FieldValue)] {
    var values: [(path: String, field: FieldDescription, value: FieldValue)] = []
    row.forEachField { field, value in
      let place = "\(path).\(field.name)"
      values.append((place, field, value))
      switch value {
      case .row(let inner): values += self.values(inner, place)
      case .rows(let rows): values += rows.flatMap { self.values($0, place) }
      case .null, .bool, .integer, .decimal, .text, .data: break
      }
    }
    return values
  }

  @Test func `have the kind of value that they say, and null only where they say so`() throws {
    for (path, field, value) in values(try Report.sample()) {
      switch (field.kind, value) {
      case (.integer, .integer), (.integer, .decimal), (.decimal, .decimal), (.text, .text),
        (.boolean, .bool), (.row, .row), (.rows, .rows), (.data, .data):
        break
      case (_, .null): #expect(field.mayBeNull, "\(path)")
      default: Issue.record("\(path): \(value)")
      }
    }
  }

  @Test func `have a sentence each, and a name once`() {
    func check(_ fields: [FieldDescription]) {
      #expect(Set(fields.map(\.name)).count == fields.count)
      for field in fields {
        #expect(!field.about.isEmpty, "\(field.name)")
        if case .row(let inner) = field.kind { check(inner) }
        if case .rows(let inner) = field.kind { check(inner) }
      }
    }
    check(Report.fields.map(\.description))
  }

  @Test func `are all filled in the sample: no list is empty, and no value always null`() throws {
    let values = values(try Report.sample())
    let filled = Set(
      values.compactMap { path, _, value -> String? in
        switch value {
        case .null: nil
        case .rows(let rows): rows.isEmpty ? nil : path
        default: path
        }
      })
    let empty = Set(values.map(\.path)).subtracting(filled)
    // With usage that has no price, how much it costs at most is known of nothing that holds it.
    #expect(empty.filter { !$0.hasSuffix(".high") }.sorted() == [])
  }
}
