import CLibXML2

/// What libxml2 says of a document; nothing is loaded from anywhere.
package enum MarkupValidation {
  /// Whether a text is well-formed XML without a document type.
  package static func isWellFormed(xml: String) -> Bool {
    guard let document = parse(xml) else { return false }
    xmlFreeDoc(document)
    return true
  }

  /// How many errors an XML document has by a schema; nil where either can't be read.
  package static func errorCount(xml: String, xsd: String) -> Int? {
    guard let document = parse(xml) else { return nil }
    defer { xmlFreeDoc(document) }
    // The parser reads the text where it stands, so it must stand there until it is parsed.
    let parsed = xsd.withCString { text -> xmlSchemaPtr? in
      let parser = xmlSchemaNewMemParserCtxt(text, Int32(xsd.utf8.count))
      defer { xmlSchemaFreeParserCtxt(parser) }
      return xmlSchemaParse(parser)
    }
    guard let schema = parsed else { return nil }
    defer { xmlSchemaFree(schema) }
    guard let context = xmlSchemaNewValidCtxt(schema) else { return nil }
    defer { xmlSchemaFreeValidCtxt(context) }
    var count: Int32 = 0
    tariff_schema_count_errors(context, &count)
    let result = xmlSchemaValidateDoc(context, document)
    return result < 0 ? nil : max(Int(count), result == 0 ? 0 : 1)
  }

  /// How many errors an HTML document has, but for elements that libxml2's parser is too old for.
  package static func errorCount(html: String) -> Int? {
    guard let context = htmlNewParserCtxt() else { return nil }
    defer { htmlFreeParserCtxt(context) }
    let options =
      Int32(HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue)
      | Int32(HTML_PARSE_NONET.rawValue)
    let document = htmlCtxtReadMemory(
      context, html, Int32(html.utf8.count), nil, "UTF-8", options)
    guard let document else { return nil }
    xmlFreeDoc(document)
    let last = xmlCtxtGetLastError(UnsafeMutableRawPointer(context))?.pointee
    guard let last else { return 0 }
    return last.code == Int32(XML_HTML_UNKNOWN_TAG.rawValue) ? 0 : 1
  }

  private static func parse(_ xml: String) -> xmlDocPtr? {
    let options =
      Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue)
      | Int32(XML_PARSE_NOWARNING.rawValue)
    guard let document = xmlReadMemory(xml, Int32(xml.utf8.count), nil, nil, options) else {
      return nil
    }
    guard xmlGetIntSubset(document) == nil else {
      xmlFreeDoc(document)
      return nil
    }
    return document
  }
}
