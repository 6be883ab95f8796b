#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The terminal that standard output is, or that `--color always` takes it for.
struct Terminal {
  let width: Int
  let usesColor: Bool

  /// nil where the answer goes to a file or another program, which gets its bytes unchanged.
  init?(color: String) {
    let isTerminal = Files.isTerminal(1)
    guard isTerminal || color == "always" else { return nil }
    width = Self.width
    usesColor =
      color == "always"
      || color == "auto" && !Self.isSet("NO_COLOR") && Files.environment("TERM") != "dumb"
  }

  /// What COLUMNS says, else the terminal itself, else 80; never so narrow that nothing fits.
  private static var width: Int {
    if let columns = Files.environment("COLUMNS").flatMap({ Int($0) }), columns > 0 {
      return min(max(columns, 20), 1000)
    }
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return max(Int(size.ws_col), 20)
  }

  /// NO_COLOR counts where it is set and not empty (no-color.org).
  private static func isSet(_ name: String) -> Bool { Files.environment(name)?.isEmpty == false }
}
