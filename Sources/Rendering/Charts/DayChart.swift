import Charging
import ExactNumbers
import Metering
import Reporting
import Templating

/// The geometry of the cost a day: a column for each day, stacked by backend, and hatched on top what
/// the month's estimate adds to it.
struct DayChart {
  static let plotHeight = 180
  private static let top = 24

  let days: [DayRow]
  let stack: DayStack
  let estimate: DaysToCome?
  let money: MoneyText

  var tree: TemplateValue {
    let columns = columns
    let most = columns.map { $0.parts.reduce(.zero, +) + $0.forecast }.max() ?? .zero
    let width = ChartGeometry.percent(.one, of: ExactDecimal(max(1, columns.count)))
    let shown = columns.enumerated().map { index, column -> TemplateValue in
      let x = ChartGeometry.percent(ExactDecimal(index), of: ExactDecimal(columns.count))
      return shape(column, x: x, width: width, most: most)
    }
    return [
      "height": .integer(Self.top + Self.plotHeight + 24), "top": .integer(Self.top),
      "base": .integer(Self.top + Self.plotHeight),
      "label_y": .integer(Self.top + Self.plotHeight + 17),
      "most": .text(money.figure(most, isSmall: money.isUnderOne(most))),
      "columns": .list(shown), "labels": .list(labels(columns.map(\.date))),
      "series": .list(
        stack.names.enumerated().map { ["pattern": .integer($0), "name": .text($1)] }),
    ]
  }

  private typealias Column = (date: CivilDate, parts: [ExactDecimal], forecast: ExactDecimal)

  private var columns: [Column] {
    let known = zip(days, stack.days).map { day, parts in
      (date: day.date, parts: parts.map(\.cost.amount), forecast: added(to: day.date))
    }
    guard let end = estimate?.end, let last = days.last?.date, last < end else { return known }
    return known
      + (last.dayNumber + 1...end.dayNumber).map { number in
        let date = CivilDate(dayNumber: number)
        return (date, [], added(to: date))
      }
  }

  private func added(to date: CivilDate) -> ExactDecimal { estimate?.amounts[date] ?? .zero }

  private func shape(
    _ column: Column, x: ExactDecimal, width: ExactDecimal, most: ExactDecimal
  ) -> TemplateValue {
    var below = ExactDecimal.zero
    var rectangles: [TemplateValue] = []
    let base = ExactDecimal(Self.top + Self.plotHeight)
    for (pattern, part) in (column.parts + [column.forecast]).enumerated() where part > .zero {
      let bottom = ChartGeometry.pixels(below, of: most, height: Self.plotHeight)
      below = below + part
      let top = ChartGeometry.pixels(below, of: most, height: Self.plotHeight)
      let isForecast = pattern == column.parts.count
      rectangles.append([
        "y": .decimal(base - top), "height": .decimal(top - bottom),
        "pattern": isForecast ? "f" : .text("\(pattern)"),
      ])
    }
    let inked = try? width.times(ExactDecimal(86), dividedBy: ExactDecimal(100))
    return [
      "x": .decimal(x), "width": .decimal((inked ?? width).rounded(to: 2)),
      "parts": .list(rectangles),
      "title": .text(title(column, below)),
    ]
  }

  private func title(_ column: Column, _ amount: ExactDecimal) -> String {
    let note = column.forecast > .zero ? ", estimated" : ""
    return "\(column.date): \(money.currency) \(money.figure(amount))\(note)"
  }

  /// The first and the last day, and firsts of months that are far enough from the other labels.
  private func labels(_ dates: [CivilDate]) -> [TemplateValue] {
    guard let first = dates.first, let last = dates.last else { return [] }
    var labels = [label(first, at: .zero, "start")]
    var latest = ExactDecimal.zero
    for (index, date) in dates.enumerated() where date == date.monthStart {
      let x = ChartGeometry.percent(ExactDecimal(index), of: ExactDecimal(dates.count))
      guard x - latest > ExactDecimal(36), x < ExactDecimal(64) else { continue }
      labels.append(label(date, at: x, "middle"))
      latest = x
    }
    if dates.count > 1 { labels.append(label(last, at: ExactDecimal(100), "end")) }
    return labels
  }

  private func label(_ date: CivilDate, at x: ExactDecimal, _ anchor: String) -> TemplateValue {
    ["x": .decimal(x), "anchor": .text(anchor), "text": .text(date.description)]
  }
}
