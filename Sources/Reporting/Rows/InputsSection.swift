import Metering

/// What was read, and what became of it: the six counts of records add up to `records`.
package struct InputsSection: ReportRow {
  package let figures: InputFigures
  package let used: Int
  package let outsidePeriod: Int
  package let filtered: Int
  package let notes: [NoteRow]
  package let gaps: [GapRow]
  package let digest: String
  package let collapsed: [CollapsedRow]

  package var rejected: Int { figures.rejections.reduce(0) { $0 + $1.count } }
  package var rejections: [RejectionRow] {
    figures.rejections.map { RejectionRow(reason: $0.reason, count: $0.count, first: $0.first) }
  }

  package static let fields: [Field<InputsSection>] = [
    Field("files", "Files read.") { $0.figures.files },
    Field("bytes", "Bytes read, before decompression.", in: .bytes) { $0.figures.bytes },
    Field("records", "Records found.") { $0.figures.records },
    Field("used", "Records that the figures rest on.") { $0.used },
    Field("outside_period", "Records before or after the period.") { $0.outsidePeriod },
    Field("filtered", "Records that --where left out.") { $0.filtered },
    Field("duplicates", "Copies of records that are counted; collapsed says by which rule.") {
      $0.figures.duplicates
    },
    Field("rejected", "Records that can't be used; rejections says why.") { $0.rejected },
    Field("not_usage", "Records that carry no usage.") { $0.figures.notUsage },
    Field("rejections", "Why records were rejected.") { $0.rejections },
    Field("notes", "What is used, and is worth knowing.") { $0.notes },
    Field("gaps", "Runs of whole days without usage between the first and the last event.") {
      $0.gaps
    },
    Field("digest", FieldText.digest) { $0.digest },
    Field("formats", "What the files were read as, sorted by name.") { $0.figures.formats },
    Field("unrecognised", "Files of no known format: nothing of them counts.") {
      $0.figures.unrecognised
    },
    Field("collapsed", "By which rules duplicates were not counted again, sorted by name.") {
      $0.collapsed
    },
  ]

  init(_ usage: PricedUsage) throws {
    let summary = usage.request.summary
    figures = usage.request.inputs
    used = summary.used
    outsidePeriod = summary.outsidePeriod
    filtered = summary.filtered
    notes =
      figures.notes.map { NoteRow(note: $0.note, count: $0.count, first: $0.first) }
      + usage.costNotes
    gaps = GapRow.rows(usage)
    digest = summary.digest.text
    collapsed = try figures.collapsed.map { try CollapsedRow($0, usage.request) }
  }
}

/// Why records were rejected, by reason.
package struct RejectionRow: ReportRow {
  package let reason: String
  package let count: Int
  package let first: String

  package static let fields: [Field<RejectionRow>] = [
    Field("reason", "Why: a stable name.") { $0.reason },
    Field("count", FieldText.count) { $0.count }, Field("first", FieldText.first) { $0.first },
  ]
}

/// What is used, and is worth knowing.
package struct NoteRow: ReportRow {
  package let note: String
  package let count: Int
  package let first: String

  package static let fields: [Field<NoteRow>] = [
    Field("note", "What: a stable name.") { $0.note },
    Field("count", FieldText.count) { $0.count }, Field("first", FieldText.first) { $0.first },
  ]
}

/// A run of whole local days without usage between the first and the last event.
package struct GapRow: ReportRow {
  package let start: Timestamp
  package let end: Timestamp

  package static let fields: [Field<GapRow>] = [
    Field("start", FieldText.start) { $0.start }, Field("end", FieldText.end) { $0.end },
  ]

  fileprivate static func rows(_ usage: PricedUsage) -> [GapRow] {
    let zone = usage.zone
    let days = zip(usage.tables.days.keys, usage.tables.days.measures)
      .filter { $1.requests > 0 }.map(\.0).sorted()
    func midnight(_ day: Int) -> Timestamp {
      Timestamp(zone.start(of: CivilDate(dayNumber: day)), in: zone)
    }
    return zip(days, days.dropFirst()).filter { $1 > $0 + 1 }.map { day, next in
      GapRow(start: midnight(day + 1), end: midnight(next))
    }
  }
}
