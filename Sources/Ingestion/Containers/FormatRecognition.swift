import JSONScanning

/// What a file is: its format, and what it is made of.
struct FormatRecognition {
  /// What the records of a file are.
  enum Content: Hashable, Sendable {
    case objects
    /// Objects after `data:` on lines.
    case eventStream
    case rows(delimiter: UInt8)
  }

  /// The number of the format; nil where none knows the file.
  var format: Int?
  var content = Content.objects
  /// Whether only this format writes that.
  var isCertain = false
  /// The format that is nearest to a file which none knows, and what the file lacks.
  private var nearest: (format: Int, missing: [String], share: Double)?
  /// The names of a file that no format is near to.
  private var names: [String] = []

  /// How many objects of a file are looked at.
  private static let sampleLimit = 64

  /// A file of objects whose format is known.
  init(format: Int?) { self.format = format }

  /// Recognises a file by its first bytes.
  init(_ bytes: UnsafeRawBufferPointer, _ options: InputOptions) {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    let first = text.first { $0 > 0x20 }
    if EventStream.begins(UnsafeRawBufferPointer(rebasing: text)) {
      content = .eventStream
      askAboutStream(bytes, options)
      return
    }
    if first != UInt8(ascii: "{"), first != UInt8(ascii: "["), let first, first >= 0x20 {
      askAboutColumns(UnsafeRawBufferPointer(rebasing: text), options)
      if format != nil { return }
    }
    askAboutObjects(bytes, options)
  }

  /// Recognises a database by its tables.
  init(tables: [String: [String]], _ options: InputOptions) {
    names = tables.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    ask(.tables(tables), options)
  }

  /// Why no format knows the file.
  func reason(_ options: InputOptions) -> String {
    let (formats, isSecret) = (options.formats, options.pseudonyms != nil)
    if let nearest {
      return "nearest format \(formats[nearest.format].name), which needs "
        + nearest.missing.joined(separator: ", ")
    }
    if isSecret { return "no format has its names" }
    guard !names.isEmpty else { return "holds no JSON object and no known columns" }
    let shown = names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
    return "no format has the names \(shown)"
  }

  private mutating func askAboutColumns(
    _ bytes: UnsafeRawBufferPointer, _ options: InputOptions
  ) {
    guard let header = TextHeader(bytes), header.columns.count > 1 else { return }
    ask(.columns(header.columns), options)
    // Where only one format is asked for, the file is of that one.
    if options.formats.count == 1 { format = 0 }
    if format != nil { content = .rows(delimiter: header.delimiter) }
    if names.isEmpty { names = header.columns }
  }

  private mutating func askAboutStream(
    _ bytes: UnsafeRawBufferPointer, _ options: InputOptions
  ) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: Self.sampleLimit * 4)
    for line in lines {
      let line = UnsafeRawBufferPointer(rebasing: line)
      guard let start = EventStream.object(of: line) else { continue }
      let object = ObjectOutline(line, at: start)
      ask(.object(object), options)
      if isCertain { return }
      if names.isEmpty { names = object.names }
    }
  }

  private mutating func askAboutObjects(
    _ bytes: UnsafeRawBufferPointer, _ options: InputOptions
  ) {
    var offset = 0
    var count = 0
    while let start = Self.nextObject(bytes, from: offset), count < Self.sampleLimit {
      let object = ObjectOutline(bytes, at: start)
      ask(.object(object), options)
      if isCertain { return }
      if names.isEmpty { names = object.names }
      count += 1
      guard let end = object.end ?? Self.lineEnd(bytes, from: start) else { return }
      offset = end
    }
  }

  private mutating func ask(_ sample: FileSample, _ options: InputOptions) {
    // Of the recorder's own records there may be one in each of many files: they ask nobody else.
    if let native = options.nativeFormat, let object = sample.object,
      NativeRecord.isRecorded(object)
    {
      (format, isCertain) = (native, true)
      return
    }
    for (index, candidate) in options.formats.enumerated() {
      switch candidate.recognise(sample) {
      case .certain:
        format = index
        isCertain = true
        return
      case .possible: format = format ?? index
      case .lacks(let missing, let count):
        let share = Double(count - missing.count) / Double(max(count, 1))
        if share > nearest?.share ?? 0 { nearest = (index, missing, share) }
      case .foreign: break
      }
    }
  }

  /// Where the next object begins, on its own or in an array; what is no JSON costs its line.
  private static func nextObject(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var offset = start
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "{"): return offset
      case 0...0x20, UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","), 0xEF, 0xBB, 0xBF:
        offset += 1
      default:
        guard let end = lineEnd(bytes, from: offset) else { return nil }
        offset = end
      }
    }
    return nil
  }

  private static func lineEnd(_ bytes: UnsafeRawBufferPointer, from offset: Int) -> Int? {
    bytes[offset...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
  }
}
