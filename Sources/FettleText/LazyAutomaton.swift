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
  /// The same of one that matches more than the pattern, for want of a better one: it says where the pattern needn't be
  /// tried.
  private let loose = Atomic<UInt>(0)

  /// After how many tries it is made, if it has no more states: making it takes about as long as so many tries.
  private static let plans = [(tries: 100, mostStates: 250), (tries: 600, mostStates: 1000)]

  init(_ pattern: String) { source = pattern }

  deinit {
    for address in [made.load(ordering: .acquiring), loose.load(ordering: .acquiring)] {
      if let pointer = UnsafeRawPointer(bitPattern: address) {
        Unmanaged<ByteAutomaton>.fromOpaque(pointer).release()
      }
    }
  }

  /// Whether the pattern matches somewhere in a text; `nil` where it has to be asked another way.
  @inline(__always)
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    LazyAutomaton.answer(of: made, text) ?? matchesLoosely(text)
  }

  /// `nil` where there is no automaton.
  @inline(__always)
  private static func answer(of automaton: borrowing Atomic<UInt>, _ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard let pointer = UnsafeRawPointer(bitPattern: automaton.load(ordering: .acquiring)) else { return nil }
    // It lives as long as this does.
    return Unmanaged<ByteAutomaton>.fromOpaque(pointer)._withUnsafeGuaranteedRef { $0.matches(text) }
  }

  /// The same, while there is no exact automaton: false where even the loose one doesn't match.
  @inline(never)
  private func matchesLoosely(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    if LazyAutomaton.answer(of: loose, text) == false { return false }
    make()
    return nil
  }

  /// Counts a try, and makes the automaton at those that are waited for: no other thread counts the same.
  private func make() {
    guard tries.load(ordering: .relaxed) <= LazyAutomaton.plans[1].tries else { return }
    let count = tries.add(1, ordering: .relaxed).newValue
    for plan in LazyAutomaton.plans where plan.tries == count {
      if let automaton = ByteAutomaton(source, mostStates: plan.mostStates) {
        LazyAutomaton.set(made, to: automaton)
      } else if let automaton = ByteAutomaton(source, mostStates: plan.mostStates, isLoose: true) {
        LazyAutomaton.set(loose, to: automaton)
      }
    }
  }

  /// Should another thread have been faster with another plan, its automaton stays.
  private static func set(_ place: borrowing Atomic<UInt>, to automaton: ByteAutomaton) {
    let new = Unmanaged.passRetained(automaton)
    let address = UInt(bitPattern: new.toOpaque())
    if !place.compareExchange(expected: 0, desired: address, ordering: .acquiringAndReleasing).exchanged {
      new.release()
    }
  }
}
