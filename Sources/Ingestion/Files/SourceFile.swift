/// A file that is read, as its format sees it: where it is, not what it is named after.
package struct SourceFile: Sendable {
  let list: InputList
  /// Its number, in the order of paths and names.
  let index: Int

  /// The path's last component and what is below it: `projects/-work/1.jsonl`.
  package var place: String { list.place(of: index) }

  /// The whole path, as the system knows it.
  var path: String { list.path(of: index) }

  /// The names of ``place``, the file's own last.
  package var components: [String] { place.split(separator: "/").map(String.init) }
}
