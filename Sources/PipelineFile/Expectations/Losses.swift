import FettleKit
import FettleText
import PageZones

/// Counts what an article has and what it lost on the way.
enum Losses {
  /// Runs of bytes between ASCII white space, in kept blocks.
  static func words(_ document: borrowing Document) -> Int {
    var count = 0
    for block in document.blocks where block.isKept {
      var isInWord = false
      for byte in block.text.bytes {
        let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
        if !isSpace, !isInWord { count += 1 }
        isInWord = !isSpace
      }
    }
    return count
  }

  /// Words of removed paragraphs.
  static func wordsLost(_ document: borrowing Document) -> Int {
    var count = 0
    for block in document.blocks where block.isRemoved {
      let shape = ProseShape(block.text.bytes)
      if shape.isProse { count += shape.words }
    }
    return count
  }

  static func headings(_ document: borrowing Document) -> Int {
    document.blocks.reduce(0) { $0 + ($1.isKept && $1.role == .heading ? 1 : 0) }
  }

  /// Removed headings with a kept paragraph right behind them.
  static func headingsLost(_ document: borrowing Document) -> Int {
    var count = 0
    for (block, next) in zip(document.blocks, document.blocks.dropFirst())
    where block.isRemoved && next.isKept && (block.role == .heading || HeadingWords.builtin.isSection(block.text.bytes))
    {
      if ProseShape(next.text.bytes).isProse { count += 1 }
    }
    return count
  }

  /// Entries in reference lists that are in no reference. Pages show their list twice: a copy of a reference isn't lost. A
  /// block that holds a whole list counts once for each year in it.
  static func referencesLost(_ document: borrowing Document) -> Int {
    var known: Set<[UInt8]>?
    var count = 0
    for index in ReferenceZones.find(in: document).joined() {
      guard document.blocks[index].isKept || document.blocks[index].isRemoved else { continue }
      let traits = BlockTraits(document.blocks[index].text.bytes)
      guard traits.isReferenceLike else { continue }
      if known == nil { known = Set(document.references.map { beginning(of: $0.raw.utf8) }) }
      if known?.contains(beginning(of: document.blocks[index].text.bytes)) == true { continue }
      count += traits.years > 6 ? traits.years : 1
    }
    return count
  }

  /// The first 64 letters and digits of an entry behind its label, by which copies are known.
  private static func beginning(of entry: some Sequence<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in entry {
      let small = byte &- 0x41 < 26 ? byte | 0x20 : byte
      let isLetter = small &- 0x61 < 26 || small >= 0x80
      if isLetter || !bytes.isEmpty && small &- 0x30 < 10 { bytes.append(small) }
      if bytes.count == 64 { break }
    }
    return bytes
  }
}
