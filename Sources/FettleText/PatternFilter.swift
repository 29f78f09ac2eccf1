import CRE2

/// Regular expressions that are tried only where the words stand that they can't do without.
///
/// RE2 says which literals a pattern needs ("cookie", and "we" or "you"); one pass over the text finds the literals, and
/// hardly ever is there enough for a pattern to be run. A set of patterns with wide gaps (`.{0,80}`) would instead make new
/// states of its automaton for almost every text.
final class PatternFilter: Sendable {
  /// The patterns of the given ones that need no literal, so that nothing is gained for them here.
  let unfiltered: [Int]
  private let scan: LiteralScan
  /// The atoms that a literal of `scan` stands for.
  private let atoms: FixedArray<Int32>
  /// Atoms that are taken to be in any text: words that most texts have.
  private let assumed: [Int32]
  /// Atoms that are taken to be in any text with a byte beyond ASCII: lower case is more than a bit there.
  private let doubtful: [Int32]
  private let atomCount: Int
  /// By atom: the patterns that it is enough for by itself.
  private let enabled: FixedArray<Int32>
  /// By atom: where its patterns begin in `enabled`; one more than there are atoms.
  private let enabledStarts: FixedArray<Int32>
  private let patternCount: Int
  /// By pattern: what a text begins with that it matches; anything where that isn't known.
  private let firstBytes: FixedArray<FirstBytes>
  private let isUnfiltered: [Bool]
  private let automata: [LazyAutomaton]
  // Immutable once compiled, which happens in `init`; freed once, in `deinit`.
  private nonisolated(unsafe) let compiled: OpaquePointer

  /// - Parameter patterns: at least one; all of them heed case.
  /// - Throws: `PatternError` for the first pattern that can't be read.
  init(_ patterns: [String]) throws(PatternError) {
    guard let filter = fettle_re2_filter_create(3) else { throw PatternError(pattern: "", message: "out of memory") }
    var error = [CChar](repeating: 0, count: 256)
    for pattern in patterns {
      let index = Array(pattern.utf8).withUnsafeBufferPointer { bytes in
        fettle_re2_filter_add(filter, bytes.baseAddress, bytes.count, &error, error.count)
      }
      if index < 0 {
        fettle_re2_filter_destroy(filter)
        throw PatternError(pattern: pattern, message: PatternError.text(error))
      }
    }
    patternCount = patterns.count
    compiled = filter
    atomCount = fettle_re2_filter_compile(filter)
    var literals: [[UInt8]] = []
    var atoms: [Int32] = []
    var doubtful: [Int32] = []
    for index in 0..<atomCount {
      var length = 0
      let start = fettle_re2_filter_atom(filter, index, &length)
      let atom = UnsafeBufferPointer(start: start, count: length)
      // An atom's ASCII part says less than the atom, and what says less lets through more.
      let part = atom.split { $0 >= 0x80 }.max { $0.count < $1.count } ?? []
      if part.count == atom.count || part.count >= 3 {
        literals.append(Array(part))
        atoms.append(Int32(index))
      } else {
        doubtful.append(Int32(index))
      }
    }
    let unfiltered = PatternFilter.potentials(filter, [], patterns.count)
    func enables(_ atoms: [Int32]) -> Bool {
      PatternFilter.potentials(filter, atoms, patterns.count).count > unfiltered.count
    }
    // A word that most texts have keeps out nothing, and three or four bytes are hard to look for. What is enough for a
    // pattern has to be found, though.
    var assumed: [Int32] = []
    for (place, literal) in literals.enumerated().reversed()
    where PatternFilter.common.contains(literal) || literal.count <= 4 {
      if enables(assumed + [atoms[place]]) { continue }
      assumed.append(atoms[place])
      literals.remove(at: place)
      atoms.remove(at: place)
    }
    scan = LiteralScan(literals)
    self.atoms = FixedArray(atoms)
    self.doubtful = doubtful
    self.assumed = assumed
    self.unfiltered = unfiltered
    let isUnfiltered = (0..<patterns.count).map(unfiltered.contains)
    self.isUnfiltered = isUnfiltered
    var enabled: [Int32] = []
    var starts: [Int32] = [0]
    for atom in 0..<Int32(atomCount) {
      let potentials = PatternFilter.potentials(filter, assumed + [atom], patterns.count)
      enabled += potentials.filter { !isUnfiltered[$0] }.map(Int32.init)
      starts.append(Int32(enabled.count))
    }
    self.enabled = FixedArray(enabled)
    enabledStarts = FixedArray(starts)
    firstBytes = FixedArray(patterns.map { FirstBytes($0) ?? .any })
    automata = patterns.map(LazyAutomaton.init)
  }

  private static let common = Set(
    [
      "the", "the ", "you", "our", "our ", "this", "this ", "be ", "use", "set", "and", "and ", "for", "are", "from",
      "using",
    ].map { Array($0.utf8) })

  deinit { fettle_re2_filter_destroy(compiled) }

  private static func potentials(_ filter: OpaquePointer, _ atoms: [Int32], _ patternCount: Int) -> [Int] {
    var found = [Int32](repeating: 0, count: patternCount)
    let total = fettle_re2_filter_potentials(filter, atoms, atoms.count, &found, found.count)
    return found.prefix(total).map(Int.init)
  }

  /// So many different literals of one text are looked at; with more of them every pattern is tried.
  private static let mostAtoms = 64

  /// Puts each pattern that needs literals and matches somewhere in the text into `found`, ascending, as far as there is
  /// room; returns how many are there.
  func find(in text: UnsafeBufferPointer<UInt8>, into found: UnsafeMutableBufferPointer<Int32>) -> Int {
    guard atomCount > 0 else { return 0 }
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: PatternFilter.mostAtoms) { atoms in
      let count = present(in: text, into: atoms)
      if count == 0 { return 0 }
      // Two atoms may make enough together; one has to be enough by itself.
      if count == 1 {
        var matched = 0
        // Bound: an atom is below their number.
        let atom = Int(atoms[0])
        for place in Int(enabledStarts[atom])..<Int(enabledStarts[atom + 1]) {
          attempt(enabled[place], text, &matched, into: found)
        }
        return matched
      }
      guard count + assumed.count < atoms.count else { return tryPatterns(nil, text, into: found) }
      for (place, atom) in assumed.enumerated() { atoms[count + place] = atom }
      let known = UnsafeMutableBufferPointer(rebasing: atoms[..<(count + assumed.count)])
      return tryPatterns(known, text, into: found)
    }
  }

  /// Runs a pattern; what matches is put into `found`, as far as there is room.
  @inline(__always)
  private func attempt(
    _ pattern: Int32, _ text: UnsafeBufferPointer<UInt8>, _ count: inout Int,
    into found: UnsafeMutableBufferPointer<Int32>
  ) {
    let index = Int(pattern)
    guard count < found.count, firstBytes[index].lets(text),
      automata[index].matches(text)
        ?? fettle_re2_filter_matches(compiled, index, text.baseAddress, text.count)
    else { return }
    found[count] = pattern
    count += 1
  }

  /// - Parameter atoms: those in the text; `nil` where there are too many to tell.
  private func tryPatterns(
    _ atoms: UnsafeMutableBufferPointer<Int32>?, _ text: UnsafeBufferPointer<UInt8>,
    into found: UnsafeMutableBufferPointer<Int32>
  ) -> Int {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: patternCount) { potential in
      var total = patternCount
      if let atoms, let start = potential.baseAddress {
        total = fettle_re2_filter_potentials(compiled, atoms.baseAddress, atoms.count, start, potential.count)
      } else {
        for index in 0..<patternCount { potential[index] = Int32(index) }
      }
      var count = 0
      for index in 0..<min(total, potential.count) where !isUnfiltered[Int(potential[index])] {
        attempt(potential[index], text, &count, into: found)
      }
      return count
    }
  }

  /// Puts the atoms of a text into `found`, each once, as far as there is room; returns how many they are.
  private func present(in text: UnsafeBufferPointer<UInt8>, into found: UnsafeMutableBufferPointer<Int32>) -> Int {
    var found = GramScan.Found(found)
    let isASCII = scan.find(in: text, &found)
    // Each literal is one atom's, and no other's.
    for index in 0..<found.count { found.literals[index] = atoms[Int(found.literals[index])] }
    var count = found.count
    if !doubtful.isEmpty, !isASCII, text.contains(where: { $0 >= 0x80 }) {
      for atom in doubtful where count < found.literals.count {
        found.literals[count] = atom
        count += 1
      }
    }
    return count
  }
}
