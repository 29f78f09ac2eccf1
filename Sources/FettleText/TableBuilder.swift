/// Makes the table of a `ByteAutomaton`: each of its states is a set of a pattern's states, a bit for each.
struct TableBuilder {
  private let states: [PatternStates.State]
  private let first: Int
  private let isAnchored: Bool
  private let heedsWords: Bool
  private(set) var classes = [UInt8](repeating: 0, count: 256)
  private(set) var classCount = 1
  /// A byte of each class.
  private var samples: [UInt8] = []
  /// By state and class: the next state, times the number of classes. The first two states are the one without a way out,
  /// and the one behind a match.
  private(set) var next: [UInt16] = []
  /// By state.
  private(set) var endsInMatch: [Bool] = [false, true]
  /// Times the number of classes.
  private(set) var start = 0

  /// How many words a set of the pattern's states takes.
  private let width: Int
  /// By state of the pattern: what can be reached from it without a byte; those states left out that are but a way to
  /// others. Places are left to those who know what stands there.
  private var closures: [UInt64] = []
  /// By state of the pattern: the one behind its byte or place, or 0.
  private var behind: [Int] = []
  /// By state of the pattern: the classes of its bytes.
  private var taken: [PatternStates.ByteSet] = []
  /// By class: the pattern's states that take a byte of it.
  private var takers: [UInt64] = []
  /// The pattern's states that are places.
  private var places: [UInt64] = []

  /// By state of the table, but for the first two: its set, and what stands before it.
  private var sets: [UInt64] = []
  private var surroundings: [Surroundings] = []
  /// By the last bits of a digest: the first state of the table from there on that has it, counted without the first two;
  /// −1 where there is none.
  private var slots: [Int32] = []

  /// What else a state of the table stands for.
  private struct Surroundings: Equatable {
    var isBehindWord: Bool
    var isAtStart: Bool
  }

  init(_ pattern: PatternStates, isAnchored: Bool) {
    states = pattern.states
    first = pattern.start
    self.isAnchored = isAnchored
    width = (states.count + 63) / 64
    // What the states' bytes are, each set once; and by state: which of them.
    var byteSets: [PatternStates.ByteSet] = []
    var setOfState = [Int](repeating: -1, count: states.count)
    var heedsWords = false
    for (index, state) in states.enumerated() {
      switch state {
      case .byte(let bytes, _):
        if let known = byteSets.firstIndex(of: bytes) {
          setOfState[index] = known
        } else {
          setOfState[index] = byteSets.count
          byteSets.append(bytes)
        }
      case .place(.wordEdge, _): heedsWords = true
      default: break
      }
    }
    self.heedsWords = heedsWords
    splitClasses(byteSets)
    if heedsWords {
      var words = PatternStates.ByteSet()
      for byte in UInt8.min...UInt8.max where TableBuilder.isWord(byte) { words.insert(byte) }
      splitClasses([words])
    }
    samples = [UInt8](repeating: 0, count: classCount)
    for byte in UInt8.min...UInt8.max { samples[Int(classes[Int(byte)])] = byte }
    let classesOfSet = byteSets.map { bytes in
      var all = PatternStates.ByteSet()
      for place in UInt8.min...UInt8(classCount - 1) where bytes.contains(samples[Int(place)]) { all.insert(place) }
      return all
    }
    taken = setOfState.map { $0 < 0 ? PatternStates.ByteSet() : classesOfSet[$0] }
    takers = [UInt64](repeating: 0, count: classCount * width)
    places = [UInt64](repeating: 0, count: width)
    closures = [UInt64](repeating: 0, count: states.count * width)
    behind = [Int](repeating: 0, count: states.count)
    for (index, state) in states.enumerated() {
      switch state {
      case .byte(_, let next):
        behind[index] = next
        taken[index].forEach { takers[Int($0) * width + index >> 6] |= 1 << UInt64(index & 63) }
      case .place(_, let next):
        behind[index] = next
        places[index >> 6] |= 1 << UInt64(index & 63)
      default: break
      }
    }
    var isSeen = [UInt64](repeating: 0, count: width)
    for index in states.indices {
      for word in 0..<width { isSeen[word] = 0 }
      close(index, from: index, &isSeen)
    }
  }

  /// Bytes are of one class that no set tells apart.
  private mutating func splitClasses(_ sets: [PatternStates.ByteSet]) {
    var sizes = [Int](repeating: 0, count: 256)
    for byte in classes { sizes[Int(byte)] += 1 }
    var found = [Int](repeating: 0, count: 256)
    var parts = [UInt8](repeating: 0, count: 256)
    for set in sets {
      set.forEach { found[Int(classes[Int($0)])] += 1 }
      let count = classCount
      for known in 0..<count {
        // A class that lies in the set as a whole goes on as it is.
        parts[known] = UInt8(known)
        if found[known] > 0, found[known] < sizes[known] {
          parts[known] = UInt8(classCount)
          sizes[classCount] = found[known]
          sizes[known] -= found[known]
          classCount += 1
        }
        found[known] = 0
      }
      if classCount > count { set.forEach { classes[Int($0)] = parts[Int(classes[Int($0)])] } }
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
  }

  /// Adds what can be reached from a state without a byte, each once, to the closure of `origin`.
  private mutating func close(_ origin: Int, from state: Int, _ isSeen: inout [UInt64]) {
    let bit: UInt64 = 1 << UInt64(state & 63)
    guard isSeen[state >> 6] & bit == 0 else { return }
    isSeen[state >> 6] |= bit
    if case .either(let one, let other) = states[state] {
      close(origin, from: one, &isSeen)
      close(origin, from: other, &isSeen)
    } else {
      closures[origin * width + state >> 6] |= bit
    }
  }

  /// Makes all states; false where there are too many.
  mutating func build(mostStates: Int) -> Bool {
    // One state leads to as many new ones as there are classes, at most.
    guard (classCount + 8) * classCount <= Int(UInt16.max) else { return false }
    next = [UInt16](repeating: 0, count: 2 * classCount)
    for place in 0..<classCount { next[classCount + place] = UInt16(classCount) }
    next.reserveCapacity(mostStates * classCount)
    var size = 64
    while size < (mostStates + classCount) * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    var set = Array(closures[(first * width)..<((first + 1) * width)])
    start = number(of: set, isBehindWord: false, isAtStart: true) * classCount
    var (other, word) = (set, set)
    // Where no state of a set takes a byte, what is left is the beginning, or nothing.
    let beginning = isAnchored ? [UInt64](repeating: 0, count: width) : set
    let numberAfterOther = number(of: beginning, isBehindWord: false, isAtStart: false) * classCount
    let numberAfterWord =
      heedsWords
      ? number(of: beginning, isBehindWord: true, isAtStart: false) * classCount : numberAfterOther
    var done = 0
    while done < surroundings.count {
      let origin = (done * width)..<((done + 1) * width)
      let around = surroundings[done]
      for (place, at) in origin.enumerated() { set[place] = sets[at] }
      endsInMatch.append(addPlaces(to: &set, around, before: nil))
      // What stands before a byte depends on nothing of it but whether it is a word's.
      for (place, at) in origin.enumerated() { other[place] = sets[at] }
      let otherMatches = addPlaces(to: &other, around, before: false)
      for (place, at) in origin.enumerated() { word[place] = sets[at] }
      let wordMatches = heedsWords ? addPlaces(to: &word, around, before: true) : otherMatches
      let takenByOther = classesTaken(by: other)
      let takenByWord = heedsWords ? classesTaken(by: word) : takenByOther
      for place in 0..<classCount {
        let isWord = heedsWords && TableBuilder.isWord(samples[place])
        if isWord ? wordMatches : otherMatches {
          next.append(UInt16(classCount))
        } else if !(isWord ? takenByWord : takenByOther).contains(UInt8(place)) {
          next.append(UInt16(isWord ? numberAfterWord : numberAfterOther))
        } else {
          for index in 0..<width { set[index] = beginning[index] }
          if isWord { step(word, place, into: &set) } else { step(other, place, into: &set) }
          next.append(UInt16(number(of: set, isBehindWord: isWord, isAtStart: false) * classCount))
        }
      }
      done += 1
      let count = surroundings.count + 2
      guard count <= mostStates, (count + classCount) * classCount <= Int(UInt16.max) else { return false }
    }
    return true
  }

  /// The number of a set of states.
  private mutating func number(of set: [UInt64], isBehindWord: Bool, isAtStart: Bool) -> Int {
    // The pattern's state 0 is its match.
    if set[0] & 1 != 0 { return 1 }
    let around = Surroundings(isBehindWord: isBehindWord, isAtStart: isAtStart)
    var digest: UInt64 = (isBehindWord ? 2 : 1) + (isAtStart ? 4 : 0)
    var all: UInt64 = 0
    for word in set {
      all |= word
      digest = (digest ^ word) &* 0x9E37_79B9_7F4A_7C15
      digest ^= digest >> 32
    }
    if all == 0 { return 0 }
    var slot = Int(truncatingIfNeeded: digest) & (slots.count - 1)
    while slots[slot] >= 0 {
      let known = Int(slots[slot])
      if surroundings[known] == around {
        var word = 0
        while word < width, sets[known * width + word] == set[word] { word += 1 }
        if word == width { return known + 2 }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(surroundings.count)
    surroundings.append(around)
    sets += set
    return surroundings.count + 1
  }

  /// Adds all states that a set of them reaches before a byte that is a word's or isn't, or before the text's end (`nil`);
  /// returns whether a match is among them.
  private func addPlaces(to set: inout [UInt64], _ around: Surroundings, before isWord: Bool?) -> Bool {
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for word in 0..<width {
        var bits = set[word] & places[word]
        while bits != 0 {
          let state = word * 64 + bits.trailingZeroBitCount
          bits &= bits - 1
          guard case .place(let place, let next) = states[state] else { continue }
          let isThere: Bool =
            switch place {
            case .textStart: around.isAtStart
            case .textEnd: isWord == nil
            case .wordEdge: around.isBehindWord != (isWord ?? false)
            }
          guard isThere else { continue }
          for other in 0..<width {
            let more = closures[next * width + other] & ~set[other]
            if more != 0 {
              set[other] |= more
              hasGrown = true
            }
          }
        }
      }
    }
    return set[0] & 1 != 0
  }

  /// The classes that any of a set of states takes a byte of.
  private func classesTaken(by set: [UInt64]) -> PatternStates.ByteSet {
    var all = PatternStates.ByteSet()
    for word in 0..<width {
      var bits = set[word]
      while bits != 0 {
        all |= taken[word * 64 + bits.trailingZeroBitCount]
        bits &= bits - 1
      }
    }
    return all
  }

  /// Adds what is reached with a byte of a class.
  @inline(__always)
  private func step(_ set: [UInt64], _ place: Int, into found: inout [UInt64]) {
    // Bound: all have a word for each of `width`, or as many times that as there are states or classes.
    found.withUnsafeMutableBufferPointer { found in
      closures.withUnsafeBufferPointer { closures in
        takers.withUnsafeBufferPointer { takers in
          for word in 0..<width {
            var bits = set[word] & takers[place * width + word]
            while bits != 0 {
              let target = behind[word * 64 + bits.trailingZeroBitCount] * width
              bits &= bits - 1
              for other in 0..<width { found[other] |= closures[target + other] }
            }
          }
        }
      }
    }
  }
}
