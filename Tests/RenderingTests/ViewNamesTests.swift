import Foundation
import Rendering
import Reporting
import Templating
import TestSupport
import Testing

/// The names of `view`, which no schema describes.
struct `The view's names` {
  @Test func `are all explained in the page about templates`() throws {
    let page = try String(
      contentsOf: Program.root.appending(path: "docs/templates.md"), encoding: .utf8)
    let tree = try DocumentView(try Report.sample(), charts: "text").tree
    guard case .object(let view)? = tree["view"] else {
      Issue.record("there is no view")
      return
    }
    #expect(view.fields.count > 40)
    #expect(Set(view.fields.map(\.name)).count == view.fields.count)
    let unexplained = view.fields.map(\.name).filter { name in
      !page.contains("`view.\(name)`") && !page.contains("`view.\(name)[]`")
    }
    #expect(unexplained == [])
  }
}
