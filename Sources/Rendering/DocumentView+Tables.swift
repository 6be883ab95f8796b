import ExactNumbers
import Metering
import Templating

extension DocumentView {
  func addTables(to view: inout TemplateObject) {
    let byRank = (report["backends"]?.elements ?? []).sorted {
      ($0["rank"]?.number ?? .zero) < ($1["rank"]?.number ?? .zero)
    }
    view["backends"] = .list(byRank.map { row($0, of: "backends", adding: ["rank", "score"]) })
    for name in ["models", "tools"] {
      view[name] = .list((report[name]?.elements ?? []).map { row($0, of: name, adding: []) })
    }
    view["backends_gone"] = .text(gone(from: "backends"))
    view["models_gone"] = .text(gone(from: "models"))
    view["routes"] = .list(
      (report["routes"]?.elements ?? []).map { route in
        guard case .object(var shown) = row(route, of: "routes", adding: []) else { return .null }
        let confidence = route["avg_confidence"]?.number
        shown["confidence"] = .text(confidence.map { $0.text(fractionDigits: 2) } ?? "–")
        return .object(shown)
      })
    view["days"] = .list(days)
    view["hours"] = .list(hours)
    view["errors"] = .list((report["errors"]?.elements ?? []).map(error))
    view["charges"] = .list((report["cost"]?["charges"]?.elements ?? []).map(charge))
    view["unpriced"] = .list((report["cost"]?["unpriced"]?.elements ?? []).map(unpriced))
    view["findings"] = .list((report["recommendations"]?["items"]?.elements ?? []).map(finding))
  }

  private func row(
    _ row: TemplateValue, of table: String, adding columns: [String]
  ) -> TemplateValue {
    let name = row["name"]?.text ?? ""
    var shown: TemplateObject = [
      "name": .text(name.isEmpty ? "(none)" : name),
      "requests": count(row["requests"]),
      "success": percent(row["success_percent"]),
      "tokens": count(row["tokens"]?["total"]),
      "mean": milliseconds(row["duration_ms"]?["mean"]),
      "p95": milliseconds(row["duration_ms"]?["p95"]),
      "cost": .text(money.cell(row["cost"])), "change": change(of: row, in: table),
    ]
    for column in columns {
      let number = row[column]?.number ?? .zero
      shown[column] = .text(column == "rank" ? number.description : number.text(fractionDigits: 1))
    }
    return .object(shown)
  }

  private var days: [TemplateValue] {
    let used = (report["days"]?.elements ?? []).filter { ($0["requests"]?.number ?? .zero) > .zero }
    let most = used.map { $0["cost"]?["amount"]?.number ?? .zero }.max() ?? .zero
    return used.map { day in
      [
        "date": day["date"] ?? .null, "requests": count(day["requests"]),
        "tokens": count(day["tokens"]?["total"]), "cost": .text(money.cell(day["cost"])),
        "percent": share(day["cost"]?["amount"]?.number ?? .zero, of: most),
      ]
    }
  }

  private var hours: [TemplateValue] {
    let rows = report["hours"]?.elements ?? []
    let most = rows.compactMap { $0["requests"]?.number }.max() ?? .zero
    return rows.map { row in
      [
        "hour": row["hour"] ?? .null, "requests": count(row["requests"]),
        "percent": share(row["requests"]?.number ?? .zero, of: most),
      ]
    }
  }

  /// 0 to 100, with one digit; what is more than nothing is at least 0.1, so that its bar shows.
  func share(_ part: ExactDecimal, of whole: ExactDecimal) -> TemplateValue {
    guard part > .zero, let ratio = try? part.times(ExactDecimal(100), dividedBy: whole) else {
      return .decimal(.zero)
    }
    let least = ExactDecimal(units: ExactDecimal.unitsPerOne / 10)
    return .decimal(max(ratio.rounded(to: 1), least))
  }

  private func error(_ row: TemplateValue) -> TemplateValue {
    let messages = row["messages"]?.elements ?? []
    return [
      "type": .text(row["type"]?.text ?? "–"), "code": .text(row["code"]?.text ?? "–"),
      "count": count(row["count"]), "first": row["first_seen"] ?? .null,
      "last": row["last_seen"] ?? .null, "message": .text(messages.first?["text"]?.text ?? "–"),
      "cost": .text(money.cell(row["cost"])),
    ]
  }

  private func charge(_ row: TemplateValue) -> TemplateValue {
    let from = row["effective_from"]?.text.map(Self.priceDate)
    let low = row["low"]?.number ?? .zero
    let high = row["high"]?.number ?? .zero
    return [
      "backend": row["backend"] ?? .null, "model": .text(row["model"]?.text ?? ""),
      "meter": row["meter"] ?? .null, "quantity": count(row["quantity"]),
      "per": count(row["per"]), "unit_price": .text(row["unit_price"]?.number?.description ?? ""),
      "amount": .text(money.figure(row["amount"]?.number ?? .zero)),
      "range": .text(low == high ? "" : "\(money.figure(low))–\(money.figure(high))"),
      "price_id": row["price_id"] ?? .null, "book": row["book"] ?? .null,
      "from": .text(from ?? "always"), "service_tier": row["service_tier"] ?? .null,
      "assumed": row["assumed"] ?? .null,
    ]
  }

  /// Books write dates for midnights in UTC, so those are what a price is known by in every zone.
  private static func priceDate(_ timestamp: String) -> String {
    guard let start = DateTimeText(parsing: timestamp)?.asUTC, start == start.utcMidnight else {
      return timestamp
    }
    return start.utcDate.description
  }

  private func unpriced(_ row: TemplateValue) -> TemplateValue {
    let parts = [row["backend"]?.text ?? "", row["model"]?.text ?? ""].filter { !$0.isEmpty }
    return [
      "name": .text(parts.joined(separator: " / ")), "meter": row["meter"] ?? .null,
      "reason": row["reason"] ?? .null, "requests": count(row["requests"]),
      "quantity": count(row["quantity"]),
    ]
  }

  private func finding(_ row: TemplateValue) -> TemplateValue {
    let effect = row["monthly_effect"]?.number.map { "\(money.currency) \(money.figure($0))" }
    return [
      "severity": row["severity"] ?? .null, "rule": row["rule"] ?? .null,
      "subject": row["subject"] ?? .null, "message": row["message"] ?? .null,
      "suggestion": row["suggestion"] ?? .null,
      "effect": effect.map(TemplateValue.text) ?? .null,
      "is_info": .bool(row["severity"]?.text == "info"), "evidence": .list(evidence(of: row)),
    ]
  }
}
