import CLibXML2
import ExactNumbers
package import Templating

/// The report's tree as XML, written with libxml2.
///
///     <report xmlns="urn:tariff:report:1">
///       <schema_version>1</schema_version>
///       <totals><requests>877</requests>…
///
/// A key is an element, the elements of a list are `item`s, and null is an empty element with
/// `xsi:nil`. Where keys are data (meters, group keys, evidence, options) they are `entry` elements
/// with a name, so that any name is possible.
package struct XMLRenderer: ReportRenderer {
  package init() {}

  private static let dataKeys = ["meters", "keys", "evidence", "options"]

  package func render(_ report: TemplateValue) throws -> String {
    guard let buffer = xmlBufferCreate() else { throw XMLFailure() }
    defer { xmlBufferFree(buffer) }
    guard let writer = xmlNewTextWriterMemory(buffer, 0) else { throw XMLFailure() }
    let isWritten = write(report, writer)
    // The buffer is whole only once its writer is gone.
    xmlFreeTextWriter(writer)
    guard isWritten, let content = xmlBufferContent(buffer) else { throw XMLFailure() }
    let bytes = UnsafeBufferPointer(start: content, count: Int(xmlBufferLength(buffer)))
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(_ report: TemplateValue, _ writer: xmlTextWriterPtr) -> Bool {
    var isWritten = xmlTextWriterSetIndent(writer, 1) >= 0
    isWritten = xmlTextWriterSetIndentString(writer, "  ") >= 0 && isWritten
    isWritten = xmlTextWriterStartDocument(writer, nil, "UTF-8", nil) >= 0 && isWritten
    isWritten = xmlTextWriterStartElement(writer, "report") >= 0 && isWritten
    let namespaces = [
      ("xmlns", "urn:tariff:report:1"),
      ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ]
    for (name, value) in namespaces {
      isWritten = xmlTextWriterWriteAttribute(writer, name, value) >= 0 && isWritten
    }
    isWritten = children(of: report, key: "", writer) && isWritten
    return xmlTextWriterEndDocument(writer) >= 0 && isWritten
  }

  private func element(
    _ name: String, _ value: TemplateValue, key: String, entry: String? = nil,
    _ writer: xmlTextWriterPtr
  ) -> Bool {
    guard xmlTextWriterStartElement(writer, name) >= 0 else { return false }
    if let entry, xmlTextWriterWriteAttribute(writer, "name", Self.clean(entry)) < 0 {
      return false
    }
    return children(of: value, key: key, writer) && xmlTextWriterEndElement(writer) >= 0
  }

  private func children(
    of value: TemplateValue, key: String, _ writer: xmlTextWriterPtr
  ) -> Bool {
    switch value {
    case .null: xmlTextWriterWriteAttribute(writer, "xsi:nil", "true") >= 0
    case .bool(let value): text(value ? "true" : "false", writer)
    case .integer(let value): text(String(value), writer)
    case .decimal(let value): text(value.description, writer)
    case .text(let value): text(Self.clean(value), writer)
    case .list(let elements):
      elements.allSatisfy { element("item", $0, key: "item", writer) }
    case .object(let object) where Self.dataKeys.contains(key):
      object.fields.allSatisfy {
        element("entry", $0.value, key: "entry", entry: $0.name, writer)
      }
    case .object(let object):
      object.fields.allSatisfy { element($0.name, $0.value, key: $0.name, writer) }
    }
  }

  private func text(_ text: String, _ writer: xmlTextWriterPtr) -> Bool {
    text.isEmpty || xmlTextWriterWriteString(writer, text) >= 0
  }

  /// The writer lets characters through that XML 1.0 does not have: they become U+FFFD.
  private static func clean(_ text: String) -> String {
    func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.value {
      case 9, 10, 13, 0x20...0xFFFD, 0x10000...: true
      default: false
      }
    }
    guard !text.unicodeScalars.allSatisfy(isAllowed) else { return text }
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { clean.append(isAllowed(scalar) ? scalar : "\u{FFFD}") }
    return String(clean)
  }
}

/// libxml2 had no memory.
struct XMLFailure: Error, CustomStringConvertible {
  var description: String { "the XML document could not be written: out of memory" }
}
