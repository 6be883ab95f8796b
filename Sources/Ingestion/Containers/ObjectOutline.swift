package import JSONScanning

/// The members of a JSON object by name, without what they hold; for a look at a file's start.
///
/// Of an object that is broken, or goes on beyond the bytes at hand, it holds what comes before.
package final class ObjectOutline {
  private struct Member {
    var name: String
    var kind: JSONKind
    var offset: Int
  }

  private let bytes: UnsafeRawBufferPointer
  private let offset: Int
  private lazy var walked = walk()

  /// The object at a place of bytes, which must outlive it.
  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  /// A cursor before the object.
  var cursor: JSONCursor { JSONCursor(bytes, at: offset) }

  /// Where the object ends; nil where it is broken or cut off.
  var end: Int? { walked.end }

  /// The names of its members, in their order.
  package var names: [String] { walked.members.map(\.name) }

  /// Whether one of its first members has a name for which `isWanted` holds; stops there.
  package func hasName(where isWanted: (UnsafeRawBufferPointer) -> Bool) -> Bool {
    var cursor = JSONCursor(bytes, at: offset)
    guard var progress = try? cursor.enterObject() else { return false }
    while let name = try? cursor.nextName(&progress) {
      if isWanted(name.raw) { return true }
      guard (try? cursor.skipValue()) != nil else { return false }
    }
    return false
  }

  /// What stands at a path such as `message.usage`, or `data[].results[]`, where `[]` is the first
  /// element of an array; nil where nothing does.
  package func kind(_ path: String) -> JSONKind? { member(path)?.kind }

  /// The text at a path; nil where there is none, or something else.
  package func text(_ path: String) -> String? {
    guard let member = member(path), case .string = member.kind else { return nil }
    var cursor = JSONCursor(bytes, at: member.offset)
    return (try? cursor.string())?.string
  }

  private func member(_ path: String) -> Member? {
    var object: ObjectOutline? = self
    var found: Member?
    for part in path.split(separator: ".") {
      let isList = part.hasSuffix("[]")
      let name = isList ? part.dropLast(2) : part
      guard let outline = object else { return nil }
      found = outline.walked.members.last { $0.name.utf8.elementsEqual(name.utf8) }
      if isList { found = found.flatMap(firstElement) }
      object = found.flatMap(asObject)
    }
    return found
  }

  private func asObject(_ member: Member) -> ObjectOutline? {
    guard case .object = member.kind else { return nil }
    return ObjectOutline(bytes, at: member.offset)
  }

  private func firstElement(_ list: Member) -> Member? {
    var cursor = JSONCursor(bytes, at: list.offset)
    guard var progress = try? cursor.enterArray(),
      (try? cursor.nextElement(&progress)) == true, let kind = try? cursor.peek()
    else { return nil }
    return Member(name: list.name, kind: kind, offset: cursor.offset)
  }

  private func walk() -> (members: [Member], end: Int?) {
    var members: [Member] = []
    var cursor = JSONCursor(bytes, at: offset)
    do {
      var progress = try cursor.enterObject()
      while let name = try cursor.nextName(&progress) {
        let kind = try cursor.peek()
        members.append(Member(name: name.string, kind: kind, offset: cursor.offset))
        try cursor.skipValue()
      }
      return (members, cursor.offset)
    } catch {
      return (members, nil)
    }
  }
}
