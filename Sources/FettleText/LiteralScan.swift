/// Finds which of many literals stand in a text, all of them in one pass over its bytes: by four
/// bytes of each (`GramScan`), or where one of them has fewer than three, by an automaton (Aho and Corasick 1975).
///
/// Capital ASCII letters of the text count as small ones.
public struct LiteralScan: Sendable {
  /// How many literals there are.
  public let count: Int
  private let grams: GramScan?
  /// A byte's class. Class 0 holds every byte that no literal has.
  private let classes: [UInt8]
  /// By state and class: the next state, times the number of classes.
  private let next: [Int32]
  /// States from this one on (times the number of classes) end a literal.
  private let firstEnd: Int32
  private let stride: Int
  /// Of the states that end literals: where in `ends` theirs begin; one more than there are such states.
  private let endStarts: [Int32]
  private let ends: [Int32]

  /// - Parameter literals: none of them empty, ASCII letters small.
  public init(_ literals: [[UInt8]]) {
    count = literals.count
    if literals.allSatisfy({ $0.count >= GramScan.shortest }), let scan = GramScan(literals) {
      grams = scan
      (classes, next, firstEnd, stride, endStarts, ends) = ([], [], 0, 0, [], [])
      return
    }
    grams = nil
    var classes = [UInt8](repeating: 0, count: 256)
    var used = 1
    for byte in literals.joined() where classes[Int(byte)] == 0 {
      classes[Int(byte)] = UInt8(used)
      used += 1
    }
    for letter in 0x41...0x5A { classes[letter] = classes[letter | 0x20] }
    self.classes = classes
    stride = used

    // The trie of the literals, state by state in the order in which they were made.
    var trie = [Int](repeating: -1, count: used)
    var own: [[Int32]] = [[]]
    for (index, literal) in literals.enumerated() {
      var state = 0
      for byte in literal {
        let edge = state * used + Int(classes[Int(byte)])
        if trie[edge] < 0 {
          trie[edge] = own.count
          own.append([])
          trie.append(contentsOf: repeatElement(-1, count: used))
        }
        state = trie[edge]
      }
      own[state].append(Int32(index))
    }
    // Breadth first, so that a state's fallback is whole before the state is.
    var fallback = [Int](repeating: 0, count: own.count)
    var order = [0]
    var head = 0
    while head < order.count {
      let state = order[head]
      head += 1
      if state != 0 { own[state] += own[fallback[state]] }
      for byteClass in 0..<used {
        let edge = state * used + byteClass
        let below = state == 0 ? 0 : trie[fallback[state] * used + byteClass]
        if trie[edge] < 0 {
          trie[edge] = below
        } else {
          fallback[trie[edge]] = below
          order.append(trie[edge])
        }
      }
    }
    // States that end something come last, so that one comparison tells them.
    let sorted = order.filter { own[$0].isEmpty } + order.filter { !own[$0].isEmpty }
    var number = [Int](repeating: 0, count: own.count)
    for (new, old) in sorted.enumerated() { number[old] = new }
    var next = [Int32](repeating: 0, count: trie.count)
    for old in own.indices {
      for byteClass in 0..<used {
        next[number[old] * used + byteClass] = Int32(number[trie[old * used + byteClass]] * used)
      }
    }
    self.next = next
    let firstEnd = sorted.firstIndex { !own[$0].isEmpty } ?? sorted.count
    self.firstEnd = Int32(firstEnd * used)
    var starts: [Int32] = [0]
    var ends: [Int32] = []
    for state in sorted[firstEnd...] {
      ends += own[state]
      starts.append(Int32(ends.count))
    }
    endStarts = starts
    self.ends = ends
  }

  /// Notes each literal that stands in the text, as far as there is room.
  ///
  /// - Returns: whether the text is known to have nothing beyond ASCII in it.
  @discardableResult
  func find(in text: UnsafeBufferPointer<UInt8>, _ found: inout GramScan.Found) -> Bool {
    guard count > 0 else { return false }
    if let grams {
      grams.find(in: text, &found)
      return found.isASCII && !found.isFull
    }
    // Bound: a class is below `stride` and a state a multiple of it below `next.count`, as `init` made them.
    classes.withUnsafeBufferPointer { classes in
      next.withUnsafeBufferPointer { next in
        var state: Int32 = 0
        for byte in text {
          state = next[Int(state) &+ Int(classes[Int(byte)])]
          if state >= firstEnd {
            let end = Int(state - firstEnd) / stride
            for at in Int(endStarts[end])..<Int(endStarts[end + 1]) { found.note(Int(ends[at])) }
          }
        }
      }
    }
    return false
  }

  /// Whether one of the literals stands in the text.
  public func isAnywhere(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count > 0 else { return false }
    if let grams {
      return withUnsafeTemporaryAllocation(of: Int32.self, capacity: 1) { literals in
        var found = GramScan.Found(literals)
        grams.find(in: text, &found)
        return found.count > 0
      }
    }
    // The same bound as above.
    return classes.withUnsafeBufferPointer { classes in
      next.withUnsafeBufferPointer { next in
        var state: Int32 = 0
        for byte in text {
          state = next[Int(state) &+ Int(classes[Int(byte)])]
          if state >= firstEnd { return true }
        }
        return false
      }
    }
  }
}
