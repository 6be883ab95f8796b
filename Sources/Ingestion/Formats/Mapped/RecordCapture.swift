import JSONScanning

/// Takes out of JSON objects, or of rows, what a mapping wants of them.
struct RecordCapture {
  let plan: CapturePlan
  var values: CapturedValues
  /// The way to the records of the object that was looked at last; nil where there is none.
  private var way: Int?
  /// Whether an object may be cut off by the end of the bytes.
  var isLenient = false
  /// Where the next step leads to in an object that is cut off there.
  private var cutOff: JSONCursor?
  private var scratch: [UInt8] = []
  /// For each column of a file what is wanted of it: a node of the record's tree, or the way on
  /// which its text is the next object.
  private var columns: [(column: Int, node: Int?, way: Int?)] = []

  /// What a walk comes to.
  enum Found {
    case record
    /// Something else where a record should be.
    case noObject
  }

  init(_ plan: CapturePlan, _ values: CapturedValues) {
    self.plan = plan
    self.values = values
  }

  // MARK: Objects

  /// Reads an object to its last byte: what is wanted of it as a record, and whether it holds
  /// records.
  mutating func scan(_ cursor: inout JSONCursor) throws {
    values.reset()
    way = nil
    defer { way = way ?? plan.plainWay }
    let plan = plan
    let tree = plan.plainWay.map { plan.ways[$0].levels[0] }
    var members = try cursor.enterObject()
    while let name = try cursor.nextName(&members) {
      let found = withName(name) { name in
        (plan.wayBeginning(with: name), tree?.child(of: CaptureTree.root, named: name))
      }
      if let begun = found.0, try cursor.peek() != .null { way = min(begun, way ?? begun) }
      if let node = found.1, let tree {
        try capture(tree, node, &cursor)
      } else {
        try cursor.skipValue()
      }
    }
  }

  /// Goes through the records of the object that was scanned last, and which the cursor stands
  /// before.
  ///
  /// `visit` is told where in the object each record begins.
  mutating func walk(
    _ cursor: JSONCursor,
    _ visit: (inout CapturedValues, Found, Int) throws -> Void
  ) throws {
    guard let way else { return }
    if plan.ways[way].steps.isEmpty { return try visit(&values, .record, 0) }
    values.reset()
    var inner = cursor
    try walk(way, level: 0, &inner, at: nil) { try visit(&$0, $1, $2 - cursor.offset) }
  }

  /// Whether the object holds records on any way.
  var hasRecords: Bool { way != nil }

  /// Whether the object, or the row, is itself the record.
  var isPlain: Bool { way.map { plan.ways[$0].steps.isEmpty } ?? false }

  private mutating func walk(
    _ way: Int, level: Int, _ cursor: inout JSONCursor, at place: Int?,
    _ visit: (inout CapturedValues, Found, Int) throws -> Void
  ) throws {
    let steps = plan.ways[way].steps
    let tree = plan.ways[way].levels[level]
    let offset = place ?? cursor.offset
    var next: JSONCursor?
    do {
      let name = level < steps.count ? plan.ways[way].names[level] : nil
      next = try captureMembers(tree, &cursor, next: name)
    } catch {
      guard isLenient, let member = cutOff else { throw error }
      next = member
    }
    if level == steps.count { return try visit(&values, .record, offset) }
    guard var list = next else { return }
    try descend(way, level: level, &list, at: place, visit)
  }

  /// Takes what is wanted of an object's members, and gives where the next step leads to.
  private mutating func captureMembers(
    _ tree: CaptureTree, _ cursor: inout JSONCursor, next: [UInt8]?
  ) throws -> JSONCursor? {
    var found: JSONCursor?
    var members = try cursor.enterObject()
    cutOff = nil
    while let name = try cursor.nextName(&members) {
      let (isNext, node) = withName(name) { name in
        (
          next.map { $0.elementsEqual(name) } ?? false,
          tree.child(of: CaptureTree.root, named: name)
        )
      }
      if isNext { (found, cutOff) = (cursor, cursor) }
      if let node { try capture(tree, node, &cursor) } else { try cursor.skipValue() }
    }
    return found
  }

  /// Goes into what the next step leads to: a list, an object, or a text that holds one.
  private mutating func descend(
    _ way: Int, level: Int, _ cursor: inout JSONCursor, at place: Int?,
    _ visit: (inout CapturedValues, Found, Int) throws -> Void
  ) throws {
    let slots = plan.ways[way].levels[(level + 1)...].flatMap(\.slots)
    let mark = values.mark
    switch try cursor.peek() {
    case .array where plan.ways[way].steps[level].isList:
      var elements = try cursor.enterArray()
      while try cursor.nextElement(&elements) {
        values.forget(slots, texts: mark)
        try descend(intoElement: way, level: level, &cursor, at: place, visit)
      }
    case .null: return
    default: try descend(intoElement: way, level: level, &cursor, at: place, visit)
    }
  }

  private mutating func descend(
    intoElement way: Int, level: Int, _ cursor: inout JSONCursor, at place: Int?,
    _ visit: (inout CapturedValues, Found, Int) throws -> Void
  ) throws {
    let offset = place ?? cursor.offset
    switch try cursor.peek() {
    case .object: try walk(way, level: level + 1, &cursor, at: place, visit)
    case .string:
      let text = try cursor.string()
      var inner: [UInt8] = []
      text.unescape(into: &inner)
      try descend(intoText: inner, way, level: level, at: offset, visit)
    case .null: try cursor.null()
    default:
      try cursor.skipValue()
      try visit(&values, .noObject, offset)
    }
  }

  private mutating func descend(
    intoText text: [UInt8], _ way: Int, level: Int, at place: Int,
    _ visit: (inout CapturedValues, Found, Int) throws -> Void
  ) throws {
    try text.withUnsafeBytes { bytes in
      guard (try? JSONCursor.validate(bytes)) != nil else {
        return try visit(&values, .noObject, place)
      }
      var cursor = JSONCursor(bytes)
      if try cursor.peek() == .string { return try visit(&values, .noObject, place) }
      try descend(way, level: level, &cursor, at: place, visit)
    }
  }

  // MARK: Values

  /// Gives a member's name, unescaped, to `body`.
  private mutating func withName<R>(
    _ name: JSONText, _ body: (UnsafeRawBufferPointer) -> R
  ) -> R {
    guard name.hasEscapes else { return body(name.raw) }
    name.unescape(into: &scratch)
    return scratch.withUnsafeBytes(body)
  }

  /// Takes what a node wants of the value that the cursor stands before, and goes beyond it.
  private mutating func capture(
    _ tree: CaptureTree, _ node: Int, _ cursor: inout JSONCursor
  ) throws {
    let wanted = tree.nodes[node]
    switch try cursor.peek() {
    case .string:
      let text = try cursor.string()
      if wanted.hasParts {
        var inner: [UInt8] = []
        text.unescape(into: &inner)
        capture(tree, node, inText: inner)
        set(wanted.slots, inner)
      } else if text.raw.first == UInt8(ascii: "[") {
        text.unescape(into: &scratch)
        set(wanted.slots, Self.joined(scratch))
      } else if text.hasEscapes {
        text.unescape(into: &scratch)
        set(wanted.slots, scratch)
      } else {
        set(wanted.slots, text.raw)
      }
    case .number: set(wanted.slots, try cursor.number().text)
    case .boolean: set(wanted.slots, Array((try cursor.boolean() ? "true" : "false").utf8))
    case .null:
      try cursor.null()
      for slot in wanted.slots { values.setNull(slot) }
    case .object: try captureObject(tree, node, &cursor)
    case .array: try captureList(tree, node, &cursor)
    }
  }

  private mutating func set(_ slots: [Int], _ text: some Sequence<UInt8>) {
    guard !slots.isEmpty else { return }
    let text = values.append(text)
    for slot in slots { values.set(slot, to: text) }
  }

  private mutating func captureObject(
    _ tree: CaptureTree, _ node: Int, _ cursor: inout JSONCursor
  ) throws {
    let wanted = tree.nodes[node]
    for slot in wanted.slots { values.setParts(slot) }
    // The only element of a list may stand without the list.
    for element in wanted.elements { try captureElement(tree, element, cursor) }
    guard !wanted.children.isEmpty || wanted.isLabels else { return try cursor.skipValue() }
    var members = try cursor.enterObject()
    while let name = try cursor.nextName(&members) {
      let child = withName(name) { tree.child(of: node, named: $0) }
      if wanted.isLabels { try captureLabel(name, cursor) }
      if let child { try capture(tree, child, &cursor) } else { try cursor.skipValue() }
    }
  }

  private mutating func captureLabel(_ name: JSONText, _ cursor: JSONCursor) throws {
    var cursor = cursor
    guard let text = try Self.scalar(&cursor) else { return }
    var key: [UInt8] = []
    name.unescape(into: &key)
    // A long text is no label.
    guard !text.isEmpty, text.count <= 200 else { return }
    let (name, value) = (values.append(key), values.append(text))
    values.addMember(name, value)
  }

  private mutating func captureList(
    _ tree: CaptureTree, _ node: Int, _ cursor: inout JSONCursor
  ) throws {
    let wanted = tree.nodes[node]
    guard !wanted.elements.isEmpty || !wanted.slots.isEmpty else { return try cursor.skipValue() }
    for slot in wanted.slots { values.setParts(slot) }
    var joined: [UInt8] = []
    var elements = try cursor.enterArray()
    while try cursor.nextElement(&elements) {
      for element in wanted.elements { try captureElement(tree, element, cursor) }
      try Self.join(&joined, &cursor)
    }
    if !joined.isEmpty { set(wanted.slots, joined) }
  }

  /// Adds a text or number to a list of them: `a, b`.
  private static func join(_ texts: inout [UInt8], _ cursor: inout JSONCursor) throws {
    guard let text = try scalar(&cursor) else { return }
    if !texts.isEmpty { texts += Array(", ".utf8) }
    texts += text
  }

  /// The elements of a text that is a list in JSON; any other text as it is.
  private static func joined(_ text: [UInt8]) -> [UInt8] {
    text.withUnsafeBytes { bytes in
      guard (try? JSONCursor.validate(bytes)) != nil else { return text }
      var cursor = JSONCursor(bytes)
      var joined: [UInt8] = []
      guard var elements = try? cursor.enterArray() else { return text }
      while (try? cursor.nextElement(&elements)) == true { try? join(&joined, &cursor) }
      return joined
    }
  }

  private mutating func captureElement(
    _ tree: CaptureTree, _ element: (filter: CaptureTree.ElementFilter?, node: Int),
    _ cursor: JSONCursor
  ) throws {
    var cursor = cursor
    guard let filter = element.filter else { return try capture(tree, element.node, &cursor) }
    guard let found = try Self.member(filter.member, cursor) else { return }
    if let value = filter.value {
      if found == value { try capture(tree, element.node, &cursor) }
    } else {
      values.key = values.append(found)
      defer { values.key = nil }
      try capture(tree, element.node, &cursor)
    }
  }

  /// The value of a member of the object before the cursor, as text.
  private static func member(_ wanted: [UInt8], _ cursor: JSONCursor) throws -> [UInt8]? {
    var cursor = cursor
    guard try cursor.peek() == .object else { return nil }
    var members = try cursor.enterObject()
    while let name = try cursor.nextName(&members) {
      guard name.raw.elementsEqual(wanted) else {
        try cursor.skipValue()
        continue
      }
      return try scalar(&cursor)
    }
    return nil
  }

  /// A text, a number or a truth value, as text; nil for anything else, which is gone beyond.
  private static func scalar(_ cursor: inout JSONCursor) throws -> [UInt8]? {
    switch try cursor.peek() {
    case .string:
      var text: [UInt8] = []
      try cursor.string().unescape(into: &text)
      return text
    case .number: return Array(try cursor.number().text)
    case .boolean: return Array((try cursor.boolean() ? "true" : "false").utf8)
    default:
      try cursor.skipValue()
      return nil
    }
  }

  /// Takes what a node wants out of a text, where that is JSON.
  private mutating func capture(_ tree: CaptureTree, _ node: Int, inText text: [UInt8]) {
    guard let first = text.first(where: { $0 > 0x20 }),
      first == UInt8(ascii: "{")
        || first == UInt8(ascii: "[")
    else { return }
    let isValid = text.withUnsafeBytes { (try? JSONCursor.validate($0)) != nil }
    let json = isValid ? text : Self.withoutDoubledQuotes(text)
    json.withUnsafeBytes { bytes in
      guard isValid || (try? JSONCursor.validate(bytes)) != nil else { return }
      var cursor = JSONCursor(bytes)
      // It was validated, so nothing is thrown.
      try? capture(tree, node, &cursor)
    }
  }

  /// Some exporters double the quotes of JSON in a cell twice.
  private static func withoutDoubledQuotes(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var isSecond = false
    for byte in text {
      isSecond = byte == UInt8(ascii: "\"") && !isSecond && result.last == byte
      if !isSecond { result.append(byte) }
    }
    return result
  }

  // MARK: Rows

  /// Finds out which columns are wanted.
  mutating func begin(columns names: [String]) {
    columns = []
    for (column, name) in names.enumerated() {
      let found = Array(name.utf8).withUnsafeBytes { name in
        (plan.rowTree?.child(of: CaptureTree.root, named: name), plan.wayBeginning(with: name))
      }
      if found.0 != nil || found.1 != nil { columns.append((column, found.0, found.1)) }
    }
  }

  /// Goes through the records of a row: itself, or what its cells hold.
  mutating func walk(
    _ row: borrowing TextRow, _ visit: (inout CapturedValues, Found, Int) throws -> Void
  ) throws {
    let cells = columns.map { column in row.withField(column.column) { [UInt8]($0) } }
    try walk(cells, visit)
  }

  /// Goes through the records of a row of a database.
  mutating func walk(
    _ row: borrowing DatabaseRow, _ visit: (inout CapturedValues, Found, Int) throws -> Void
  ) throws {
    var cells: [[UInt8]] = []
    for column in columns { cells.append(row.text(column.column).map { [UInt8]($0.raw) } ?? []) }
    try walk(cells, visit)
  }

  /// Goes through the records of the cells of ``columns``.
  private mutating func walk(
    _ cells: [[UInt8]], _ visit: (inout CapturedValues, Found, Int) throws -> Void
  ) throws {
    values.reset()
    way = plan.plainWay
    var inner: (way: Int, text: [UInt8])?
    for ((_, node, way), cell) in zip(columns, cells) {
      if let node, let tree = plan.rowTree {
        capture(tree, node, inText: cell)
        set(tree.nodes[node].slots, cell.first == UInt8(ascii: "[") ? Self.joined(cell) : cell)
      }
      if let way, !cell.isEmpty { inner = (way, cell) }
    }
    if let inner {
      try descend(intoText: inner.text, inner.way, level: 0, at: 0, visit)
    } else if plan.plainWay != nil {
      try visit(&values, .record, 0)
    }
  }
}

extension CapturePlan {
  /// The first way whose first step has this name.
  func wayBeginning(with name: UnsafeRawBufferPointer) -> Int? {
    for (index, way) in ways.enumerated() {
      if let first = way.names.first, first.elementsEqual(name) { return index }
    }
    return nil
  }

  /// What is wanted of a row: as a record, or as what surrounds the records in a cell.
  var rowTree: CaptureTree? { (plainWay ?? ways.indices.first).map { ways[$0].levels[0] } }
}
