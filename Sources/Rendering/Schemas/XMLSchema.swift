import Reporting

/// The XSD of a report, from the fields of its rows.
///
///     <xs:element name="report">
///       <xs:complexType>
///         <xs:sequence>
///           <xs:element name="schema_version" type="xs:string"/>
package enum XMLSchema {
  static let namespace = "urn:tariff:report:1"

  package static var report: String {
    let root = FieldDescription(
      name: "report", about: "", kind: Report.kind, unit: nil, mayBeNull: false)
    return head + element(root, depth: 1) + "</xs:schema>\n"
  }

  private static func element(
    _ field: FieldDescription, depth: Int, occurs: String = ""
  ) -> String {
    let pad = String(repeating: "  ", count: depth)
    let attributes =
      "name=\"\(field.name)\"" + (field.mayBeNull ? " nillable=\"true\"" : "") + occurs
      + (field.mayBeAbsent ? " minOccurs=\"0\"" : "")
    if let type = type(field.kind) {
      return "\(pad)<xs:element \(attributes) type=\"\(type)\"/>\n"
    }
    return "\(pad)<xs:element \(attributes)>\n\(complexType(field.kind, depth: depth + 1))"
      + "\(pad)</xs:element>\n"
  }

  private static func complexType(_ kind: FieldKind, depth: Int) -> String {
    let pad = String(repeating: "  ", count: depth)
    let inner =
      switch kind {
      case .row(let fields): fields.map { element($0, depth: depth + 2) }.joined()
      case .rows(let fields):
        element(
          FieldDescription(
            name: "item", about: "", kind: .row(fields), unit: nil, mayBeNull: false),
          depth: depth + 2, occurs: " minOccurs=\"0\" maxOccurs=\"unbounded\"")
      case .integer, .decimal, .text, .boolean, .data: ""
      }
    return "\(pad)<xs:complexType>\n\(pad)  <xs:sequence>\n\(inner)\(pad)  </xs:sequence>\n"
      + "\(pad)</xs:complexType>\n"
  }

  /// nil for what has elements of its own.
  private static func type(_ kind: FieldKind) -> String? {
    switch kind {
    case .integer: "xs:integer"
    case .decimal: "decimal"
    case .text: "xs:string"
    case .boolean: "xs:boolean"
    case .data: "entries"
    case .row, .rows: nil
    }
  }

  private static let head = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- An element is a key of the JSON report: docs/report.schema.json says what each means. -->
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="\(namespace)"
      targetNamespace="\(namespace)" elementFormDefault="qualified">
      <!-- Amounts may have more digits than a validator reads as xs:decimal: libxml2 stops at 24. -->
      <xs:simpleType name="decimal">
        <xs:union memberTypes="xs:decimal plainDecimal"/>
      </xs:simpleType>
      <xs:simpleType name="plainDecimal">
        <xs:restriction base="xs:token">
          <xs:pattern value="-?[0-9]+(\\.[0-9]+)?"/>
        </xs:restriction>
      </xs:simpleType>
      <xs:complexType name="entries">
        <xs:sequence>
          <xs:element name="entry" minOccurs="0" maxOccurs="unbounded" nillable="true">
            <xs:complexType mixed="true">
              <xs:sequence>
                <xs:element name="item" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
              </xs:sequence>
              <xs:attribute name="name" type="xs:string" use="required"/>
            </xs:complexType>
          </xs:element>
        </xs:sequence>
      </xs:complexType>

    """
}
