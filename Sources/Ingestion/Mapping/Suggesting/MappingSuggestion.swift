import ConfigurationText

/// A first mapping for a file of no known format, guessed from its names and values.
package struct MappingSuggestion {
  private var sample: SampledValues
  private var found: [(field: MappedField, path: String)] = []
  private var labels: [(name: String, path: String)] = []
  private var name: String

  /// nil where no time and no count were found: then there is nothing to suggest.
  package init?(_ records: SampledRecords, name: String) {
    self.name = name
    let samples = SampledValues.places(in: records.objects).map {
      SampledValues(records.objects, at: $0)
    }
    let guesses = samples.map { ($0, Self.fields(of: $0)) }
    let best = guesses.max { Self.score($0.1) < Self.score($1.1) }
    guard let best, Self.score(best.1) > 0 else { return nil }
    (sample, found) = best
    labels = Self.labels(of: sample, except: Set(found.map(\.path)))
  }

  private static func fields(of sample: SampledValues) -> [(field: MappedField, path: String)] {
    var used: Set<String> = []
    return FieldGuess.all.compactMap { guess in
      guard let path = guess.path(in: sample, except: used) else { return nil }
      used.insert(path)
      return (guess.field, path)
    }
  }

  /// How much a place of records says: nothing without a time and a count.
  private static func score(_ fields: [(field: MappedField, path: String)]) -> Int {
    let names = Set(fields.map(\.field))
    let counts: Set<MappedField> = [
      .input, .output, .cacheRead, .cacheWrite, .reasoning, .tokensUsed, .cost,
    ]
    guard names.contains(.timestamp), !names.isDisjoint(with: counts) else { return 0 }
    // Values of the record itself say more than those around it.
    return fields.reduce(0) { $0 + ($1.path.hasPrefix("../") ? 1 : 3) }
      + names.intersection(counts).count * 10
  }

  private static func labels(
    of sample: SampledValues, except used: Set<String>
  ) -> [(name: String, path: String)] {
    var labels: [(String, String)] = []
    for (path, texts) in sample.values where !used.contains(path) && !texts.isEmpty {
      let plain = FieldGuess.plainNames(of: path)[0]
      guard FieldGuess.labels.contains(plain), FieldGuess.Values.areNames(texts) else { continue }
      var label = plain
      for ending in ["id", "name", "email"] where label.hasSuffix(ending) && label != ending {
        label = String(label.dropLast(ending.count))
      }
      if !labels.contains(where: { $0.0 == label }) { labels.append((label, path)) }
    }
    return labels
  }

  // MARK: YAML

  /// The mapping, with comments on what to look at.
  package var yaml: String {
    var lines = [
      "# A first mapping, guessed from \(sample.count) records: look at every line, then",
      "# tariff check FILE --map THIS", "tariff: format/1", "name: \(name)",
    ]
    if sample.records != "." { lines.append("records: \(Self.quoted(sample.records))") }
    lines.append("fields:")
    lines += found.filter { !$0.field.rawValue.hasPrefix("error.") }.map { "  " + line($0) }
    if let error = found.first(where: { $0.field == .errorMessage }) {
      lines.append("  error: {message: \(Self.quoted(error.path))}")
    }
    if !labels.isEmpty {
      lines.append("  labels:")
      lines += labels.map { "    \($0.name): \(Self.quoted($0.path))" }
    }
    lines += inclusions + duplicates + unused
    return lines.joined(separator: "\n") + "\n"
  }

  private func path(_ field: MappedField) -> String? { found.first { $0.field == field }?.path }

  private func line(_ guess: (field: MappedField, path: String)) -> String {
    let path = Self.quoted(guess.path)
    let example = sample.texts(guess.path).first.map { "    # such as \(Self.short($0))" } ?? ""
    switch guess.field {
    case .timestamp, .periodEnd: return "\(guess.field.rawValue): \(time(guess.path))\(example)"
    case .duration where isInSeconds(guess.path):
      return "\(guess.field.rawValue): {from: \(path), unit: s}\(example)"
    case .cost where FieldGuess.plainNames(of: guess.path).contains { $0.contains("cent") }:
      return "\(guess.field.rawValue): {from: \(path), unit: cents}\(example)"
    default: return "\(guess.field.rawValue): \(path)\(example)"
    }
  }

  private func time(_ path: String) -> String {
    guard let guess = TimeGuess(sample.texts(path)) else { return Self.quoted(path) }
    var parts = ["from: \(Self.quoted(path))"]
    if let pattern = guess.pattern { parts.append("format: \(YAMLText.quoted(pattern))") }
    if let unit = guess.unit { parts.append("unit: \(unit)") }
    if guess.lacksZone { parts.append("zone: UTC") }
    return parts.count == 1 ? Self.quoted(path) : "{\(parts.joined(separator: ", "))}"
  }

  /// By its name, or because no duration of a whole number of milliseconds has fractions below 1000.
  private func isInSeconds(_ path: String) -> Bool {
    let names = FieldGuess.plainNames(of: path)
    if names.contains(where: { $0.hasSuffix("ms") }) { return false }
    if names.contains(where: { $0.hasSuffix("seconds") || $0.hasSuffix("secs") }) { return true }
    let numbers = sample.texts(path).compactMap { SampledNumber($0) }
    return numbers.contains { $0.hasFraction } && numbers.allSatisfy { $0.count ?? 0 < 1000 }
  }

  private var duplicates: [String] {
    guard let id = path(.eventID) else { return [] }
    let isUnique = Set(sample.texts(id)).count == sample.texts(id).count
    return isUnique ? [] : ["# Several records have one \(id): the last copy of each counts."]
  }

  private var unused: [String] {
    let used = Set(found.map(\.path) + labels.map(\.path))
    let rest = sample.values.map(\.path).filter { !used.contains($0) }
    guard !rest.isEmpty else { return [] }
    let shown = rest.prefix(40).joined(separator: ", ") + (rest.count > 40 ? ", …" : "")
    return ["# Not used: \(shown.filter { $0 != "\n" })"]
  }

  private static func quoted(_ path: String) -> String {
    let hasBrackets = path.contains("[") && RecordsPath(parsing: path) == nil
    let path = hasBrackets ? "\"\(path)\"" : path
    return YAMLText.scalar(path, plain: "_-./()")
  }

  private static func short(_ text: String) -> String {
    let line = text.prefix(40).filter { $0 != "\n" && $0 != "\r" }
    return String(line) + (text.count > 40 ? "…" : "")
  }
}

// MARK: What includes what

extension MappingSuggestion {
  /// What the sums of counts say about which of them include others.
  private var inclusions: [String] {
    let parts: [MappedField] = [.cacheRead, .cacheWrite].filter { path($0) != nil }
    let hasReasoning = path(.reasoning) != nil
    guard !parts.isEmpty || hasReasoning else { return [] }
    var choices: [(isIn: Bool, reasoningIsIn: Bool)] = []
    for isIn in parts.isEmpty ? [false] : [true, false] {
      for reasoningIsIn in hasReasoning ? [true, false] : [false] {
        choices.append((isIn, reasoningIsIn))
      }
    }
    let fitting = choices.map { choice in
      sample.rows.count { fits($0, parts, choice.isIn, choice.reasoningIsIn) }
    }
    let most = fitting.max() ?? 0
    guard path(.tokensUsed) != nil, most > 0, let best = fitting.firstIndex(of: most) else {
      return [
        "# No total says whether input counts cached tokens in, or output reasoning. If so:",
        "# includes: {input_tokens: [cache_read_tokens], output_tokens: [reasoning_tokens]}",
      ]
    }
    return lines(choices[best], parts)
  }

  private func lines(
    _ choice: (isIn: Bool, reasoningIsIn: Bool), _ parts: [MappedField]
  ) -> [String] {
    guard choice.isIn || choice.reasoningIsIn else {
      return ["# The totals say that no count includes another."]
    }
    var lines = ["includes:    # as the totals say"]
    if choice.isIn {
      lines.append("  input_tokens: [\(parts.map(\.rawValue).joined(separator: ", "))]")
    }
    if choice.reasoningIsIn { lines.append("  output_tokens: [reasoning_tokens]") }
    return lines
  }

  /// Whether a record with such parts adds up to its total.
  private func fits(
    _ row: [String: String], _ parts: [MappedField], _ isIn: Bool, _ reasoningIsIn: Bool
  ) -> Bool {
    func count(_ field: MappedField) -> Int {
      path(field).flatMap { row[$0] }.flatMap { SampledNumber($0)?.count } ?? 0
    }
    let cached = parts.reduce(0) { $0 + count($1) }
    let reasoning = count(.reasoning)
    guard cached + reasoning > 0 else { return false }
    if isIn, cached > count(.input) { return false }
    if reasoningIsIn, reasoning > count(.output) { return false }
    let sum =
      count(.input) + count(.output) + (isIn ? 0 : cached) + (reasoningIsIn ? 0 : reasoning)
    return sum == count(.tokensUsed)
  }
}
