/// A pattern as a machine of states, of which it may be in many at once (Thompson 1968), over the bytes of UTF-8.
struct PatternStates {
  enum State {
    /// One of the bytes, and then the next state.
    case byte(ByteSet, next: Int)
    case either(Int, Int)
    case place(PatternTree.Place, next: Int)
    case match
  }

  /// A bit for each byte.
  typealias ByteSet = SIMD4<UInt64>

  private(set) var states: [State] = [.match]
  private(set) var start = 0
  private let most: Int
  /// Sets of characters that were met, with what they are made into: patterns repeat few.
  private var known: [(set: ScalarSet, states: [State])] = []

  /// - Returns: `nil` where it takes more states than `most`.
  init?(_ tree: PatternTree, most: Int) {
    self.most = most
    guard let start = add(tree, before: 0) else { return nil }
    self.start = start
  }

  private mutating func add(_ state: State) -> Int? {
    guard states.count < most else { return nil }
    states.append(state)
    return states.count - 1
  }

  /// Adds the states of a tree; returns the one that it begins with.
  private mutating func add(_ tree: PatternTree, before next: Int) -> Int? {
    switch tree {
    case .place(let place): return add(.place(place, next: next))
    case .character(let set): return add(set, before: next)
    case .sequence(let parts):
      var next = next
      for part in parts.reversed() {
        guard let state = add(part, before: next) else { return nil }
        next = state
      }
      return next
    case .choice(let parts):
      var first: Int?
      for part in parts.reversed() {
        guard let state = add(part, before: next) else { return nil }
        guard let other = first else {
          first = state
          continue
        }
        guard let either = add(.either(state, other)) else { return nil }
        first = either
      }
      return first
    case .repeated(let part, let least, let most):
      var state = next
      if let most {
        for _ in least..<max(least, most) {
          guard let more = add(part, before: state), let either = add(.either(more, next)) else { return nil }
          state = either
        }
      } else {
        guard let loop = add(.either(next, next)), let more = add(part, before: loop) else { return nil }
        states[loop] = .either(more, next)
        state = loop
      }
      for _ in 0..<least {
        guard let more = add(part, before: state) else { return nil }
        state = more
      }
      return state
    }
  }

  // MARK: characters

  private mutating func add(_ set: ScalarSet, before next: Int) -> Int? {
    let made: [State]
    if let same = known.first(where: { $0.set == set }) {
      made = same.states
    } else {
      made = PatternStates.states(of: set)
      known.append((set, made))
    }
    guard !made.isEmpty, states.count + made.count <= most else { return nil }
    let start = states.count
    func place(_ number: Int) -> Int { number < 0 ? next : start + number }
    for state in made {
      switch state {
      case .byte(let bytes, let next): states.append(.byte(bytes, next: place(next)))
      case .either(let one, let other): states.append(.either(place(one), place(other)))
      case .place, .match: return nil
      }
    }
    return states.count - 1
  }

  /// The states for one character of a set, of which the last is the one to begin with. They are numbered from 0; −1 stands
  /// for the state behind the character.
  private static func states(of set: ScalarSet) -> [State] {
    // By the first byte: the ranges of the bytes behind it.
    var ways: [[ClosedRange<UInt8>]] = []
    for range in set.ranges { split(range) { ways.append($0) } }
    var states: [State] = []
    var all: Int?
    // What one byte says is one state.
    var single = ByteSet()
    for way in ways where way.count == 1 { for byte in way[0] { single.insert(byte) } }
    if single != ByteSet() {
      all = 0
      states.append(.byte(single, next: -1))
    }
    var known: [[ClosedRange<UInt8>]: Int] = [:]
    for way in ways where way.count > 1 {
      var state = -1
      for place in way.indices.reversed() {
        let rest = Array(way[place...])
        if let same = known[rest] {
          state = same
          continue
        }
        var bytes = ByteSet()
        for byte in way[place] { bytes.insert(byte) }
        states.append(.byte(bytes, next: state))
        state = states.count - 1
        known[rest] = state
      }
      if let other = all {
        states.append(.either(state, other))
        all = states.count - 1
      } else {
        all = state
      }
    }
    return states
  }

  /// Cuts a range of characters into ranges whose encodings are all that can be made of a range for each byte.
  private static func split(_ range: ClosedRange<UInt32>, _ body: ([ClosedRange<UInt8>]) -> Void) {
    let (low, high) = (range.lowerBound, range.upperBound)
    // All of one length.
    for last: UInt32 in [0x7F, 0x7FF, 0xFFFF] where low <= last && high > last {
      split(low...last, body)
      split((last + 1)...high, body)
      return
    }
    if high < 0x80 { return body([UInt8(low)...UInt8(high)]) }
    // The last bytes are free where those before them differ.
    for bits: UInt32 in [6, 12, 18] {
      let mask: UInt32 = (1 << bits) - 1
      guard low & ~mask != high & ~mask else { continue }
      if low & mask != 0 {
        split(low...(low | mask), body)
        split(((low | mask) + 1)...high, body)
        return
      }
      if high & mask != mask {
        split(low...((high & ~mask) - 1), body)
        split((high & ~mask)...high, body)
        return
      }
    }
    body(zip(encoded(low), encoded(high)).map { $0...$1 })
  }

  /// UTF-8, of surrogates too.
  private static func encoded(_ scalar: UInt32) -> [UInt8] {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | scalar >> shift & 0x3F) }
    switch scalar {
    case ..<0x80: return [UInt8(scalar)]
    case ..<0x800: return [UInt8(0xC0 | scalar >> 6), tail(0)]
    case ..<0x1_0000: return [UInt8(0xE0 | scalar >> 12), tail(6), tail(0)]
    default: return [UInt8(0xF0 | scalar >> 18), tail(12), tail(6), tail(0)]
    }
  }
}

extension SIMD4<UInt64> {
  mutating func insert(_ byte: UInt8) { self[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

  func forEach(_ body: (UInt8) -> Void) {
    for word in 0..<4 {
      var bits = self[word]
      while bits != 0 {
        body(UInt8(word * 64 + bits.trailingZeroBitCount))
        bits &= bits - 1
      }
    }
  }

  func contains(_ byte: UInt8) -> Bool { self[Int(byte >> 6)] >> UInt64(byte & 63) & 1 != 0 }
}
