import Metering
import Names
import Synchronization

/// The globs and regexes among entries' names: of a name, only those are tried that begin as it does.
final class OpenNames: Sendable {
  struct Name {
    let pattern: NamePattern
    let place: PriceIndex.Place
  }

  /// A pattern as it is tried.
  fileprivate struct Trial {
    let name: Name
    let glob: Glob?
    /// A regex by its text, as ``NamePattern/regex(_:)``.
    let regex: String?
    /// What every name that it fits begins with.
    let prefix: String
  }

  /// By the first byte of what they begin with; nil where that is not known.
  private let trials: [UInt8?: [Trial]]
  private let regexes = Mutex<[String: NameRegex]>([:])

  /// `form` gives the pattern that is tried, for names that ignore case the one of small letters.
  init(_ names: [Name], as form: (NamePattern) -> NamePattern) {
    var trials: [UInt8?: [Trial]] = [:]
    for name in names {
      guard let trial = Trial(name, form(name.pattern)) else { continue }
      trials[trial.prefix.utf8.first, default: []].append(trial)
    }
    self.trials = trials
  }

  /// The names that fit.
  func matching(_ text: String) -> [Name] {
    let keys: [UInt8?] = text.utf8.first.map { [$0, nil] } ?? [nil]
    return keys.flatMap { trials[$0] ?? [] }.filter { fits($0, text) }.map(\.name)
  }

  private func fits(_ trial: Trial, _ text: String) -> Bool {
    guard text.utf8.starts(with: trial.prefix.utf8) else { return false }
    if let glob = trial.glob { return glob.matches(text) }
    guard let pattern = trial.regex else { return false }
    return regexes.withLock { regexes in
      if regexes[pattern] == nil { regexes[pattern] = NameRegex(pattern) }
      return regexes[pattern]?.matches(text) ?? false
    }
  }
}

extension OpenNames.Trial {
  /// nil of an exact name, which is not open.
  fileprivate init?(_ name: OpenNames.Name, _ pattern: NamePattern) {
    self.name = name
    switch pattern {
    case .exact: return nil
    case .glob(let text):
      (glob, regex, prefix) = (Glob(text), nil, String(text.prefix { $0 != "*" }))
    case .regex(let text):
      let isFolded = text.hasPrefix("(?i)")
      (glob, regex) = (nil, text)
      prefix = isFolded ? "" : NameRegex.literalPrefix(of: text)
    }
  }
}
