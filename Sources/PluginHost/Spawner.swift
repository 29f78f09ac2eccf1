import Foundation

/// A thread that starts processes, and lives as long as the program.
///
/// A process that asks the system to be ended with its parent (the sandbox does) is ended with the thread that started it:
/// a worker's thread may be gone before its plugin is.
final class Spawner: @unchecked Sendable {
  // Unchecked: what waits is behind `condition`.
  static let shared = Spawner()

  private let condition = NSCondition()
  private var waiting: [@Sendable () -> Void] = []

  private init() {
    let thread = Thread { [self] in
      while true { next()() }
    }
    thread.stackSize = 1 << 19
    thread.start()
  }

  private func next() -> @Sendable () -> Void {
    condition.lock()
    defer { condition.unlock() }
    while waiting.isEmpty { condition.wait() }
    return waiting.removeFirst()
  }

  /// Runs something there, and waits for it.
  func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> Result {
    let answer = Answer<Result>()
    condition.lock()
    waiting.append { answer.give(body()) }
    condition.signal()
    condition.unlock()
    return answer.take()
  }

  private final class Answer<Value: Sendable>: @unchecked Sendable {
    // Unchecked: the value is behind the semaphore.
    private let ready = DispatchSemaphore(value: 0)
    private var value: Value?

    func give(_ value: Value) {
      self.value = value
      ready.signal()
    }

    func take() -> Value {
      while true {
        ready.wait()
        if let value { return value }
      }
    }
  }
}
