#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Runs work on several threads, and waits for all of them.
enum Workers {
  /// The number of processors that are there to be used.
  static var available: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Calls `body` with 0 ..< count, each on a thread of its own, the first on this one.
  static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let threads = (1..<max(count, 1)).map { Thread(index: $0, body) }
    body(0)
    for thread in threads { thread.join() }
  }

  /// A thread with a stack that holds the deepest JSON, also where the default is small.
  private struct Thread {
    private let handle: pthread_t?

    init(index: Int, _ body: @escaping @Sendable (Int) -> Void) {
      let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
      pthread_attr_init(attributes)
      pthread_attr_setstacksize(attributes, 8 << 20)
      defer {
        pthread_attr_destroy(attributes)
        attributes.deallocate()
      }
      let job = Unmanaged.passRetained(Job { body(index) })
      #if canImport(Darwin)
        var thread: pthread_t?
        let code = pthread_create(&thread, attributes, { Job.run($0) }, job.toOpaque())
      #else
        var thread = pthread_t()
        let code = pthread_create(&thread, attributes, { Job.run($0) }, job.toOpaque())
      #endif
      handle = code == 0 ? thread : nil
      // Without a thread the work is done here.
      if code != 0 { job.takeRetainedValue().body() }
    }

    func join() {
      if let handle { pthread_join(handle, nil) }
    }
  }

  private final class Job: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }

    static func run(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
      if let pointer { Unmanaged<Job>.fromOpaque(pointer).takeRetainedValue().body() }
      return nil
    }
  }
}
