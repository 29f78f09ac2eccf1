import Synchronization

/// The `ByteAutomaton` of a pattern, made when the pattern has been tried so often that it is worth it: most patterns of a set
/// hardly ever are.
///
/// One value may be used by many threads at once.
final class LazyAutomaton: Sendable {
  private let source: String
  private let tries = Atomic<Int>(0)
  /// The address of the automaton, which this retains; 0 where there is none.
  private let made = Atomic<UInt>(0)

  /// After how many tries it is made, if it has no more states: making it takes as long as some hundred tries.
  private static let plans = [(tries: 1000, mostStates: 250), (tries: 4000, mostStates: 1000)]

  init(_ pattern: String) { source = pattern }

  deinit {
    if let pointer = UnsafeRawPointer(bitPattern: made.load(ordering: .acquiring)) {
      Unmanaged<ByteAutomaton>.fromOpaque(pointer).release()
    }
  }

  /// Whether the pattern matches somewhere in a text; `nil` where it has to be asked another way.
  @inline(__always)
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard let pointer = UnsafeRawPointer(bitPattern: made.load(ordering: .acquiring)) else {
      make()
      return nil
    }
    // It lives as long as this does.
    return Unmanaged<ByteAutomaton>.fromOpaque(pointer)._withUnsafeGuaranteedRef { $0.matches(text) }
  }

  /// Counts a try, and makes the automaton at those that are waited for: no other thread counts the same.
  @inline(never)
  private func make() {
    guard tries.load(ordering: .relaxed) <= LazyAutomaton.plans[1].tries else { return }
    let count = tries.add(1, ordering: .relaxed).newValue
    for plan in LazyAutomaton.plans where plan.tries == count {
      guard let automaton = ByteAutomaton(source, mostStates: plan.mostStates) else { continue }
      let new = Unmanaged.passRetained(automaton)
      let address = UInt(bitPattern: new.toOpaque())
      // Should another thread have been faster with a later plan, its automaton stays.
      if !made.compareExchange(expected: 0, desired: address, ordering: .acquiringAndReleasing).exchanged {
        new.release()
      }
    }
  }
}
