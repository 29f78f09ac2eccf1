/// A pattern as a table: for each state and byte the next state (Rabin and Scott 1959). It says whether a pattern matches
/// somewhere in a text, in a few instructions a byte, and stops where nothing more can come.
final class ByteAutomaton: Sendable {
  // Both are written in `init`, and never again until `deinit`.
  /// By byte: its class.
  private nonisolated(unsafe) let classes: UnsafeMutablePointer<UInt8>
  /// By state and class: the next state, times the number of classes.
  private nonisolated(unsafe) let next: UnsafeMutablePointer<UInt16>
  private let stride: Int
  private let start: Int
  /// By state: whether there is a match where the text ends.
  private let endsInMatch: [Bool]

  /// The second state is the one behind a match; the first is the one without a way out.
  private static let matched = 1

  /// - Parameters:
  ///   - mostStates: up to so many states the table is made.
  ///   - isLoose: whether it may match more than the pattern does: see `PatternTree.loosened`.
  /// - Returns: `nil` where the pattern can't be read, makes too large a table, or is the same when it is loose.
  convenience init?(_ pattern: String, mostStates: Int, isLoose: Bool = false) {
    guard let exact = PatternTree.read(pattern), let tree = isLoose ? exact.loosened() : exact,
      let states = PatternStates(tree, most: mostStates * 2)
    else {
      return nil
    }
    var builder = TableBuilder(states, isAnchored: PatternSet.beginsAtStart(pattern))
    guard builder.build(mostStates: mostStates) else { return nil }
    self.init(builder)
  }

  private init(_ table: TableBuilder) {
    stride = table.classCount
    classes = .allocate(capacity: 256)
    classes.initialize(from: table.classes, count: 256)
    next = .allocate(capacity: table.next.count)
    next.initialize(from: table.next, count: table.next.count)
    start = table.start
    endsInMatch = table.endsInMatch
  }

  deinit {
    classes.deallocate()
    next.deallocate()
  }

  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // Bound: a class is below `stride`, and a state a multiple of it that has a row, as `TableBuilder` made them.
    var state = start
    let last = ByteAutomaton.matched &* stride
    for byte in text {
      state = Int(next[state &+ Int(classes[Int(byte)])])
      if state <= last { return state == last }
    }
    return endsInMatch[state / stride]
  }
}
