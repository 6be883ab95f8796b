import ArgumentParser
import Metering

/// Writes what a folder needs to keep its own prices, budget and options.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented tariff.yaml with a budget, and an empty contract book.",
    discussion: """
      Nothing that is there is overwritten.

      Example: tariff init costs/
      """)

  @Argument(help: "The directory; the working directory without DIR.")
  var directory = "."
  @Flag(help: "Say nothing but errors.")
  var quiet = false

  private static let names = ["tariff.yaml", "contract.yaml"]

  func run() throws {
    try Voice.set(quiet: quiet, verbose: false)
    let folder = directory.hasSuffix("/") ? directory : directory + "/"
    try Files.makeDirectory(directory)
    let files = Self.names.map { name in
      (path: directory == "." ? name : folder + name, text: BuiltIn.text("templates/init/\(name)"))
    }
    for file in files where Files.exists(file.path) {
      throw Failure(
        status: 73,
        message: "\(file.path): is there already, and nothing was written; "
          + "remove it, or choose another directory")
    }
    // The books are compared with their sources today: there is nothing in them yet.
    let today = ZoneOffsets.utc.local(Clock.now).date.description
    for file in files {
      try AtomicFile(path: file.path).commit(
        file.text?.replacing("checked: TODAY", with: "checked: \(today)") ?? "")
      Voice.note("wrote \(file.path)")
    }
    let start = directory == "." ? "" : "cd \(directory); "
    Voice.note("next: set the budget in tariff.yaml, then \(start)tariff report EVENTS")
  }
}
