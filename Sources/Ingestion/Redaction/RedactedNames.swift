import Metering

/// The pseudonyms of the names that one thread has met.
struct RedactedNames: Sendable {
  private var known: [Key: NameID] = [:]

  private struct Key: Hashable {
    var kind: NameID
    var name: NameID
  }

  /// Replaces what names somebody or something of theirs: labels, the session, paths and addresses in
  /// messages of errors.
  mutating func redact(
    _ event: inout UsageEvent, by pseudonyms: Pseudonyms, _ names: inout NameTable
  ) {
    for index in event.labels.indices {
      let label = event.labels[index]
      event.labels[index].value = replace(label.value, of: label.name, &names) {
        pseudonyms.pseudonym(of: $0, $1)
      }
    }
    if event.session != .none {
      event.session = replace(event.session, of: names.id(of: "session"), &names) {
        pseudonyms.pseudonym(of: $0, $1)
      }
    }
    if let message = event.error?.message, message != .none {
      event.error?.message = replace(message, of: names.id(of: "message"), &names) { text, _ in
        pseudonyms.text(text)
      }
    }
  }

  private mutating func replace(
    _ name: NameID, of kind: NameID, _ names: inout NameTable,
    by pseudonym: (String, String) -> String
  ) -> NameID {
    let key = Key(kind: kind, name: name)
    if let known = known[key] { return known }
    let new = names.id(of: pseudonym(names[name], names[kind]))
    known[key] = new
    return new
  }
}
