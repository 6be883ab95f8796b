import CLibXML2
import ExactNumbers
package import Reporting
import Templating

/// A report as XML, written with libxml2.
///
///     <report xmlns="urn:tariff:report:1">
///       <schema_version>1</schema_version>
///       <totals><requests>877</requests>…
///
/// A field is an element, the rows of a list are `item`s, and null is an empty element with
/// `xsi:nil`. Where names are data (meters, group keys, evidence, options) they are `entry` elements
/// with a name, so that any name is possible.
package struct XMLRenderer {
  package init() {}

  package func render(_ report: Report) throws -> String {
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

  private func write(_ report: Report, _ writer: xmlTextWriterPtr) -> Bool {
    var isWritten = xmlTextWriterSetIndent(writer, 1) >= 0
    isWritten = xmlTextWriterSetIndentString(writer, "  ") >= 0 && isWritten
    isWritten = xmlTextWriterStartDocument(writer, nil, "UTF-8", nil) >= 0 && isWritten
    isWritten = xmlTextWriterStartElement(writer, "report") >= 0 && isWritten
    let namespaces = [
      ("xmlns", XMLSchema.namespace),
      ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ]
    for (name, value) in namespaces {
      isWritten = xmlTextWriterWriteAttribute(writer, name, value) >= 0 && isWritten
    }
    isWritten = content(.row(report), writer) && isWritten
    return xmlTextWriterEndDocument(writer) >= 0 && isWritten
  }

  /// What stands in an element.
  private func content(_ value: FieldValue, _ writer: xmlTextWriterPtr) -> Bool {
    switch value {
    case .row(let row):
      var isWritten = true
      row.forEachField { field, value in
        isWritten = element(field.name, writer) { content(value, writer) } && isWritten
      }
      return isWritten
    case .rows(let rows):
      return rows.allSatisfy { row in element("item", writer) { content(.row(row), writer) } }
    case .data(let object):
      return object.fields.allSatisfy { field in
        element("entry", writer) {
          xmlTextWriterWriteAttribute(writer, "name", Self.clean(field.name)) >= 0
            && content(field.value, writer)
        }
      }
    case .null, .bool, .integer, .decimal, .text: return content(value.tree, writer)
    }
  }

  private func content(_ value: TemplateValue, _ writer: xmlTextWriterPtr) -> Bool {
    switch value {
    case .null: xmlTextWriterWriteAttribute(writer, "xsi:nil", "true") >= 0
    case .bool(let value): text(value ? "true" : "false", writer)
    case .integer(let value): text(String(value), writer)
    case .decimal(let value): text(value.description, writer)
    case .text(let value): text(Self.clean(value), writer)
    case .list(let elements):
      elements.allSatisfy { value in element("item", writer) { content(value, writer) } }
    case .object(let object): content(.data(object), writer)
    }
  }

  private func element(
    _ name: String, _ writer: xmlTextWriterPtr, _ content: () -> Bool
  ) -> Bool {
    xmlTextWriterStartElement(writer, name) >= 0 && content()
      && xmlTextWriterEndElement(writer) >= 0
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
