import Foundation

/// Keeps the first of many failures, whichever thread meets it.
final class FirstFailure: @unchecked Sendable {
  // Unchecked: behind the lock.
  private let lock = NSLock()
  private var first: PluginFailure?

  func note(_ failure: PluginFailure) {
    lock.lock()
    first = first ?? failure
    lock.unlock()
  }

  var failure: PluginFailure? {
    lock.lock()
    defer { lock.unlock() }
    return first
  }
}
