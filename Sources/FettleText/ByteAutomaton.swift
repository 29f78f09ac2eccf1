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

  /// - Parameter mostStates: up to so many states the table is made.
  /// - Returns: `nil` where the pattern can't be read, or makes too large a table.
  convenience init?(_ pattern: String, mostStates: Int) {
    guard let tree = PatternTree.read(pattern), let states = PatternStates(tree, most: mostStates * 2) else {
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
    next.initialize(from: table.next.map { UInt16($0 * table.classCount) }, count: table.next.count)
    start = table.start * table.classCount
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

/// Makes the table of a `ByteAutomaton`: each of its states is a set of a pattern's states.
struct TableBuilder {
  private let states: [PatternStates.State]
  private let first: Int
  private let isAnchored: Bool
  private let heedsWords: Bool
  private(set) var classes = [UInt8](repeating: 0, count: 256)
  private(set) var classCount = 1
  /// A byte of each class.
  private var samples: [UInt8] = []
  /// By state and class. The first two are the state without a way out, and the one behind a match.
  private(set) var next: [Int] = []
  private(set) var endsInMatch: [Bool] = [false, true]
  private(set) var start = 0

  /// What a state of the table stands for.
  private struct Key: Hashable {
    /// The pattern's states, ascending.
    var members: [Int]
    var isBehindWord: Bool
    var isAtStart: Bool
  }
  private var keys: [Key] = []
  private var numbers: [Key: Int] = [:]
  private var marks: [Int]
  private var mark = 0
  /// By state of the pattern: whether it is the match, and the state behind its byte, or −1.
  private var isMatch: [Bool] = []
  private var behind: [Int] = []
  /// By state of the pattern and class, a bit each: whether its byte may be of the class.
  private var takes: [UInt64] = []
  private var takesStride = 1
  /// Room for the states behind a byte.
  private var targets: [Int] = []

  init(_ pattern: PatternStates, isAnchored: Bool) {
    states = pattern.states
    first = pattern.start
    self.isAnchored = isAnchored
    marks = [Int](repeating: 0, count: states.count)
    var sets: [PatternStates.ByteSet] = []
    var heedsWords = false
    for state in states {
      switch state {
      case .byte(let bytes, _): if !sets.contains(bytes) { sets.append(bytes) }
      case .place(.wordEdge, _): heedsWords = true
      default: break
      }
    }
    self.heedsWords = heedsWords
    if heedsWords {
      var words = PatternStates.ByteSet()
      for byte in UInt8.min...UInt8.max where TableBuilder.isWord(byte) { words.insert(byte) }
      sets.append(words)
    }
    // Bytes are of one class that no set tells apart.
    for set in sets {
      var split = [Int](repeating: -1, count: 2 * classCount)
      classCount = 0
      for byte in 0..<256 {
        let key = Int(classes[byte]) * 2 + (set.contains(UInt8(byte)) ? 1 : 0)
        if split[key] < 0 {
          split[key] = classCount
          classCount += 1
        }
        classes[byte] = UInt8(split[key])
      }
    }
    samples = (0..<classCount).map { wanted in UInt8(classes.firstIndex(of: UInt8(wanted)) ?? 0) }
    takesStride = (classCount + 63) / 64
    takes = [UInt64](repeating: 0, count: states.count * takesStride)
    for (index, state) in states.enumerated() {
      if case .match = state { isMatch.append(true) } else { isMatch.append(false) }
      guard case .byte(let bytes, let next) = state else {
        behind.append(-1)
        continue
      }
      behind.append(next)
      for (place, sample) in samples.enumerated() where bytes.contains(sample) {
        takes[index * takesStride + place >> 6] |= 1 << UInt64(place & 63)
      }
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
  }

  /// Makes all states; false where there are too many.
  mutating func build(mostStates: Int) -> Bool {
    next = [Int](repeating: 0, count: 2 * classCount)
    for place in 0..<classCount { next[classCount + place] = 1 }
    var members: [Int] = []
    mark += 1
    add(first, to: &members)
    start = number(of: members, isBehindWord: false, isAtStart: true)
    var done = 0
    while done < keys.count {
      let key = keys[done]
      endsInMatch.append(reaches(key, before: nil) == nil)
      // What stands before a byte depends on nothing of it but whether it is a word's.
      let other = reaches(key, before: false)
      let word = heedsWords ? reaches(key, before: true) : other
      for (place, sample) in samples.enumerated() {
        let isWord = TableBuilder.isWord(sample)
        next.append((isWord ? word : other).map { step($0, place, isWord: isWord) } ?? 1)
      }
      done += 1
      guard keys.count + 2 <= mostStates, (keys.count + 2) * classCount <= Int(UInt16.max) else { return false }
    }
    return true
  }

  /// Adds a state and what can be reached from it without a byte, each once; places are left to those who know what stands
  /// there.
  private mutating func add(_ state: Int, to members: inout [Int]) {
    guard marks[state] != mark else { return }
    marks[state] = mark
    if case .either(let one, let other) = states[state] {
      add(one, to: &members)
      add(other, to: &members)
    } else {
      members.append(state)
    }
  }

  /// The number of a set of states.
  private mutating func number(of members: [Int], isBehindWord: Bool, isAtStart: Bool) -> Int {
    if members.contains(where: { isMatch[$0] }) { return 1 }
    if members.isEmpty { return 0 }
    let key = Key(members: members.sorted(), isBehindWord: heedsWords && isBehindWord, isAtStart: isAtStart)
    if let known = numbers[key] { return known }
    keys.append(key)
    numbers[key] = keys.count + 1
    return keys.count + 1
  }

  /// All states that a set of them reaches before a byte that is a word's or isn't, or before the text's end (`nil`); `nil`
  /// where a match is among them.
  private mutating func reaches(_ key: Key, before isWord: Bool?) -> [Int]? {
    var members: [Int] = []
    mark += 1
    for member in key.members { add(member, to: &members) }
    var at = 0
    while at < members.count {
      switch states[members[at]] {
      case .match: return nil
      case .place(let place, let next):
        let isThere: Bool =
          switch place {
          case .textStart: key.isAtStart
          case .textEnd: isWord == nil
          case .wordEdge: key.isBehindWord != (isWord ?? false)
          }
        if isThere { add(next, to: &members) }
      default: break
      }
      at += 1
    }
    return members
  }

  /// The state behind a byte of a class.
  private mutating func step(_ members: [Int], _ place: Int, isWord: Bool) -> Int {
    mark += 1
    var found = targets
    targets = []
    found.removeAll(keepingCapacity: true)
    for member in members where behind[member] >= 0 {
      if takes[member * takesStride + place >> 6] >> UInt64(place & 63) & 1 != 0 { add(behind[member], to: &found) }
    }
    if !isAnchored { add(first, to: &found) }
    targets = found
    return number(of: found, isBehindWord: isWord, isAtStart: false)
  }
}
