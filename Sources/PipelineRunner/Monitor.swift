import Foundation

/// A value behind a lock, and a way to wait until it is as one needs it.
///
/// `@unchecked` because the compiler can't see that `state` is only touched between `lock` and `unlock`; this class is
/// small so that a reader can. (`Synchronization.Mutex` raises false races under ThreadSanitizer on Linux.)
public final class Monitor<State>: @unchecked Sendable {
  private let condition = NSCondition()
  private var state: State

  public init(_ state: sending State) { self.state = state }

  /// Looks at the value or changes it, then wakes everyone who waits.
  public func change<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    condition.lock()
    defer {
      condition.broadcast()
      condition.unlock()
    }
    return try body(&state)
  }

  /// Waits until `body` answers with something; it is asked again after each change.
  public func wait<Result>(until body: (inout State) -> Result?) -> Result {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if let result = body(&state) {
        // What `body` took may be what another waits for.
        condition.broadcast()
        return result
      }
      condition.wait()
    }
  }
}
