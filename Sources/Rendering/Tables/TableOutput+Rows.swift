package import Reporting
import Templating

extension TableOutput {
  /// A table of the plain fields of rows, in their order, and the currency of all amounts.
  package init<Row: ReportRow>(of rows: [Row], currency: String) {
    let columns = TableColumn.columns(of: Row.fields.map(\.description)).map(\.name)
    self.init(
      columns: columns + ["currency"],
      rows: rows.map { row in
        var cells: [TemplateValue] = []
        TableColumn.addCells(of: row, to: &cells)
        return cells + [.text(currency)]
      })
  }
}
