/// Which members of an object are wanted, and of what lies in it: paths, merged at their beginnings.
struct CaptureTree {
  struct Node {
    /// By name; names of members below stand here too, joined by dots, as one member may have such
    /// a name.
    var children: [(name: [UInt8], node: Int)] = []
    /// For the elements of a list.
    var elements: [(filter: ElementFilter?, node: Int)] = []
    /// Where the value is kept.
    var slots: [Int] = []
    /// Whether the members of the object are labels.
    var isLabels = false

    var hasParts: Bool { !children.isEmpty || !elements.isEmpty || isLabels }
  }

  struct ElementFilter: Hashable {
    var member: [UInt8]
    /// nil where the record says it: then all elements are kept, each by its value.
    var value: [UInt8]?
  }

  private(set) var nodes = [Node()]
  /// All slots of the tree.
  private(set) var slots: [Int] = []

  static let root = 0

  /// Keeps what a path leads to in a slot.
  mutating func add(_ path: FieldPath, slot: Int) {
    let node = insert(path)
    nodes[node].slots.append(slot)
    slots.append(slot)
  }

  /// Takes the members of the object that a path leads to for labels.
  mutating func addLabels(_ path: FieldPath) { nodes[insert(path)].isLabels = true }

  /// The node of a path's end.
  private mutating func insert(_ path: FieldPath) -> Int {
    var along = [Self.root]
    var names: [[UInt8]] = []
    for step in path.steps {
      switch step {
      case .name(let name):
        names.append(Array(name.utf8))
        along.append(child(of: along[along.count - 1], Array(name.utf8)))
        addJoinedNames(names, along)
      case .elements(let filter):
        along = [element(of: along[along.count - 1], filter)]
        names = []
      }
    }
    return along[along.count - 1]
  }

  /// Lets the end of a chain of names be found from each node before it, by names joined with dots.
  private mutating func addJoinedNames(_ names: [[UInt8]], _ along: [Int]) {
    for start in names.indices.dropLast() {
      let name = Array(names[start...].joined(separator: [UInt8(ascii: ".")]))
      let isTaken = nodes[along[start]].children.contains { $0.name == name }
      if !isTaken { nodes[along[start]].children.append((name, along[along.count - 1])) }
    }
  }

  private mutating func child(of node: Int, _ name: [UInt8]) -> Int {
    if let known = nodes[node].children.first(where: { $0.name == name }) { return known.node }
    nodes.append(Node())
    nodes[node].children.append((name, nodes.count - 1))
    return nodes.count - 1
  }

  private mutating func element(of node: Int, _ filter: FieldPath.Filter?) -> Int {
    let filter = filter.map {
      ElementFilter(
        member: Array($0.member.utf8), value: $0.record == nil ? Array($0.value.utf8) : nil)
    }
    if let known = nodes[node].elements.first(where: { $0.filter == filter }) { return known.node }
    nodes.append(Node())
    nodes[node].elements.append((filter, nodes.count - 1))
    return nodes.count - 1
  }

  /// The node of a member; nil where it is not wanted.
  func child(of node: Int, named name: UnsafeRawBufferPointer) -> Int? {
    for child in nodes[node].children where child.name.count == name.count {
      if child.name.elementsEqual(name) { return child.node }
    }
    return nil
  }
}

/// What is wanted of a file's objects, on each way to the records.
struct CapturePlan {
  /// A way to records: the steps from the object inwards, and what is wanted of each object on the
  /// way, the record itself last.
  struct Way {
    var steps: [RecordsPath.Step]
    var names: [[UInt8]]
    var levels: [CaptureTree]
  }

  private(set) var ways: [Way]
  private(set) var paths: [FieldPath] = []
  /// By the slots of values that are looked up: the slot of what they are looked up by.
  private(set) var lookups: [Int: Int] = [:]
  /// The way on which the object itself is the record.
  var plainWay: Int? { ways.firstIndex { $0.steps.isEmpty } }

  init(_ records: [RecordsPath]) {
    let records = records.isEmpty ? [RecordsPath(parsing: ".")].compactMap(\.self) : records
    ways = records.map { path in
      Way(
        steps: path.steps, names: path.steps.map { Array($0.name.utf8) },
        levels: Array(repeating: CaptureTree(), count: path.steps.count + 1))
    }
  }

  /// The slot of a path's value.
  mutating func slot(_ path: FieldPath) -> Int {
    if let known = paths.firstIndex(of: path) { return known }
    paths.append(path)
    let slot = paths.count - 1
    guard path.remembered == nil else { return slot }
    if let by = path.lookup { lookups[slot] = self.slot(by) }
    for way in ways.indices {
      let level = ways[way].steps.count - path.up
      if level >= 0 { ways[way].levels[level].add(path, slot: slot) }
    }
    return slot
  }

  mutating func addLabels(_ path: FieldPath) {
    for way in ways.indices {
      let level = ways[way].steps.count - path.up
      if level >= 0 { ways[way].levels[level].addLabels(path) }
    }
  }
}
