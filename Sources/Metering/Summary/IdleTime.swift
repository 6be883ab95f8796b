/// Time without usage that something is paid for all the same: a reserved machine, a commitment.
package struct IdleTime: Sendable {
  package var backend: String
  package var model: String
  /// When; it lies in one UTC day.
  package var time: TimeRange

  package init(backend: String, model: String, time: TimeRange) {
    self.backend = backend
    self.model = model
    self.time = time
  }

  /// The tool and the routing method that reports show for it.
  package static let name = "(idle)"

  /// An event at its start, of no request.
  func event(_ names: inout NameTable) -> UsageEvent {
    var event = UsageEvent()
    event.timestamp = time.start
    event.backend = names.id(of: backend)
    event.model = names.id(of: model)
    event.tool = names.id(of: Self.name)
    event.routingMethod = event.tool
    event.serviceTier = names.id(of: "")
    return event
  }
}

extension Instant {
  /// The first instant after this one that begins a quarter of an hour: all zones' days and hours
  /// begin at such instants.
  var nextQuarterHour: Instant {
    let quarter = TimeSpan.minute * 15
    return utcMidnight + quarter * ((self - utcMidnight).whole(quarter) + 1)
  }
}
