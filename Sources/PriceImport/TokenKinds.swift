import PriceBooks

/// Kinds of tokens, and what contains what: an image token of the input is an input token.
///
/// Facts from genai-prices' `data_units.py` (MIT): a unit has dimensions; it is contained in a unit
/// of fewer dimensions with the same values.
enum TokenKinds {
  /// The meters of tokens, with the ones that contain each: the closest first.
  static let tokens: [(meter: String, containers: [String])] = {
    var units: [(meter: String, containers: [String])] = []
    let kinds = ["text", "audio", "image", "video", "document"]
    for kind in kinds { units.append(("input_\(kind)", ["input"])) }
    for kind in kinds { units.append(("output_\(kind)", ["output"])) }
    units.append(("cache_read", ["input"]))
    units.append(("cache_write", ["input"]))
    units.append(("cache_write_5m", ["cache_write", "input"]))
    units.append(("cache_write_1h", ["cache_write", "input"]))
    for kind in kinds {
      let general = ["input_\(kind)", "input"]
      units.append(("cache_\(kind)_read", ["cache_read"] + general))
      units.append(("cache_\(kind)_write", ["cache_write"] + general))
      for time in ["5m", "1h"] {
        let closest = ["cache_write_\(time)", "cache_\(kind)_write", "cache_write"]
        units.append(("cache_\(kind)_write_\(time)", closest + general))
      }
    }
    units.append(("input_tool", ["input"]))
    for kind in kinds {
      units.append(("input_\(kind)_tool", ["input_tool", "input_\(kind)", "input"]))
    }
    units.append(("reasoning", ["output"]))
    units.append(("output_citation", ["output"]))
    return units
  }()

  /// What each meter without a rate is priced as, in as few words as say it.
  static func fallbacks(priced: Set<String>) -> [String: String] {
    var wanted: [String: String] = [:]
    for unit in tokens where !priced.contains(unit.meter) {
      if let container = unit.containers.first(where: priced.contains) {
        wanted[unit.meter] = container
      }
    }
    // The customary fallback of reasoning needs no word.
    if wanted["reasoning"] == "output" { wanted["reasoning"] = nil }
    var fallbacks: [String: String] = [:]
    for (glob, members) in groups {
      let isFree = members.allSatisfy { wanted[$0] != nil || priced.contains($0) }
      let targets = members.compactMap { wanted[$0] }
      guard isFree, let target = mostCommon(targets) else { continue }
      fallbacks[glob] = target
      for member in members where wanted[member] == target { wanted[member] = nil }
    }
    return fallbacks.merging(wanted) { first, _ in first }
  }

  private static func mostCommon(_ texts: [String]) -> String? {
    let counts = Dictionary(texts.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// Globs that stand for several meters, the fewest literal bytes first.
  private static let groups: [(glob: String, members: [String])] = {
    let globs = ["input_*", "output_*", "cache_*_read", "cache_*_write", "cache_*_write_*"]
    return globs.map { glob in
      let members = tokens.map(\.meter).filter { meter in
        let best = globs.filter { NamePattern.glob($0).matches(meter) }.max {
          $0.utf8.count < $1.utf8.count
        }
        return best == glob
      }
      return (glob, members)
    }
  }()
}
