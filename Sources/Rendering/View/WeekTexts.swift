import ExactNumbers
import Metering
import Reporting
import Templating

/// Requests by weekday and hour: a cell for each hour with usage, as full as it is busy.
struct WeekTexts: ViewPart {
  private let rows: [(weekday: String, hours: [WeekdayHourRow])]
  private let most: ExactDecimal

  private static let rowHeight = 28
  private static let cellHeight = 24
  /// Where the hours begin, in percent of the chart's width, after the weekdays' names.
  private static let left = 10

  init(_ report: Report) {
    let hours = Dictionary(grouping: report.weekdayHours, by: \.weekday)
    rows = hours.sorted { $0.key < $1.key }.map { weekday, hours in
      let name = CivilDate.weekdayNames[weekday]
      return (name.prefix(1).uppercased() + name.dropFirst(), hours)
    }
    most = ExactDecimal(report.weekdayHours.map(\.requests).max() ?? 0)
  }

  var names: TemplateObject {
    [
      "week": .list(
        rows.map { row in
          [
            "weekday": .text(row.weekday),
            "hours": .list(row.hours.map { ["requests": .count($0.requests)] }),
          ]
        }), "chart_week": chart,
    ]
  }

  private var chart: TemplateValue {
    let height = max(1, rows.count) * Self.rowHeight
    let cells = rows.enumerated().flatMap { index, row in
      row.hours.compactMap { cell($0, of: row.weekday, row: index) }
    }
    return [
      "height": .integer(height + 22), "label_y": .integer(height + 16), "cells": .list(cells),
      "rows": .list(
        rows.enumerated().map { index, row in
          ["label": .text(row.weekday), "y": .integer(index * Self.rowHeight + 17)]
        }),
      "hours": .list([0, 6, 12, 18].map { ["label": .text("\($0):00"), "x": x($0)] }),
    ]
  }

  /// The left edge of an hour, in percent.
  private func x(_ hour: Int) -> TemplateValue {
    let (left, width) = (ExactDecimal(Self.left), ExactDecimal(100 - Self.left))
    let x = try? ExactDecimal(hour).times(width, dividedBy: ExactDecimal(24))
    return .decimal((left + (x ?? .zero)).rounded(to: 2))
  }

  /// nil without requests.
  private func cell(_ hour: WeekdayHourRow, of weekday: String, row: Int) -> TemplateValue? {
    guard hour.requests > 0 else { return nil }
    let requests = ExactDecimal(hour.requests)
    let share = ChartGeometry.percent(requests, of: most)
    let height = max(
      ChartGeometry.pixels(requests, of: most, height: Self.cellHeight), ExactDecimal(2))
    let bottom = ExactDecimal(row * Self.rowHeight + Self.cellHeight)
    let level = 1 + [20, 40, 60, 80].count { share > ExactDecimal($0) }
    return [
      "x": x(hour.hour), "y": .decimal(bottom - height), "height": .decimal(height),
      "level": .integer(level),
      "title": .text("\(weekday) \(hour.hour):00, \(requests.grouped) requests"),
    ]
  }
}
