/// Finds which of many literals stand in a text, by four bytes of each: a set of 65,536 bits says of almost every place of
/// a text that no literal stands there, without waiting for what was found at the place before.
///
/// Only every second place of a text is asked about: a literal is in the set twice, with four of its bytes and with the
/// four that begin one behind, so that one of them begins at such a place wherever the literal stands. Of a longer literal
/// they are the ones that texts have least often; for what stands beside a shorter one, all bytes are in the set.
///
/// Capital ASCII letters of the text count as small ones.
final class GramScan: Sendable {
  /// A literal, and which of its bytes the four are that led to it: from −1 on, where the first is the one before it.
  private struct Entry {
    var literal: UInt16
    var offset: Int16
  }

  private struct Literal {
    /// The first eight of its bytes as `find` sees a text's, the first lowest, and which bits of them count.
    var word: UInt64
    var mask: UInt64
    /// Where it stands in `bytes`.
    var start: Int32
    var length: Int32
  }

  // All of these are written in `init`, and never again until `deinit`.
  /// A bit for each digest of four bytes.
  private nonisolated(unsafe) let bits: UnsafeMutablePointer<UInt32>
  /// By the lowest bits of a digest: where the entries that share them begin; one more than there are such bits.
  private nonisolated(unsafe) let runs: UnsafeMutablePointer<UInt16>
  /// The entries' digests, one run behind the other, apart from the entries: hardly any other part of a run is looked at.
  private nonisolated(unsafe) let digests: UnsafeMutablePointer<UInt16>
  private nonisolated(unsafe) let entries: UnsafeMutablePointer<Entry>
  /// Few beside the entries, of which each byte beside a short literal makes one: they stay near the processor.
  private nonisolated(unsafe) let literals: UnsafeMutablePointer<Literal>
  private nonisolated(unsafe) let bytes: UnsafeMutablePointer<UInt8>

  private static let words = 2048
  private static let buckets = 2048
  static let shortest = 3
  /// Makes capital letters small, and some other bytes equal.
  private static let small: UInt64 = 0x2020_2020_2020_2020

  /// - Parameter literals: of `shortest` bytes or more each, ASCII letters small.
  /// - Returns: `nil` where there are too many of them, or too many of three bytes.
  init?(_ literals: [[UInt8]]) {
    var found: [(digest: UInt32, literal: Int, offset: Int)] = []
    for (index, literal) in literals.enumerated() {
      let offset = literal.count > 4 ? GramScan.rarest(literal) : 0
      for offset in literal.count == 3 ? [-1, 0] : [offset, offset + 1] {
        for digest in GramScan.digests(of: literal, at: offset) { found.append((digest, index, offset)) }
      }
    }
    guard found.count < Int(Int16.max), literals.allSatisfy({ $0.count < Int(Int16.max) }) else { return nil }
    bits = .allocate(capacity: GramScan.words)
    bits.initialize(repeating: 0, count: GramScan.words)
    runs = .allocate(capacity: GramScan.buckets + 1)
    digests = .allocate(capacity: found.count)
    entries = .allocate(capacity: found.count)
    self.literals = .allocate(capacity: max(1, literals.count))
    let all = Array(literals.joined())
    bytes = .allocate(capacity: max(1, all.count))
    for (index, byte) in all.enumerated() { (bytes + index).initialize(to: byte) }
    var start = 0
    for (index, literal) in literals.enumerated() {
      let word = literal.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1 | 0x20) }
      (self.literals + index).initialize(
        to: Literal(
          word: word, mask: literal.count < 8 ? 1 << UInt64(8 * literal.count) - 1 : .max, start: Int32(start),
          length: Int32(literal.count)))
      start += literal.count
    }
    func bucket(_ digest: UInt32) -> Int { Int(digest) & (GramScan.buckets - 1) }
    var next = 0
    found.sort {
      (bucket($0.digest), $0.digest, $0.literal, $0.offset) < (bucket($1.digest), $1.digest, $1.literal, $1.offset)
    }
    for (index, entry) in found.enumerated() {
      bits[Int(entry.digest >> 5)] |= 1 << (entry.digest & 31)
      while next <= bucket(entry.digest) {
        (runs + next).initialize(to: UInt16(index))
        next += 1
      }
      (digests + index).initialize(to: UInt16(entry.digest))
      (entries + index).initialize(to: Entry(literal: UInt16(entry.literal), offset: Int16(entry.offset)))
    }
    while next <= GramScan.buckets {
      (runs + next).initialize(to: UInt16(found.count))
      next += 1
    }
  }

  deinit {
    bits.deallocate()
    runs.deallocate()
    digests.deallocate()
    entries.deallocate()
    literals.deallocate()
    bytes.deallocate()
  }

  /// Where in a literal the five bytes begin that texts have least often, taken one by one.
  private static func rarest(_ literal: [UInt8]) -> Int {
    func commonness(_ offset: Int) -> Int {
      literal[offset..<(offset + 5)].reduce(0) { $0 + GramScan.commonness($1) }
    }
    return (0...(literal.count - 5)).min { commonness($0) < commonness($1) } ?? 0
  }

  /// How often a byte stands in a text: a logarithm, by the order of letters in English.
  private static func commonness(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: " "): 12
    case UInt8(ascii: "e"): 11
    case UInt8(ascii: "t"), UInt8(ascii: "a"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "n"): 10
    case UInt8(ascii: "s"), UInt8(ascii: "r"): 9
    case UInt8(ascii: "h"), UInt8(ascii: "l"), UInt8(ascii: "d"), UInt8(ascii: "c"): 8
    case UInt8(ascii: "u"), UInt8(ascii: "m"), UInt8(ascii: "p"), UInt8(ascii: "f"): 7
    case UInt8(ascii: "g"), UInt8(ascii: "y"), UInt8(ascii: "b"), UInt8(ascii: "w"), UInt8(ascii: "v"): 6
    case UInt8(ascii: "0")...UInt8(ascii: "9"): 6
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"): 6
    case UInt8(ascii: "k"), UInt8(ascii: "x"): 4
    default: 2
    }
  }

  /// Of four bytes that begin at an offset in a literal, with whatever there may be for a byte beside it; each once.
  private static func digests(of literal: [UInt8], at offset: Int) -> [UInt32] {
    var grams: Set<UInt32> = [0]
    for place in 0..<4 {
      let at = offset + place
      let bytes = literal.indices.contains(at) ? [literal[at]] : Array(0...UInt8.max)
      grams = Set(grams.flatMap { gram in bytes.map { gram | UInt32($0 | 0x20) << UInt32(8 * place) } })
    }
    return Set(grams.map(GramScan.digest)).sorted()
  }

  /// Of four bytes, the first lowest, each with the bit that makes letters small.
  @inline(__always)
  private static func digest(_ gram: UInt32) -> UInt32 { (gram &* 0x9E37_79B1) >> 16 }

  /// Literals that were found, each once, as far as there is room.
  struct Found {
    let literals: UnsafeMutableBufferPointer<Int32>
    var count = 0
    /// Some of their bits: a text has few literals, but may have one of them often.
    private var seen: UInt64 = 0
    /// The texts' bytes, or'ed together eight at a time.
    fileprivate var mixed: UInt64 = 0

    /// Whether the texts that `GramScan` looked at have nothing beyond ASCII in them, as far as it looked.
    var isASCII: Bool { mixed & 0x8080_8080_8080_8080 == 0 }

    init(_ literals: UnsafeMutableBufferPointer<Int32>) { self.literals = literals }

    var isFull: Bool { count == literals.count }

    @inline(__always)
    mutating func note(_ literal: Int) {
      let bit: UInt64 = 1 << UInt64(literal & 63)
      if seen & bit != 0 { for index in 0..<count where literals[index] == literal { return } }
      guard count < literals.count else { return }
      seen |= bit
      literals[count] = Int32(truncatingIfNeeded: literal)
      count &+= 1
    }
  }

  /// Notes the literals that stand in a text, until there is no more room.
  func find(in text: UnsafeBufferPointer<UInt8>, _ found: inout Found) {
    let raw = UnsafeRawBufferPointer(text)
    let bits = bits
    // Bound: a digest has 16 bits, and there are 65,536.
    @inline(__always) func holds(_ digest: UInt32) -> UInt32 { bits[Int(digest >> 5)] &>> digest }
    /// Asks about three places of eight bytes.
    @inline(__always) func ask(_ word: UInt64, _ at: Int) {
      let first = GramScan.digest(UInt32(truncatingIfNeeded: word))
      let second = GramScan.digest(UInt32(truncatingIfNeeded: word &>> 16))
      let third = GramScan.digest(UInt32(truncatingIfNeeded: word &>> 32))
      if (holds(first) | holds(second) | holds(third)) & 1 != 0 {
        if holds(first) & 1 != 0 { verify(text, at, first, &found) }
        if holds(second) & 1 != 0 { verify(text, at &+ 2, second, &found) }
        if holds(third) & 1 != 0 { verify(text, at &+ 4, third, &found) }
      }
    }
    var mixed: UInt64 = 0
    var at = 0
    while at &+ 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      mixed |= word
      ask(word | GramScan.small, at)
      if found.isFull { return }
      at &+= 6
    }
    // The last bytes, up to seven: zeros stand behind them, so that a literal of three bytes may end with the text.
    var rest: UInt64 = 0
    if raw.count >= 8 {
      let shift = 8 &* UInt64(truncatingIfNeeded: 8 &- (raw.count &- at))
      rest = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: raw.count &- 8, as: UInt64.self)) &>> shift
    } else {
      for index in 0..<raw.count { rest |= UInt64(raw[index]) &<< UInt64(8 &* index) }
    }
    found.mixed |= mixed | rest
    ask(rest | GramScan.small, at)
  }

  /// Compares what stands at a place with the literals that it may belong to.
  @inline(never)
  private func verify(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ digest: UInt32, _ found: inout Found) {
    let bucket = Int(digest) & (GramScan.buckets - 1)
    // Bound: a bucket is below `buckets`, and a run lies within the entries.
    var entry = Int(runs[bucket])
    let end = Int(runs[bucket &+ 1])
    while entry < end {
      defer { entry &+= 1 }
      guard UInt32(digests[entry]) == digest else { continue }
      let index = Int(entries[entry].literal)
      let literal = literals + index
      let begin = at &- Int(entries[entry].offset)
      let length = Int(literal.pointee.length)
      guard begin >= 0, begin &+ length <= text.count else { continue }
      if begin &+ 8 <= text.count {
        let word = UInt64(
          littleEndian: UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: begin, as: UInt64.self))
        if ((word | GramScan.small) ^ literal.pointee.word) & literal.pointee.mask != 0 { continue }
      }
      let start = Int(literal.pointee.start)
      var same = 0
      while same < length {
        let byte = text[begin &+ same]
        if bytes[start &+ same] != (byte &- 0x41 < 26 ? byte | 0x20 : byte) { break }
        same &+= 1
      }
      if same == length { found.note(index) }
    }
  }
}
