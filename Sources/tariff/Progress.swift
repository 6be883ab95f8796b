import Metering
import Synchronization

/// One line on standard error, while reading takes more than a second and somebody looks.
final class Progress: Sendable {
  private struct State {
    var count = 0
    var next: Instant
    var isShown = false
  }

  private let state: Mutex<State>
  private let isWanted = Files.isTerminal(2) && !Voice.isQuiet

  init() { state = Mutex(State(next: Clock.now + .second)) }

  func add(_ events: Int) {
    guard isWanted else { return }
    state.withLock { state in
      state.count += events
      let now = Clock.now
      guard now >= state.next else { return }
      state.next = now + .millisecond * 200
      state.isShown = true
      _ = Files.write("\rtariff: \(state.count) events read", to: 2)
    }
  }

  /// Clears the line.
  func finish() {
    let isShown = state.withLock { $0.isShown }
    if isShown { _ = Files.write("\r\u{1B}[K", to: 2) }
  }
}
