import Ingestion
import Metering
import Names
import PriceBooks

/// Names that options give and nothing has: a slip changes a report without an error.
///
///     --where backend=gemni matches nothing that was read; did you mean 'gemini'?
struct UnmatchedNames {
  private let usage: [Usage]

  /// - Parameter usage: what was read, once for each period; a name that one of them has is known.
  init(_ usage: [Usage]) { self.usage = usage }

  /// What to say of a question's options.
  func notes(_ question: QuestionOptions, _ books: PriceBooks) -> [String] {
    // Of nothing read nothing can match.
    guard usage.contains(where: { $0.summary.lastRead >= $0.summary.firstRead }) else { return [] }
    return filterNotes(question.grouping.where) + localNotes(question.pricing.local)
      + baselineNotes(question.pricing, books) + labelNotes(question.input)
  }

  /// What to say of `--where`, by the values that its filters were asked about.
  func filterNotes(_ texts: [String]) -> [String] {
    guard let filters = usage.first?.summary.plan.filters else { return [] }
    return filters.indices.compactMap { index in
      var answers: [NameBytes: (name: String, isAccepted: Bool)] = [:]
      for part in usage {
        for (id, answer) in part.summary.filterAnswers[index] {
          let name = part.names.text(id)
          answers[NameBytes(name)] = (name, answer)
        }
      }
      return note(filters[index], texts[index], Array(answers.values))
    }
  }

  private func note(
    _ filter: DimensionFilter, _ text: String, _ answers: [(name: String, isAccepted: Bool)]
  ) -> String? {
    // A filter that was asked nothing stands behind one that let nothing through.
    guard !answers.isEmpty else { return nil }
    let names = answers.map(\.name)
    if filter.comparison == .differs {
      guard answers.allSatisfy(\.isAccepted) else { return nil }
      return "--where \(text) leaves nothing out\(Self.known(names, for: filter.value))"
    }
    guard !answers.contains(where: \.isAccepted) else { return nil }
    return "--where \(text) matches nothing that was read\(Self.known(names, for: filter.value))"
  }

  private func localNotes(_ globs: [String]) -> [String] {
    let backends = backends
    return globs.filter { glob in !backends.contains(where: Glob(glob).matches) }.map {
      "--local \($0) matches no backend that was read\(Self.known(backends, for: $0))"
    }
  }

  private func baselineNotes(_ pricing: PricingOptions, _ books: PriceBooks) -> [String] {
    let baseline = pricing.baseline
    guard baseline != PricingOptions.usualBaseline, pricing.cost == "computed" else { return [] }
    let question = PriceQuestion(backend: baseline, model: nil, instant: .epoch)
    guard books.explain(question).fits.isEmpty else { return [] }
    let known = backends + books.books.flatMap(\.backends).map(\.name)
    return ["--baseline \(baseline) has no price\(Self.known(known, for: baseline))"]
  }

  /// A label is among the names read once a file got it.
  private func labelNotes(_ input: InputOptionGroup) -> [String] {
    let labels = (try? input.options().labels) ?? []
    return zip(input.label, labels).filter { _, label in
      label.glob != nil && !usage.contains { $0.names.holds(label.value) }
    }.map { text, _ in
      let place = input.paths.first.map(QuestionOptions.lastComponent) ?? "PATH"
      return "--label \(text) fits no file that was read; places begin with the last component of "
        + "their PATH, as in \(place)/…"
    }
  }

  private var backends: [String] {
    usage.flatMap { part in part.summary.lanes.keys.map { part.names.text($0.backend) } }
  }

  /// `; did you mean 'gemini'?`, or what there is.
  static func known(_ names: [String], for name: String) -> String {
    var distinct: [String] = []
    for name in names.sorted(by: { $0.precedesBytewise($1) }) where !name.isEmpty {
      if distinct.last.map({ !$0.utf8.elementsEqual(name.utf8) }) ?? true { distinct.append(name) }
    }
    guard !distinct.isEmpty else { return "; no record says one" }
    // Of very many names the nearest would take longer than the report.
    if distinct.count <= 10_000,
      let nearest = NearestName.of(name, among: distinct)
        ?? distinct.first(where: { !name.isEmpty && $0.contains(name) })
    {
      return "; did you mean '\(nearest)'?"
    }
    guard distinct.count <= 1000 else { return "" }
    let more = distinct.count > 5 ? " and \(distinct.count - 5) more" : ""
    return "; there \(distinct.count == 1 ? "is" : "are") "
      + distinct.prefix(5).joined(separator: ", ") + more
  }
}

extension NameTable {
  /// Whether it holds a name.
  fileprivate func holds(_ name: String) -> Bool {
    var table = self
    return table.id(of: name).rawValue < count
  }
}
