import JSONScanning

/// What stands at the paths of some records.
struct SampledValues {
  /// The place of the records: a path as ``RecordsPath`` has it.
  var records = "."
  /// How many records there are.
  var count = 0
  /// By path, in the order in which they come: the values that are there, as texts.
  private(set) var values: [(path: String, texts: [String])] = []
  private var indices: [String: Int] = [:]
  /// By record: what stands at each path.
  private(set) var rows: [[String: String]] = []

  /// The records at a place of some objects; `..` is what stands around them.
  init(_ objects: [JSONValue], at records: RecordsPath) {
    self.records = records.text
    for object in objects { descend(object, records.steps[...], outer: [:]) }
  }

  private mutating func descend(
    _ object: JSONValue, _ steps: ArraySlice<RecordsPath.Step>, outer: [String: String]
  ) {
    guard let step = steps.first else { return add(object, outer) }
    let around = Self.flat(object, leaving: step.name)
    var outer = Dictionary(uniqueKeysWithValues: outer.map { ("../" + $0.key, $0.value) })
    for (path, text) in around { outer["../" + path] = text }
    guard let inner = object[step.name] else { return }
    let elements = step.isList ? inner.elements : [inner]
    for element in elements { descend(element, steps.dropFirst(), outer: outer) }
  }

  private mutating func add(_ record: JSONValue, _ outer: [String: String]) {
    guard count < SampledRecords.limit else { return }
    count += 1
    var row = outer
    let own = Self.flat(record, leaving: nil)
    for (path, text) in own { row[path] = text }
    rows.append(row)
    let around = outer.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (path, text) in own + around.map({ ($0.key, $0.value) }) { add(path, text) }
  }

  private mutating func add(_ path: String, _ text: String) {
    if indices[path] == nil {
      indices[path] = values.count
      values.append((path, []))
    }
    guard let index = indices[path], !text.isEmpty else { return }
    values[index].texts.append(text)
  }

  /// The members of an object and of those in it, by their paths; lists are left out.
  private static func flat(
    _ value: JSONValue, leaving: String?, prefix: String = "", depth: Int = 0
  ) -> [(String, String)] {
    var flat: [(String, String)] = []
    for (name, member) in value.members where name != leaving || depth > 0 {
      let path = prefix + name
      switch member {
      case .text(let text):
        flat.append((path, text))
        guard depth < 4, text.hasPrefix("{"), let inner = try? JSONValue(parsing: Array(text.utf8))
        else { break }
        flat += self.flat(inner, leaving: nil, prefix: path + ".", depth: depth + 1)
      case .number(let text): flat.append((path, text))
      case .boolean(let value): flat.append((path, value ? "true" : "false"))
      case .null: flat.append((path, ""))
      case .object where depth < 4:
        flat += self.flat(member, leaving: nil, prefix: path + ".", depth: depth + 1)
      case .object, .list: break
      }
    }
    return flat
  }

  func texts(_ path: String) -> [String] { indices[path].map { values[$0].texts } ?? [] }

  /// The places where objects may hold records: themselves, and lists of objects in them.
  static func places(in objects: [JSONValue]) -> [RecordsPath] {
    guard let first = objects.first else { return [] }
    let paths = ["."] + lists(first, prefix: "", depth: 0)
    return paths.compactMap { RecordsPath(parsing: $0) }
  }

  private static func lists(_ object: JSONValue, prefix: String, depth: Int) -> [String] {
    guard depth < 3 else { return [] }
    return object.members.flatMap { name, member -> [String] in
      switch member {
      case .object:
        return [prefix + name] + lists(member, prefix: prefix + name + ".", depth: depth + 1)
      case .list(let elements):
        // The first element may itself hold nothing.
        guard let element = elements.first(where: { !$0.members.isEmpty }) else { return [] }
        let path = prefix + name + "[]"
        let below = elements.prefix(20).map { lists($0, prefix: path + ".", depth: depth + 1) }
        return [path]
          + (below.max { $0.count < $1.count } ?? lists(element, prefix: path + ".", depth: 3))
      default: return []
      }
    }
  }
}
