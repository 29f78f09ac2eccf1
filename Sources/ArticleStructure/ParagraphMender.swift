import FettleKit
import FettleText
import PageZones

/// Puts paragraphs together that were torn at links and superscripts, where the break is certainly inside a sentence.
enum ParagraphMender {
  /// - Returns: how many pieces were put behind another.
  static func mend(_ document: inout Document) -> Int {
    guard document.layout == .textNodes else { return 0 }
    let paragraphs = document.blocks.withUnsafeBufferPointer { runs(of: $0) }
    guard let first = paragraphs.first else { return 0 }
    // Blocks are moved up in their place: most pages have few pieces.
    let count = document.blocks.count
    var out = first.lowerBound
    var index = first.lowerBound
    var next = 0
    while index < count {
      var end = index + 1
      if next < paragraphs.count, paragraphs[next].lowerBound == index {
        end = paragraphs[next].upperBound
        merge(&document.blocks, paragraphs[next])
        next += 1
      }
      if out < index { document.blocks.exchange(out, index) }
      out += 1
      index = end
    }
    document.blocks.removeLast(count - out)
    return count - out
  }

  /// The most pieces of a paragraph.
  private static let mostPieces = 400

  /// Runs of two pieces or more that are a paragraph.
  private static func runs(of blocks: UnsafeBufferPointer<Block>) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var index = 0
    while index < blocks.count {
      var end = index + 1
      if isPiece(blocks, index) {
        while end < blocks.count, end - index < mostPieces, isPiece(blocks, end),
          isInside(blocks[end - 1].text.memory, blocks[end].text.memory),
          !isOfList(blocks[end - 1].text, blocks[end].text)
        { end += 1 }
      }
      if end - index > 1 { runs.append(index..<end) }
      index = end
    }
    return runs
  }

  /// Whether a block may be a part of a torn paragraph. Looks at it in its place: to copy a block takes longer.
  @inline(__always)
  private static func isPiece(_ blocks: UnsafeBufferPointer<Block>, _ index: Int) -> Bool {
    switch blocks[index].role {
    case .line, .paragraph: break
    default: return false
    }
    if case .kept = blocks[index].outcome { return true }
    return false
  }

  /// Puts the blocks of a range into the first of them.
  private static func merge(_ blocks: inout [Block], _ range: Range<Int>) {
    let first = range.lowerBound
    for next in range.dropFirst() {
      let isSpaced = Spacing.needsSpace(blocks[first].text.memory.last ?? 0, blocks[next].text.memory.first ?? 0)
      blocks[first].text.append(blocks[next].text, separator: isSpaced ? TextEdit.space : TextEdit.nothing)
      if !blocks[next].links.isEmpty { blocks[first].links += blocks[next].links }
    }
    if blocks[first].text.count >= 120 { blocks[first].role = .paragraph }
  }

  /// Whether a sentence goes on from one piece to the next.
  private static func isInside(_ left: Bytes, _ right: Bytes) -> Bool {
    guard let last = left.last, let first = right.first else { return false }
    switch last {
    case UInt8(ascii: "("), UInt8(ascii: "["): return true
    default: break
    }
    switch first {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ")"), UInt8(ascii: "]"): return true
    case UInt8(ascii: "."), UInt8(ascii: ":"): return right.count == 1 || right[1] == 0x20
    default: break
    }
    let endsSentence = last == UInt8(ascii: ".") || last == UInt8(ascii: "?") || last == UInt8(ascii: "!")
    if (0x61...0x7A).contains(first) {
      return left.count >= 3 && !endsSentence && (left.count > 40 || right.count > 40)
    }
    // A number or a name between two pieces of a sentence.
    if endsSentence { return false }
    if left.count >= 60, isLowerOrComma(last), right.count <= 40, (0x30...0x39).contains(first) { return true }
    return false
  }

  /// Behind the links of a reference nothing goes on, and where it is cited is no sentence.
  @inline(__always)
  private static func isOfList(_ left: borrowing BlockText, _ right: borrowing BlockText) -> Bool {
    if mayBeContext(right.memory), CitationContext.isContext(right.bytes) { return true }
    if mayBeContext(left.memory), CitationContext.isContext(left.bytes) { return true }
    return left.count < 60 && (0x61...0x7A).contains(right.memory.first ?? 0) && left.memory.last != UInt8(ascii: "[")
      && CrumbLabels.builtin.isOnlyCrumbs(left.bytes)
  }

  /// Whether a text begins with one small letter or two and a space, perhaps behind a bracket, as a `CitationContext` does.
  private static func mayBeContext(_ text: Bytes) -> Bool {
    let start = text.first == UInt8(ascii: "[") ? 1 : 0
    guard start + 2 < text.count, text[start].isSmallLetter else { return false }
    return text[start + 1] == 0x20 || text[start + 1].isSmallLetter && text[start + 2] == 0x20
  }

  private static func isLowerOrComma(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ")")
  }
}

extension [Block] {
  /// Like `swapAt`, which copies, and counts references with each copy.
  fileprivate mutating func exchange(_ left: Int, _ right: Int) {
    withUnsafeMutableBufferPointer { blocks in
      // Both are indices of the array, and not the same; each place holds a block again in the end.
      guard let base = blocks.baseAddress, left != right, blocks.indices.contains(left), blocks.indices.contains(right)
      else { return }
      let block = (base + left).move()
      (base + left).moveInitialize(from: base + right, count: 1)
      (base + right).initialize(to: block)
    }
  }
}
