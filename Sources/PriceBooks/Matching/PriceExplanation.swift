package import Metering

/// How the price of a name was found: all entries that it fits, in the order in which they are asked,
/// each with why it lost, and the row that holds, with the rows that lose to it.
package struct PriceExplanation: Sendable {
  /// An entry that a name fits.
  package struct Fit: Sendable {
    /// The name that fits it: `BACKEND/MODEL`, say.
    package let name: String
    package let book: PriceBook
    package let entry: PriceEntry
    package let pattern: NamePattern
    package let isForBackend: Bool
    /// nil where it is the price.
    package let loss: Loss?
  }

  /// Why an entry that a name fits is not its price.
  package enum Loss: Sendable, Equatable {
    /// It has no row at the instant, on these conditions.
    case noRow
    /// A later book has a row for the name.
    case laterBookDecides
    /// Another name is tried first, and fits another entry.
    case otherNameFirst(String)
    /// Another entry is for this backend.
    case otherForBackend
    /// Another pattern is more exact.
    case lessExact(than: NamePattern)
    /// Its book takes the first entry that fits.
    case listedLater
    /// Of the books that the program carries, a later one has an entry that fits as well.
    case laterBuiltInBook
    /// Another entry fits as well: nothing is priced.
    case ambiguous
  }

  /// Names that were tried, in order.
  package var names: [String] = []
  package var fits: [Fit] = []
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
    let decision = decide(search, at: question.instant, where: question.meets)
    explanation.resolution = decision.resolution
    for attempt in search.steps.flatMap(\.attempts) where !explanation.names.contains(attempt.name)
    {
      explanation.names.append(attempt.name)
    }
    explanation.fits = fits(search, decision)
    if case .priced(let row) = explanation.resolution {
      explanation.contextTier = row.tier(context: question.context)
      explanation.otherRows = rows(besides: row, question)
    }
    return explanation
  }

  func search(_ question: PriceQuestion) -> NameSearch {
    guard question.backend == nil, let model = question.model else {
      return search(backend: question.backend ?? "", model: question.model)
    }
    return search(name: model)
  }

  /// The entries that were found, each once, with why each lost.
  private func fits(
    _ search: NameSearch, _ decision: (resolution: Resolution, step: Int)
  ) -> [PriceExplanation.Fit] {
    var priced: PricedRow?
    if case .priced(let row) = decision.resolution { priced = row }
    var seen: Set<PriceIndex.Place> = []
    var fits: [PriceExplanation.Fit] = []
    for (number, step) in search.steps.enumerated() {
      for attempt in step.attempts {
        for match in attempt.matches + attempt.passedOver where seen.insert(match.place).inserted {
          let book = books[match.place.book]
          let isPrice = priced?.entry.id == match.id && priced?.book.name == book.name
          let loss =
            number > decision.step ? .laterBookDecides : step.loss(match, in: attempt)
          fits.append(
            PriceExplanation.Fit(
              name: attempt.name, book: book, entry: index.entry(match.place),
              pattern: match.pattern, isForBackend: match.precedence.isForBackend,
              loss: isPrice ? nil : loss))
        }
      }
    }
    return fits
  }

  /// The other rows of a price that hold.
  private func rows(besides row: PricedRow, _ question: PriceQuestion) -> [PricedRow] {
    entries(id: row.entry.id).flatMap { book, entry in
      entry.rows.filter { other in
        let isSame = book.name == row.book.name && other.place == row.row.place
        return !isSame && other.holds(at: question.instant) && question.meets(other.condition)
      }.map { PricedRow(book: book, entry: entry, row: $0) }
    }
  }
}

extension NameSearch.Step {
  /// Why an entry of the step is not the price, if the step is reached.
  fileprivate func loss(
    _ match: EntryMatch, in attempt: NameSearch.Attempt
  ) -> PriceExplanation.Loss {
    guard let decisive, let first = decisive.matches.first else { return .noRow }
    guard attempt.name == decisive.name else { return .otherNameFirst(decisive.name) }
    if match.precedence == first.precedence { return ids.count > 1 ? .ambiguous : .noRow }
    if attempt.passedOver.contains(where: { $0.place == match.place }) { return .listedLater }
    if match.precedence.isForBackend != first.precedence.isForBackend { return .otherForBackend }
    if match.precedence.pattern != first.precedence.pattern {
      return .lessExact(than: first.pattern)
    }
    return .laterBuiltInBook
  }
}
