import Templating

extension Rule {
  /// The mistakes that a report with a row in every table shows: its table, its keys, its templates.
  func problems(in sample: TemplateValue) -> [RuleError] {
    let rows: [TemplateValue]
    do {
      rows = try table(in: sample)
    } catch {
      return [error]
    }
    guard let row = rows.first?.adding(openKeys) else { return [] }
    return unknownKeys(of: row) + templateErrors(row, sample)
  }

  /// The keys that its texts look for where the data decide which there are: `keys.team`.
  private var openKeys: [String] {
    let texts = [message, suggestion, subject ?? "", effect ?? ""]
    let isName = { (byte: UInt8) in
      byte > 0x20 && !"{}|#^/&".utf8.contains(byte)
    }
    let words = texts.flatMap { $0.utf8.split { !isName($0) } }.map { String(Substring($0)) }
    return words.filter(Self.isOpen)
  }

  private func unknownKeys(of row: TemplateValue) -> [RuleError] {
    (conditions + escalations.flatMap(\.conditions)).compactMap { condition in
      guard !Self.isOpen(condition.key), row.value(at: condition.key) == nil else { return nil }
      return RuleError(
        place: condition.place,
        problem: .unknownColumn(condition.key, table: self.rows, known: row.dottedKeys))
    }
  }

  /// Each template over a row in which everything is something, then over one in which nothing is,
  /// so that what stands in `{{^key}}` is looked at too.
  private func templateErrors(_ row: TemplateValue, _ sample: TemplateValue) -> [RuleError] {
    // Reading the file found what is wrong with the templates themselves.
    guard let voice = try? RuleVoice(self, report: sample) else { return [] }
    let checks = [
      voice.checkMessage, voice.checkSuggestion, voice.checkSubject, voice.checkEffect,
    ]
    return checks.compactMap { check in
      for row in [row, row.emptied] {
        do { try check(row) } catch { return error as? RuleError }
      }
      return nil
    }
  }
}

extension TemplateValue {
  /// The row with something under dotted keys of its open objects.
  fileprivate func adding(_ keys: [String]) -> TemplateValue {
    guard case .object(var row) = self else { return self }
    for key in keys {
      let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
      guard parts.count == 2, case .object(var open)? = row[parts[0]] else { continue }
      open[parts[1]] = .integer(1)
      row[parts[0]] = .object(open)
    }
    return .object(row)
  }

  /// The same keys with nothing in them.
  fileprivate var emptied: TemplateValue {
    switch self {
    case .object(let object):
      var empty = TemplateObject()
      for field in object.fields { empty[field.name] = field.value.emptied }
      return .object(empty)
    case .list: return .list([])
    case .text: return .text("")
    case .bool: return .bool(false)
    case .null, .integer, .decimal: return self
    }
  }
}
