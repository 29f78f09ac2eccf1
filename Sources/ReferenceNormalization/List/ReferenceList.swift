import FettleKit
import PageZones

/// One list of a page, cut into entries, with what stands between them put aside.
struct ReferenceList {
  struct Entry {
    /// Indices in the document's blocks.
    var blocks: [Int]
    /// Those of them that hold nothing but links.
    var crumbs: Set<Int>
    /// The first letters and digits: the same entry has the same key wherever it stands.
    var key: [UInt8]
    /// "Alary et al., 2013".
    var nameLabel: String?
    /// It has a year, and names, pages or an identifier, and isn't prose; or it goes on with the list's numbers.
    var isSound: Bool
    /// In bytes, without links.
    var length: Int
    var words: Int
    var lowerWords: Int
  }

  private(set) var entries: [Entry] = []
  /// The keys of its longer pieces.
  private(set) var longKeys: Set<[UInt8]> = []
  private var asides: [(block: Int, reason: Reason)] = []

  init(_ document: borrowing Document, zone: Range<Int>) {
    var pieces: [Piece] = []
    for index in zone where document.blocks[index].isKept && !document.blocks[index].text.isEmpty {
      if HeadingWords.builtin.beginsList(document.blocks[index].text.bytes) { continue }
      let piece = Piece(document.blocks[index], index: index)
      if piece.isContext {
        asides.append((index, ReferencesStage.citationContext))
      } else if !(pieces.isEmpty && piece.isCrumb) {
        pieces.append(piece)
      }
    }
    let repeated = ReferenceList.repeatedPieces(pieces).union(ReferenceList.tornRepeats(pieces, document))
    for index in repeated { asides.append((pieces[index].block, ReferencesStage.repeatedEntry)) }
    pieces = pieces.indices.filter { !repeated.contains($0) }.map { pieces[$0] }
    let records = ReferenceList.records(pieces, document)
    for index in records { asides.append((pieces[index].block, ReferencesStage.indexedRecord)) }
    if !records.isEmpty { pieces = pieces.indices.filter { !records.contains($0) }.map { pieces[$0] } }
    longKeys = Set(pieces.map(\.key).filter { $0.count >= 30 })
    ReferenceList.learnCrumbs(&pieces, document)
    for index in pieces.indices.dropLast() where pieces[index].isCrumb && pieces[index + 1].isIdentifier {
      // "doi:", torn from its number.
      if pieces[index].key == Array("doi".utf8) { pieces[index].isCrumb = false }
    }
    // A number alone between dashes is a page, whatever it looks like.
    for index in pieces.indices where pieces[index].traits.dates > 0 && pieces[index].traits.length <= 8 {
      let isBeforeDash = index + 1 < pieces.count && pieces[index + 1].isDash
      if isBeforeDash || (index > 0 && pieces[index - 1].isDash) {
        pieces[index].traits.dates = 0
        pieces[index].traits.years = 0
      }
    }
    for index in pieces.indices.dropLast() where pieces[index].mayBeNameLabel {
      pieces[index].isNameLabel = pieces[index + 1].hasEarlyInitials && pieces[index + 1].traits.years > 0
    }
    var found: [Entry] = []
    let cut = EntryCutter(pieces: pieces, layout: document.layout).entries()
    for range in cut.ranges {
      if let entry = entry(pieces, range, document, isNumbered: cut.isNumbered) { found.append(entry) }
    }
    // Front matter has years and names too, but its pieces aren't entries.
    var slice = ReferenceList.soundPart(found)
    let usual = found.map(\.length).sorted()
    let longest = usual.isEmpty ? 0 : max(600, usual[usual.count * 3 / 4] * 4)
    while let last = slice.last, !last.isSound || (last.length > longest && slice.count > 3) { slice.removeLast() }
    while let first = slice.first, !first.isSound { slice.removeFirst() }
    let sound = slice.count(where: \.isSound)
    let words = slice.reduce(0) { $0 + $1.words }
    let lowerWords = slice.reduce(0) { $0 + $1.lowerWords }
    // Prose that cites much looks like a list, but for its words.
    let isProse = words > 60 && lowerWords * 100 > words * 70
    entries = sound * 5 >= slice.count * 3 && !isProse ? Array(slice) : []
  }

  /// Without a stretch at either end in which unsound entries outnumber sound ones: a menu of volumes and years.
  private static func soundPart(_ entries: [Entry]) -> ArraySlice<Entry> {
    func longest(_ order: some Sequence<Entry>) -> Int {
      var score = 0
      var best = 0
      var length = 0
      for (index, entry) in order.enumerated() {
        score += entry.isSound ? 1 : -1
        if score >= best {
          best = score
          length = index + 1
        }
      }
      return length
    }
    let head = entries.prefix(longest(entries))
    return head.suffix(longest(head.reversed()))
  }

  private func entry(
    _ pieces: [Piece], _ range: Range<Int>, _ document: borrowing Document, isNumbered: Bool
  ) -> Entry? {
    var blocks: [Int] = []
    var hadCrumbs = false
    for index in range {
      if pieces[index].isCrumb { hadCrumbs = true }
      blocks.append(pieces[index].block)
    }
    var key: [UInt8] = []
    for index in range where key.count < 48 && !pieces[index].isCrumb && !pieces[index].isNameLabel {
      key += pieces[index].key
    }
    guard !blocks.isEmpty, !key.isEmpty else { return nil }
    var years = 0
    var signs = 0
    var length = 0
    var words = 0
    var lowerWords = 0
    var hasAddress = false
    for index in range where !pieces[index].isCrumb {
      let traits = pieces[index].traits
      years += traits.years
      signs += traits.initials + traits.pageRanges + (pieces[index].hasAddress ? 1 : 0)
      hasAddress = hasAddress || pieces[index].hasAddress
      length += traits.length
      words += traits.words
      lowerWords += traits.lowerWords
    }
    let isProse = !isNumbered && !hadCrumbs && !hasAddress && length > 250 && lowerWords * 100 > words * 72
    let isSound =
      (years > 0 && signs > 0 && length >= 30 || (isNumbered && length > 30) || (hadCrumbs && years > 0))
      && length < 3000 && !isProse
    let isNamed = pieces[range.lowerBound].isNameLabel && blocks.count > 1
    return Entry(
      blocks: blocks, crumbs: Set(range.filter { pieces[$0].isCrumb }.map { pieces[$0].block }),
      key: Array(key.prefix(48)),
      nameLabel: isNamed ? document.blocks[pieces[range.lowerBound].block].text.string : nil, isSound: isSound,
      length: length, words: words, lowerWords: lowerWords)
  }

  /// Marks what was put aside as removed.
  func mark(_ document: inout Document) {
    for aside in asides { document.blocks[aside.block].outcome = .removed(aside.reason) }
  }
}
