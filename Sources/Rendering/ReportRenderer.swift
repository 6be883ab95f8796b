package import Templating

/// Makes a document of a report's tree. A renderer computes nothing about usage or cost.
package protocol ReportRenderer {
  func render(_ report: TemplateValue) throws -> String
}
