package import Metering

/// How the price of a name was found: the names that were tried, what each of them fits, and the row
/// that holds, with the rows that lose to it.
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

/// A name whose price is asked for, with all that the price may depend on.
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

  /// Whether a row's condition holds.
  fileprivate func meets(_ condition: PriceCondition) -> Bool {
    let schedules = [condition.schedule].compactMap(\.self).filter { $0.holds(at: instant) }
    return condition.holds(serviceTier: serviceTier, schedules: schedules)
  }
}

extension PriceBooks {
  /// Finds the price of a name as ``resolve(backend:model:serviceTier:at:schedules:)`` does, and
  /// says how.
  package func explain(_ question: PriceQuestion) -> PriceExplanation {
    let search = search(question)
    var explanation = PriceExplanation()
    explanation.attempts = search.attempts.map(attempt)
    switch search.outcome {
    case .none: break
    case .ambiguous: explanation.resolution = .unpriced(.ambiguous)
    case .price(let id): explainRow(of: id, question, &explanation)
    }
    return explanation
  }

  private func search(_ question: PriceQuestion) -> NameSearch {
    guard question.backend == nil, let model = question.model else {
      return search(backend: question.backend ?? "", model: question.model)
    }
    // A name alone may be a model, or a backend that names no model.
    let asBackend = names(backend: model, model: nil).filter { $0.text != model }
    return search([TriedName(text: model)] + asBackend, backend: "")
  }

  private func attempt(_ attempt: NameSearch.Attempt) -> PriceExplanation.Attempt {
    let matches = attempt.matches.map {
      PriceExplanation.Match(
        book: books[$0.place.book], entry: index.entry($0.place), pattern: $0.pattern,
        isForBackend: $0.precedence.isForBackend)
    }
    return PriceExplanation.Attempt(name: attempt.name, matches: matches)
  }

  private func explainRow(
    of id: String, _ question: PriceQuestion, _ explanation: inout PriceExplanation
  ) {
    guard let row = row(of: id, at: question.instant, where: question.meets) else {
      explanation.resolution = .unpriced(.noRowAtDate)
      return
    }
    explanation.resolution = .priced(row)
    explanation.contextTier = row.tier(context: question.context)
    for (book, entry) in entries(id: id) {
      for other in entry.rows
      where other.holds(at: question.instant) && question.meets(other.condition) {
        let isSame = book.name == row.book.name && other.place == row.row.place
        guard !isSame else { continue }
        explanation.otherRows.append(PricedRow(book: book, entry: entry, row: other))
      }
    }
  }
}
