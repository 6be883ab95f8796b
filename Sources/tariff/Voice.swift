import Rendering
import Synchronization

/// What the program says beside its answer, on standard error: notes unless `--quiet`, and with
/// `--verbose` what it does.
enum Voice {
  enum Level: Int { case quiet, normal, verbose }

  private static let level = Mutex(Level.normal)

  static func set(quiet: Bool, verbose: Bool) throws {
    guard !(quiet && verbose) else {
      throw Failure.usage("--quiet and --verbose contradict each other; give one of them")
    }
    level.withLock { $0 = quiet ? .quiet : verbose ? .verbose : .normal }
  }

  static var isQuiet: Bool { level.withLock { $0 } == .quiet }

  /// Something that a reader of the answer should know.
  static func note(_ text: @autoclosure () -> String) {
    if !isQuiet { write(text()) }
  }

  /// What is done.
  static func tell(_ text: @autoclosure () -> String) {
    if level.withLock({ $0 }) == .verbose { write(text()) }
  }

  /// Writes a message, whatever the level, without what the data could drive a terminal with.
  static func write(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let shown = lines.map { DisplayWidth.harmless(String($0)) }.joined(separator: "\n")
    _ = Files.write("tariff: \(shown)\n", to: 2)
  }
}
