import Foundation
import TestSupport
import Testing

/// An option without a value never takes the argument after it for one.
struct `An empty value` {
  private static let commands: [[String]] = [
    ["report"], ["compare"], ["diff"], ["forecast"], ["check"], ["init"], ["prices", "list"],
    ["prices", "show"], ["prices", "resolve"], ["prices", "check"], ["prices", "diff"],
    ["prices", "import"], ["prices", "export"], ["rules", "list"], ["rules", "show"],
    ["rules", "check"], ["templates", "list"], ["templates", "export"], ["templates", "check"],
  ]

  /// The options of a command that take a value, as it describes them itself.
  private func options(of command: [String]) throws -> [String] {
    let help = try Program().run(list: command + ["--experimental-dump-help"]).output
    let tree = try JSONTree(help)
    let declared = tree["command", "arguments"].elements.filter { $0["kind"].text == "option" }
    return declared.flatMap { option in
      option["names"].elements.map { name in
        (name["kind"].text == "long" ? "--" : "-") + (name["name"].text ?? "")
      }
    }
  }

  @Test(arguments: commands)
  func `is refused, whichever option it is of`(command: [String]) throws {
    for option in try options(of: command) {
      for empty in [["\(option)="], [option, ""]] {
        let outcome = try Program().run(list: command + empty + ["samples/gateway"])
        #expect(outcome.status == 64, "\(command) \(empty)")
        #expect(
          outcome.errors.hasPrefix("tariff: \(option): found an empty value"), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
      }
    }
  }

  @Test func `is refused of an argument too`() throws {
    for arguments in [["report", ""], ["check", "samples/gateway", ""], ["prices", "show", ""]] {
      let outcome = try Program().run(list: arguments)
      #expect(outcome.status == 64 && outcome.errors.contains("an empty argument"))
    }
  }

  @Test func `is not what ends in an equals sign`() throws {
    let outcome = try Program().run("report", "samples/gateway", "--where", "label:team=")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}
