/// Labels by how they begin, all of them in two pieces of memory.
struct LabelTable: Sendable {
  private struct Entry: Sendable {
    /// The bytes before the label's first space, at most eight, the first lowest; and which bits of them count.
    var word: UInt64
    var mask: UInt64
    /// In `bytes`.
    var start: Int32
    var length: Int32
    var kind: CrumbLabels.Kind
  }

  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  /// By a digest of two bytes: where those that begin so stand in `entries`, the longest first. One more than digests.
  private var starts: [UInt16] = [0]
  /// The first three bytes of labels, and the first two of those whose third may be written in other ways, as bits by a
  /// digest: hardly any text begins so.
  private var openings = [UInt64](repeating: 0, count: 64)

  private static let digests = 1024

  init(_ labels: [CrumbLabels.Label]) {
    let keyed = labels.enumerated().map { number, label in
      (digest: LabelTable.digest(label.written[0], label.written[1]), number: number, label: label)
    }
    let sorted = keyed.sorted {
      ($0.digest, -$0.label.written.count, $0.number) < ($1.digest, -$1.label.written.count, $1.number)
    }
    for (_, _, label) in sorted {
      let written = label.written
      let beginning = written.prefix { $0 != 0x20 }.prefix(8)
      entries.append(
        Entry(
          word: beginning.reversed().reduce(0) { $0 << 8 | UInt64($1) },
          mask: beginning.count < 8 ? 1 << UInt64(8 * beginning.count) - 1 : .max, start: Int32(bytes.count),
          length: Int32(written.count), kind: label.kind))
      bytes += written
      let opening = written.prefix(3).prefix { $0 != 0x20 }.reversed().reduce(0) { $0 << 8 | UInt64($1) }
      let (word, bit) = LabelTable.place(ofOpening: opening)
      openings[word] |= 1 << bit
    }
    var at = 0
    for digest in 0..<LabelTable.digests {
      while at < sorted.count, sorted[at].digest == digest { at += 1 }
      starts.append(UInt16(at))
    }
  }

  @inline(__always)
  private static func digest(_ first: UInt8, _ second: UInt8) -> Int {
    (Int(first) &* 37 &+ Int(second)) & (digests - 1)
  }

  @inline(__always)
  private static func place(ofOpening bytes: UInt64) -> (word: Int, bit: UInt64) {
    let digest = bytes &* 0x9E37_79B9_7F4A_7C15
    return (Int(digest >> 58), digest >> 52 & 63)
  }

  @inline(__always)
  private func mayOpen(_ bytes: UInt64) -> Bool {
    // Bound: six bits of the digest, and 64 words.
    let (word, bit) = LabelTable.place(ofOpening: bytes)
    return openings[word] &>> bit & 1 != 0
  }

  /// How far the longest label goes that begins at `at`, 0 for none, and where it counts.
  func longest(in text: UnsafeBufferPointer<UInt8>, at: Int) -> (length: Int, kind: CrumbLabels.Kind) {
    let word = LabelTable.lowerWord(text, at)
    let first = UInt8(truncatingIfNeeded: word)
    var second = UInt8(truncatingIfNeeded: word >> 8)
    if second <= 0x20 || second == 0xC2 {
      // White space may stand for other white space.
      second = 0x20
    } else if !mayOpen(word & 0xFF_FFFF), !mayOpen(word & 0xFFFF) {
      return (0, .line)
    }
    let digest = LabelTable.digest(first, second)
    for index in Int(starts[digest])..<Int(starts[digest + 1])
    where (word ^ entries[index].word) & entries[index].mask == 0 {
      let length = matched(entries[index], text, at)
      if length > 0 { return (length, entries[index].kind) }
    }
    return (0, .line)
  }

  /// How many bytes of a text are the label; 0 where it doesn't stand there.
  private func matched(_ label: Entry, _ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    // What `mask` holds was compared.
    let known = (64 - label.mask.leadingZeroBitCount) / 8
    var from = at + known
    for index in (Int(label.start) + known)..<Int(label.start + label.length) {
      let expected = bytes[index]
      guard from < text.count else { return 0 }
      if expected == 0x20 {
        // One space of the data stands for any run of white space.
        guard text[from] <= 0x20 || text[from] == 0xC2 else { return 0 }
        while from < text.count, text[from] <= 0x20 || text[from] == 0xC2 || text[from] == 0xA0 { from += 1 }
      } else {
        guard CrumbLabels.lower(text[from]) == expected else { return 0 }
        from += 1
      }
    }
    return from - at
  }

  /// Eight bytes of a text, capitals of ASCII as small letters, the first lowest; zeros behind its end.
  @inline(__always)
  private static func lowerWord(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt64 {
    var word: UInt64 = 0
    if at &+ 8 <= text.count {
      word = UInt64(littleEndian: UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: at, as: UInt64.self))
    } else {
      for index in (at..<text.count).reversed() { word = word << 8 | UInt64(text[index]) }
    }
    // Adding sets a byte's highest bit from "A" on, and from behind "Z" on.
    let low = word & 0x7F7F_7F7F_7F7F_7F7F
    let capitals = (low &+ 0x3F3F_3F3F_3F3F_3F3F) & ~(low &+ 0x2525_2525_2525_2525) & ~word & 0x8080_8080_8080_8080
    return word | capitals >> 2
  }
}
