import ConfigurationText
import Ingestion
import Metering
import Names
import PriceBooks
import Recommendations
import Rendering
import Templating

/// Why the program stops: one exit status and one message, worded here.
struct Failure: Error {
  let status: Int32
  let message: String
  /// The option whose value is at fault, where one is.
  private(set) var option: OptionValue?

  struct OptionValue {
    let name: String
    let found: String
    let expected: String
  }

  static func usage(_ message: String) -> Failure { Failure(status: 64, message: message) }
  static func data(_ message: String) -> Failure { Failure(status: 65, message: message) }
  static func missing(_ path: String) -> Failure {
    Failure(status: 66, message: "\(path): no such file or directory; check the path")
  }
  static func unreadable(_ path: String) -> Failure {
    Failure(status: 66, message: "\(path): can't be read; check its permissions")
  }
  static func output(_ path: String, status: Int32 = 73) -> Failure {
    Failure(status: status, message: "\(path): can't be written; check the folder and its space")
  }

  /// A value of an option, or of an argument, that is not what it takes.
  static func option(_ name: String, found: String, expected: String) -> Failure {
    var failure = usage("\(name): found '\(found)'; expected \(expected)")
    failure.option = OptionValue(name: name, found: found, expected: expected)
    return failure
  }

  /// A name that is none of those that an option takes.
  static func option(_ name: String, found: String, known: [String]) -> Failure {
    let nearest = NearestName.of(found, among: known).map { "; did you mean '\($0)'?" } ?? ""
    let expected = "one of \(known.joined(separator: ", "))\(nearest)"
    return option(name, found: found, expected: expected)
  }

  /// The failure as one of a file, where the value of its option stands there.
  func placed(by file: ConfigurationFile?) -> Failure {
    guard let option, let place = file?.place(of: option) else { return self }
    let name = option.name.drop { $0 == "-" }
    return .data("\(place): \(name): found '\(option.found)'; expected \(option.expected)")
  }

  /// The failure that an error of a stage is for the user.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let unknown as UnknownTable:
      self = .option("--table", found: unknown.name, known: unknown.known)
    case InputError.missing(let path): self = .missing(path)
    case InputError.unreadable(let path, _): self = .unreadable(path)
    default: self = .data(String(describing: error))
    }
  }

  init(status: Int32, message: String) {
    self.status = status
    self.message = message
  }
}
