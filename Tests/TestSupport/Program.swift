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

  /// Where the tests' own build put it, or what TARIFF_BINARY names.
  private static var binary: URL {
    if let path = ProcessInfo.processInfo.environment["TARIFF_BINARY"] {
      return URL(filePath: path)
    }
    return root.appending(path: ".build/release/tariff")
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
