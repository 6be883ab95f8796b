import Templating

/// The documents that a command was asked for, each with a format and a place.
///
/// A place is tried before the work starts, so that a long run does not end in a full stop; nothing
/// is written before every document is whole.
struct DocumentTargets {
  private let targets: [(format: DocumentFormat, path: String?)]

  /// - Parameters:
  ///   - names: what `--format` says; without it the ending of the file does.
  ///   - output: what `-o` says; standard output without it.
  ///   - known: the formats that the command makes; the first is made where nothing says which.
  ///   - stem: the name of the files in a directory.
  /// - Throws: ``Failure`` where a format or an ending is unknown, or a place can't be written.
  init(
    _ names: [String], output: String?, known: [DocumentFormat], stem: String
  ) throws {
    let formats = try DocumentFormat.asked(names, output: output, known: known)
    let places = try OutputPlace.paths(
      output, fileNames: formats.map { "\(stem).\($0.fileExtension)" })
    for case let path? in places { _ = try AtomicFile(path: path) }
    targets = Array(zip(formats, places))
  }

  /// Makes every document, and then writes them: a failure leaves the old ones whole.
  func write(_ text: (DocumentFormat) throws -> String) throws {
    let texts = try targets.map { try text($0.format) }
    for (target, text) in zip(targets, texts) { try Answer.write(text, to: target.path) }
  }
}

extension DocumentFormat {
  /// The format of a name that `--format` gives.
  static func named(_ name: String, among known: [DocumentFormat]) throws -> DocumentFormat {
    guard let format = DocumentFormat(rawValue: name), known.contains(format) else {
      throw Failure.option("--format", found: name, known: known.map(\.rawValue))
    }
    return format
  }

  /// What `--format` names, else the one that the file's ending asks for, else the first known one.
  static func asked(
    _ names: [String], output: String?, known: [DocumentFormat]
  ) throws -> [DocumentFormat] {
    guard names.isEmpty else { return try names.map { try named($0, among: known) } }
    guard let output, let ending = DocumentFormat(fileName: output) else { return [known[0]] }
    if known.contains(ending) { return [ending] }
    // A name that ends in .txt says nothing of what is in it.
    guard ending != .text else { return [known[0]] }
    throw Failure.option(
      "--output", found: output,
      expected:
        "the ending of one of \(list(known)), or --format; \(ending.rawValue) is not made here")
  }

  private static func list(_ formats: [DocumentFormat]) -> String {
    formats.map(\.rawValue).joined(separator: ", ")
  }
}

/// Where `-o` sends documents.
enum OutputPlace {
  /// The path of each of some documents; nil is standard output, which takes only one.
  ///
  /// `output` is a directory where it exists, ends in `/`, or there are several documents; it is made
  /// then. Else it is the file.
  static func paths(_ output: String?, fileNames: [String]) throws -> [String?] {
    guard let output else {
      guard fileNames.count == 1 else {
        throw Failure.usage("several formats need -o with a directory")
      }
      return [nil]
    }
    guard output.hasSuffix("/") || fileNames.count > 1 || Files.isDirectory(output) else {
      return [output]
    }
    try Files.makeDirectory(output)
    return fileNames.map { (output.hasSuffix("/") ? output : output + "/") + $0 }
  }
}

/// Where a command's answer goes.
enum Answer {
  /// Writes to a file, or to standard output.
  static func write(_ text: String, to path: String?) throws {
    if let path {
      try AtomicFile(path: path).commit(text)
    } else if !Files.write(text, to: 1) {
      throw Failure.output("standard output", status: 74)
    }
  }
}
