import Metering

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The machine's clock and zones: the command line alone looks at them.
enum Clock {
  static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// The zone with this name of the IANA database.
  static func zone(_ identifier: String, option: String) throws(Failure) -> ZoneOffsets {
    if let zone = zone(named: identifier) { return zone }
    throw .usage(
      "\(option): found '\(identifier)'; expected a zone such as Europe/Berlin (from \(folder); "
        + "install tzdata if that folder is missing)")
  }

  private static var folder: String { Files.environment("TZDIR") ?? "/usr/share/zoneinfo" }

  /// nil where the database does not know the name.
  static func zone(named identifier: String) -> ZoneOffsets? {
    if identifier == "UTC" { return .utc }
    let isName = identifier.utf8.allSatisfy { byte in
      65...90 ~= byte || 97...122 ~= byte || 48...57 ~= byte || "/_+-".utf8.contains(byte)
    }
    guard isName, !identifier.hasPrefix("/"), !identifier.isEmpty,
      let bytes = try? Files.read("\(folder)/\(identifier)"), bytes.count > 44,
      let zone = ZoneOffsets(identifier: identifier, tzif: bytes)
    else { return nil }
    return zone
  }
}
