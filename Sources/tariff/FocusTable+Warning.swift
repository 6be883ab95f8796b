import Reporting

extension FocusTable {
  /// Says on standard error what has no row: usage without a price.
  func warn() {
    guard !unpriced.isEmpty else { return }
    let shown = unpriced.prefix(3).map(\.text).joined(separator: ", ")
    let rest = unpriced.count > 3 ? " and \(unpriced.count - 3) more" : ""
    Voice.note(
      "the FOCUS file leaves out usage without a price: \(shown)\(rest); "
        + "add prices for it, or see x_Report in the metadata")
  }
}

extension FocusTable.Unpriced {
  fileprivate var text: String {
    let name = model.isEmpty ? backend : "\(backend)/\(model)"
    return "\(quantity) \(meter) of \(name) (\(reason))"
  }
}
