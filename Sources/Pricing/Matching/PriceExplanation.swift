package import Metering

/// Which row prices a name, and why: the same rules as ``PriceBooks/resolve(backend:model:serviceTier:at:schedules:)``,
/// with all that they looked at.
package struct PriceExplanation: Sendable {
  /// A name that was tried, and the entries that it fits, the one that comes first at the front.
  package struct Attempt: Sendable {
    package let name: String
    package let matches: [Match]
  }

  package struct Match: Sendable {
    package let book: PriceBook
    package let entry: PriceEntry
    package let pattern: NamePattern
    package let isForBackend: Bool
  }

  package var attempts: [Attempt] = []
  package var resolution = Resolution.unpriced(.noMatch)
  /// Other rows of the price that hold at the instant, and lose to the one that prices.
  package var otherRows: [PricedRow] = []
  /// The tier of the context that was asked for.
  package var contextTier: ContextTier?

  /// The rate of every meter that the row names, in the tier; then what has no rate of its own.
  package var rates: [(meter: String, rate: Rate)] {
    guard case .priced(let priced) = resolution else { return [] }
    let meters = Set(priced.row.rates.keys).union(contextTier?.rates.keys ?? [:].keys)
    return meters.sorted { $0.precedesBytewise($1) }.compactMap { meter in
      priced.rate(of: meter, tier: contextTier).map { (meter, $0) }
    }
  }
}

/// What is asked about a price.
package struct PriceQuestion: Sendable {
  /// The backend; nil to ask for a name alone.
  package var backend: String?
  package var model: String?
  package var serviceTier = "standard"
  package var instant: Instant
  /// Tokens of the request's input side.
  package var context = 0

  package init(backend: String?, model: String?, instant: Instant) {
    self.backend = backend
    self.model = model
    self.instant = instant
  }
}

extension PriceBooks {
  package func explain(_ question: PriceQuestion) -> PriceExplanation {
    var explanation = PriceExplanation()
    for name in names(of: question) {
      let matches = matches(of: name.text, isAlias: name.isAlias, backend: question.backend ?? "")
        .sorted { $1.precedence < $0.precedence }
      explanation.attempts.append(
        PriceExplanation.Attempt(
          name: name.text,
          matches: matches.map {
            PriceExplanation.Match(
              book: books[$0.book], entry: entry(of: $0), pattern: $0.pattern,
              isForBackend: $0.precedence.isForBackend)
          }))
      guard let best = matches.first else { continue }
      let ids = Set(matches.filter { $0.precedence == best.precedence }.map { entry(of: $0).id })
      guard ids.count == 1 else {
        explanation.resolution = .unpriced(.ambiguous)
        return explanation
      }
      explain(entry(of: best).id, question, &explanation)
      return explanation
    }
    return explanation
  }

  private func names(of question: PriceQuestion) -> [(text: String, isAlias: Bool)] {
    guard question.backend == nil, let model = question.model else {
      return names(backend: question.backend ?? "", model: question.model)
    }
    // A name alone may be a model, or a backend that names no model.
    return [(model, false)] + names(backend: model, model: nil).filter { $0.text != model }
  }

  private func explain(
    _ id: String, _ question: PriceQuestion, _ explanation: inout PriceExplanation
  ) {
    func holds(_ condition: PriceCondition) -> Bool {
      let schedules = [condition.schedule].compactMap(\.self).filter {
        $0.holds(at: question.instant)
      }
      return condition.holds(serviceTier: question.serviceTier, schedules: schedules)
    }
    guard let row = row(of: id, at: question.instant, where: holds) else {
      explanation.resolution = .unpriced(.noRowAtDate)
      return
    }
    explanation.resolution = .priced(row)
    explanation.contextTier = row.tier(context: question.context)
    for (book, entry) in index.entries(id: id) {
      let entry = books[book].entry(entry)
      for other in entry.rows where other.holds(at: question.instant) && holds(other.condition) {
        let isSame = books[book].name == row.book.name && other.place == row.row.place
        guard !isSame else { continue }
        explanation.otherRows.append(PricedRow(book: books[book], entry: entry, row: other))
      }
    }
  }
}
