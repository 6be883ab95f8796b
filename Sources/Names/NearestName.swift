/// What somebody most likely meant by a name that is none of the known ones.
///
///     NearestName.of("gemni", among: ["gemini", "local"])   // gemini
///
/// The distance is Levenshtein's: letters added, removed or replaced. More than half of the letters
/// changed is not near; of equally near names the first one is meant.
package enum NearestName {
  /// The nearest name; nil where none is near.
  package static func of(_ name: String, among known: some Sequence<String>) -> String? {
    some(of: name, among: known, atMost: 1).first
  }

  /// The nearest names, the nearest first.
  package static func some(
    of name: String, among known: some Sequence<String>, atMost limit: Int
  ) -> [String] {
    let letters = Array(name)
    var near: [(name: String, distance: Int)] = []
    for candidate in known {
      let other = Array(candidate)
      let longer = max(letters.count, other.count)
      // As many letters as one has more must be added at least.
      guard abs(letters.count - other.count) * 2 <= longer else { continue }
      let distance = distance(letters, other)
      guard distance * 2 <= longer, !near.contains(where: { $0.name == candidate }) else {
        continue
      }
      near.append((candidate, distance))
    }
    // `sorted` is stable, so the order of equals stays.
    return near.sorted { $0.distance < $1.distance }.prefix(limit).map(\.name)
  }

  private static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var row = Array(0...second.count)
    for (index, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in second.indices {
        let replaced = diagonal + (second[column] == letter ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
      }
    }
    return row[second.count]
  }
}
