import ConfigurationText
import Ingestion
import Metering
import Recommendations
import Rendering
import Templating

/// Why the program stops: one exit status and one message, worded here.
struct Failure: Error {
  let status: Int32
  let message: String

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

  /// The failure that an error of a stage is for the user.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let unknown as UnknownTable: self = .usage(unknown.description)
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
