import ExactNumbers
import Templating

/// Requests by weekday and hour: a cell for each hour with usage, as full as it is busy.
extension DocumentView {
  private static let rowHeight = 28
  private static let cellHeight = 24
  /// Where the hours begin, in percent of the chart's width, after the weekdays' names.
  private static let left = 10

  func addWeek(to view: inout TemplateObject) {
    let rows = weekRows
    let most = rows.flatMap(\.hours).compactMap { $0["requests"]?.number }.max() ?? .zero
    view["week"] = .list(
      rows.map { row in
        [
          "weekday": .text(row.weekday),
          "hours": .list(row.hours.map { ["requests": count($0["requests"])] }),
        ]
      })
    let cells = rows.enumerated().flatMap { index, row in
      row.hours.compactMap { cell($0, weekday: row.weekday, row: index, most: most) }
    }
    view["chart_week"] = [
      "height": .integer(max(1, rows.count) * Self.rowHeight + 22),
      "label_y": .integer(max(1, rows.count) * Self.rowHeight + 16), "cells": .list(cells),
      "rows": .list(
        rows.enumerated().map { index, row in
          ["label": .text(row.weekday), "y": .integer(index * Self.rowHeight + 17)]
        }),
      "hours": .list(
        [0, 6, 12, 18].map { hour in ["label": .text("\(hour):00"), "x": x(ExactDecimal(hour))] }),
    ]
  }

  private var weekRows: [(weekday: String, hours: [TemplateValue])] {
    var rows: [(weekday: String, hours: [TemplateValue])] = []
    for hour in report["weekday_hours"]?.elements ?? [] {
      let name = hour["weekday"]?.text ?? ""
      let weekday = name.prefix(1).uppercased() + name.dropFirst()
      if rows.last?.weekday != weekday { rows.append((weekday, [])) }
      rows[rows.count - 1].hours.append(hour)
    }
    return rows
  }

  /// The left edge of an hour, in percent.
  private func x(_ hour: ExactDecimal) -> TemplateValue {
    let width = ExactDecimal(100 - Self.left)
    let x = try? hour.times(width, dividedBy: ExactDecimal(24))
    return .decimal((ExactDecimal(Self.left) + (x ?? .zero)).rounded(to: 2))
  }

  private func cell(
    _ hour: TemplateValue, weekday: String, row: Int, most: ExactDecimal
  ) -> TemplateValue? {
    guard let requests = hour["requests"]?.number, requests > .zero else { return nil }
    let share = ChartGeometry.percent(requests, of: most)
    let height = max(
      ChartGeometry.pixels(requests, of: most, height: Self.cellHeight), ExactDecimal(2))
    let bottom = ExactDecimal(row * Self.rowHeight + Self.cellHeight)
    let level = 1 + [20, 40, 60, 80].count { share > ExactDecimal($0) }
    let name = "\(weekday) \(hour["hour"]?.number?.description ?? ""):00"
    return [
      "x": x(hour["hour"]?.number ?? .zero), "y": .decimal(bottom - height),
      "height": .decimal(height), "level": .integer(level),
      "title": .text("\(name), \(MoneyText.grouped(requests.description)) requests"),
    ]
  }
}
