package import Foundation

/// The built program, run as a user runs it.
package struct Program: Sendable {
  package struct Outcome: Sendable {
    package let status: Int32
    package let output: String
    package let errors: String
  }

  /// The root of the repository.
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The program that was built together with these tests, or the one that TARIFF_BINARY names.
  private static let binary: URL = {
    if let path = ProcessInfo.processInfo.environment["TARIFF_BINARY"] {
      return URL(filePath: path)
    }
    var folder = testBundle.deletingLastPathComponent()
    while folder.path != "/" {
      let program = folder.appending(path: "tariff")
      if FileManager.default.isExecutableFile(atPath: program.path), !program.hasDirectoryPath {
        return program
      }
      folder.deleteLastPathComponent()
    }
    return root.appending(path: ".build/debug/tariff")
  }()

  /// The file that this code was loaded from: a build puts it beside the program, on macOS three
  /// folders below.
  private static var testBundle: URL {
    #if canImport(Darwin)
      var image = Dl_info()
      guard dladdr(#dsohandle, &image) != 0, let path = image.dli_fname else { return root }
      return URL(filePath: String(cString: path)).standardizedFileURL
    #else
      return URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    #endif
  }

  package init() {}

  package func run(_ arguments: String..., input: String = "") throws -> Outcome {
    try run(list: arguments, input: input)
  }

  package func run(
    list arguments: [String], input: String = "", in folder: URL = Program.root,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = Self.binary
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let files = try (0..<3).map { _ in try Scratch.file() }
    try Data(input.utf8).write(to: files[0])
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try String(contentsOf: files[1], encoding: .utf8),
      errors: try String(contentsOf: files[2], encoding: .utf8))
  }
}

/// Places for what tests write.
package enum Scratch {
  /// A new, empty folder.
  package static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "tariff-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// A new, empty file.
  package static func file() throws -> URL {
    let file = try folder().appending(path: "file")
    try Data().write(to: file)
    return file
  }
}
