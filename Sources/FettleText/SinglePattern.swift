/// A pattern of a set that is tried by itself.
final class SinglePattern: Sendable {
  /// Which of the set's it is.
  let index: Int32
  private let pattern: Pattern
  private let automaton: LazyAutomaton

  /// - Throws: `PatternError` where it can't be read.
  init(_ source: String, _ index: Int) throws(PatternError) {
    pattern = try Pattern(source)
    automaton = LazyAutomaton(source)
    self.index = Int32(index)
  }

  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool { automaton.matches(text) ?? pattern.matches(text) }
}
