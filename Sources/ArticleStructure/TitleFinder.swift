import FettleKit
import FettleText
import JournalTable
import PageZones

/// What the title is, and in which blocks it stands.
struct FoundTitle {
  var text: String
  /// `text`, as keys are compared.
  var key: [UInt8]
  var digest: UInt64
  /// The blocks that are the title, put together. In a torn layout there may be several.
  var blocks: Range<Int>
  /// Of the last of `blocks`: how many bytes are title; what follows is a crumb.
  var length: Int?
  /// Whether the title was cut out of the line that a browser shows above its window.
  var isFromBrowserLine = false
}

/// Finds the article's title by what speaks for each line of the page: that it is a heading, comes back, stands in the
/// browser's title line or in the citation, is followed by names, stands before the abstract.
struct TitleFinder {
  let page: Page
  /// Digests of what a browser's title line may hold as the title.
  private let browserParts: Set<UInt64>
  private let firstAbstract: Int

  private static let tails = WordLists.builtin("title-tail").map { TextKey.key($0) }.sorted { $0.count > $1.count }
  private static let institutions = LiteralScan(WordLists.builtin("institution-word").map { Array($0.utf8) })
  private static let strangers = WordLists.builtin("not-a-title").map { Array($0.utf8) }
  private static let types = Set(WordLists.builtin("article-type").map { TextKey.digest($0) })

  struct Candidate {
    var index: Int
    var digest: UInt64
    var score: Int
    /// How often the line stands on the page.
    var count = 1
    /// Bytes of the block that are title.
    var length: Int
  }

  init(_ page: Page) {
    self.page = page
    firstAbstract = page.abstractHeading ?? -1
    var parts: Set<UInt64> = []
    for index in 0..<min(3, page.count) where page.facts[index].length < 400 && page.facts[index].words >= 3 {
      for part in TitleFinder.browserParts(page.text(index)) {
        let digest = TextKey.digest(part)
        if digest != page.facts[index].digest || index == 0 { parts.insert(digest) }
      }
    }
    browserParts = parts
  }

  /// "Title | Site", "Site - Title", "Title in: Journal": everything before or behind such a sign.
  static func browserParts(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = [line]
    for mark in [" | ", " - ", " – ", " — ", " in: ", " [", " :: "] {
      let needle = Array(mark.utf8)
      var at = line.startIndex
      while at + needle.count < line.endIndex {
        if line[at..<(at + needle.count)].elementsEqual(needle) {
          parts.append(line[..<at])
          parts.append(line[(at + needle.count)...])
        }
        at += 1
      }
    }
    return parts.filter { $0.count >= 6 }
  }

  func find() -> FoundTitle? {
    var byDigest: [UInt64: Int] = [:]
    var candidates: [Candidate] = []
    let limit = min(page.count, 8000)
    for index in 0..<limit {
      guard let candidate = candidate(index) else { continue }
      if let known = byDigest[candidate.digest] {
        candidates[known].count += 1
        guard candidates[known].count <= 6 else { continue }
        let isLate = firstAbstract >= 0 && candidate.index > firstAbstract
        if !isLate,
          candidate.score > candidates[known].score
            || candidate.score == candidates[known].score && place(candidate.index) > place(candidates[known].index)
            || candidate.score + 6 > candidates[known].score && !isNamed(after: candidates[known].index)
              && isNamed(after: candidate.index)
        {
          candidates[known].index = candidate.index
          candidates[known].length = candidate.length
        }
        candidates[known].score = max(candidates[known].score, candidate.score)
      } else {
        byDigest[candidate.digest] = candidates.count
        candidates.append(candidate)
      }
    }
    for index in candidates.indices {
      candidates[index].score += place(candidates[index].index)
      // A title comes back once or twice, what belongs to the site on and on.
      switch candidates[index].count {
      case 1: break
      case 2...4: candidates[index].score += 2
      default: candidates[index].score -= 2 * candidates[index].count
      }
    }
    candidates.sort { ($0.score, -$0.index) > ($1.score, -$1.index) }
    candidates.removeSubrange(min(candidates.count, 14)...)
    let cited = citedKeys()
    for index in candidates.indices {
      let key = TextKey.key(page.text(candidates[index].index).prefix(candidates[index].length))
      if key.count >= 15, cited.contains(where: { $0.count > key.count + 12 && TextKey.find(key, in: $0) != nil }) {
        candidates[index].score += 7
      }
      if isNamed(after: candidates[index].index) { candidates[index].score += 5 }
      if let names = page.names(in: candidates[index].index), names.count > 1 {
        candidates[index].score -= 10
      }
      if isCitedInPieces(candidates[index]) { candidates[index].score += 5 }
    }
    // The title is the last of its kind before the abstract.
    if let top = candidates.map(\.score).max(),
      let last = candidates.indices.filter({
        candidates[$0].index < firstAbstract && candidates[$0].score + 5 >= top && candidates[$0].score >= 6
      }).max(by: { candidates[$0].index < candidates[$1].index })
    {
      candidates[last].score += 3
    }
    let best = candidates.max { ($0.score, -$0.index) < ($1.score, -$1.index) }
    if let torn = torn(), best.map({ !browserParts.contains($0.digest) }) ?? true { return torn }
    guard let best, best.score >= 5 else { return browserLine() }
    return continued(found(best.index, length: best.length))
  }

  /// A title that stands on two lines: the first ends in a colon, or the second goes on in lower case.
  private func continued(_ title: FoundTitle) -> FoundTitle {
    let next = title.blocks.upperBound
    guard title.length == nil, next < page.count, page.isOpen(next), page.isOpen(next - 1), !page.isHeading(next),
      page.facts[next].isShort, page.facts[next].words >= 2, page.facts[next].length < 160,
      page.blocks[next].role == page.blocks[next - 1].role, let last = page.text(next - 1).last,
      let first = page.text(next).first
    else { return title }
    let isWrapped =
      page.layout == .hardWrapped && !page.blocks[next].isAfterGap
      && page.blocks[next].indent == page.blocks[next - 1].indent
    guard last == UInt8(ascii: ":") || (0x61...0x7A).contains(first) || isWrapped,
      !page.facts[next].flags.contains(.endsSentence),
      page.names(in: next) == nil
    else { return title }
    var longer = title
    longer.blocks = title.blocks.lowerBound..<(next + 1)
    let text = page.joined(longer.blocks)
    longer.text = TitleFinder.text(text[...])
    longer.key = TextKey.key(text[...])
    longer.digest = TextKey.digest(text[...])
    return longer
  }

  private func found(_ index: Int, length: Int) -> FoundTitle {
    let bytes = page.text(index).prefix(length)
    let key = TextKey.key(bytes)
    var found = FoundTitle(
      text: TitleFinder.text(bytes), key: key, digest: TextKey.digest(bytes), blocks: index..<(index + 1))
    if length < page.text(index).count { found.length = length }
    return found
  }

  /// One space between words.
  static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  // MARK: - What a line is worth

  private func candidate(_ index: Int) -> Candidate? {
    let fact = page.facts[index]
    guard fact.length >= 6, fact.isShort, !fact.isInZone, fact.words >= 1, !fact.flags.contains(.marks) else {
      return nil
    }
    let isHeading = fact.flags.contains(.heading)
    let level = page.blocks[index].level
    let text = page.text(index)
    var length = text.count
    var digest = fact.digest
    if fact.words > 3, let shorter = withoutTail(text) {
      length = shorter
      digest = TextKey.digest(text.prefix(shorter))
    }
    let isInBrowser = index > 0 && fact.words >= 4 && browserParts.contains(digest)
    if page.kinds[index].isKnown, !(isInBrowser && level == 1) { return nil }
    if !isHeading, !isInBrowser, fact.words < 4 || fact.length < 24 { return nil }
    var score = 0
    if isInBrowser { score += 7 }
    if isHeading { score += level == 1 ? 7 : level == 2 ? 2 : 1 }
    if length >= 40 { score += 1 }
    if length >= 60 { score += 1 }
    if fact.words >= 6 { score += 1 }
    if fact.words <= 3 { score -= 2 }
    if length > 280 { score -= 3 }
    if fact.flags.contains(.endsSentence), text.last == UInt8(ascii: ".") { score -= 3 }
    if !fact.flags.contains(.beginsNew) { score -= 3 }
    if fact.flags.contains(.doi) { score -= 8 }
    if fact.isRemoved { score -= isInBrowser || level == 1 || fact.flags.contains(.outside) ? 3 : 6 }
    if fact.flags.contains(.related) { score -= 6 }
    if index == 0, browserParts.count > 1 { score -= 4 }
    if CitationReader.looksLikeLocator(text) { score -= 8 }
    // "Band 33 (2019), Heft 1, S. 5–28": a date and pages.
    let traits = BlockTraits(text)
    if traits.dates > 0, traits.pageRanges > 0 { score -= 8 }
    score -= TitleFinder.oddities(text)
    if repeatsLine(index) { score -= 8 }
    if fact.words < 12, JournalTable.builtin.match(text.prefix(length)) != nil { score -= 8 }
    if score < -2 { return nil }
    return Candidate(index: index, digest: digest, score: score, length: length)
  }

  /// An author's card: the line before it again, with an address behind it.
  private func repeatsLine(_ index: Int) -> Bool {
    guard index > 0, page.facts[index - 1].length < page.facts[index].length else { return false }
    let name = page.text(index - 1).prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ";") }
    return name.count >= 6 && page.text(index).starts(with: name)
  }

  /// Signs that titles don't have.
  private static func oddities(_ text: ArraySlice<UInt8>) -> Int {
    var odd = 0
    text.withUnsafeBufferPointer { bytes in
      var at = 0
      var commas = 0
      while at < bytes.count {
        switch bytes[at] {
        case UInt8(ascii: "@"), UInt8(ascii: "|"), UInt8(ascii: "{"), UInt8(ascii: "="), UInt8(ascii: "\\"): odd += 4
        case UInt8(ascii: ","), UInt8(ascii: ";"): commas += 1
        case 0xC2 where at + 1 < bytes.count && bytes[at + 1] == 0xA9: odd += 8
        case UInt8(ascii: "h")
        where at + 4 < bytes.count && bytes[at + 1] == UInt8(ascii: "t")
          && bytes[at + 2] == UInt8(ascii: "t") && bytes[at + 3] == UInt8(ascii: "p"):
          odd += 6
        default: break
        }
        at += 1
      }
      if commas > 5 { odd += commas - 5 }
      if commas > 0 || (0x30...0x39).contains(bytes[0]) {
        if institutions.isAnywhere(in: bytes) { odd += 7 }
      }
      if (0x30...0x39).contains(bytes[0]) {
        let letter = bytes.first { !(0x30...0x39).contains($0) } ?? 0
        odd += (0x41...0x5A).contains(letter) ? 6 : 2
      }
    }
    if FigureLabel.isCaptionStart(text) { odd += 8 }
    let head = text.prefix(24).lazy.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    if strangers.contains(where: { head.starts(with: $0) }) { odd += 9 }
    return odd
  }

  /// How well the place suits a title.
  private func place(_ index: Int) -> Int {
    var score = 0
    if firstAbstract >= 0 {
      if index > firstAbstract {
        score -= 5
      } else if firstAbstract - index < (page.isTorn ? 500 : 160) {
        score += 3
        // The title is the last line of its kind before the abstract.
        let distance = firstAbstract - index
        if distance < (page.isTorn ? 150 : 50) {
          score += 2
        } else if distance < (page.isTorn ? 300 : 100) {
          score += 1
        }
      }
    }
    for next in (index + 1)..<max(index + 1, min(page.count, index + (page.isTorn ? 200 : 70)))
    where page.facts[next].flags.contains(.doi) && page.facts[next].length < 90 && !page.facts[next].isInZone {
      score += 2
      break
    }
    var back = index - 1
    var seen = 0
    while back >= 0, seen < 3 {
      if TitleFinder.types.contains(page.facts[back].digest) {
        score += 3
        break
      }
      if page.facts[back].words > 0 { seen += 1 }
      back -= 1
    }
    return score
  }

  /// "… Open Access" glued behind the title: how many bytes are title.
  private func withoutTail(_ text: ArraySlice<UInt8>) -> Int? {
    let key = TextKey.key(text)
    for tail in TitleFinder.tails where key.count > tail.count + 12 && key.suffix(tail.count).elementsEqual(tail) {
      var left = tail.count
      var at = text.endIndex
      while at > text.startIndex, left > 0 {
        at -= 1
        let byte = text[at]
        if byte.isAlphanumeric { left -= 1 }
      }
      // The crumb begins with a capital.
      guard text[at] < 0x60 else { continue }
      var end = at
      while end > text.startIndex, text[end - 1] == 0x20 || text[end - 1] == 0xA0 || text[end - 1] == 0xC2 { end -= 1 }
      return end - text.startIndex
    }
    return nil
  }

  /// Whether names follow soon.
  private func isNamed(after index: Int) -> Bool { BylineReader(page).beginsByline(after: index) != nil }

  // MARK: - Citations

  /// Keys of blocks that may be a citation of the article.
  private func citedKeys() -> [[UInt8]] {
    var keys: [[UInt8]] = []
    for index in page.blocks.indices where keys.count < 40 {
      let fact = page.facts[index]
      guard !fact.isInZone, fact.length > 60, fact.length < 3000, fact.flags.contains(.doi),
        !fact.flags.contains(.related)
      else { continue }
      keys.append(TextKey.key(page.text(index)))
    }
    return keys
  }

  /// In a torn layout, a citation's title is a block of its own with the DOI close behind.
  private func isCitedInPieces(_ candidate: Candidate) -> Bool {
    guard page.isTorn else { return false }
    for index in page.blocks.indices
    where index != candidate.index && page.facts[index].digest == candidate.digest && !page.facts[index].isInZone {
      for next in (index + 1)..<min(page.count, index + 7) where page.facts[next].flags.contains(.doi) { return true }
    }
    return false
  }

  // MARK: - Titles that are torn, or stand in the browser's line alone

  /// A run of blocks that together are what the browser's title line says.
  private func torn() -> FoundTitle? {
    guard page.isTorn, let first = page.blocks.indices.first(where: { page.facts[$0].words >= 4 }), first < 3 else {
      return nil
    }
    for part in TitleFinder.browserParts(page.text(first)) {
      let key = TextKey.key(part)
      guard key.count >= 20 else { continue }
      for start in (first + 1)..<min(page.count, 6000) where page.facts[start].length > 2 && !page.facts[start].isInZone
      {
        var own = TextKey.key(page.text(start).prefix(key.count * 2))
        guard own.count >= 3, own.count < key.count, key.starts(with: own) else { continue }
        var end = start + 1
        while end < min(page.count, start + 14), own.count < key.count {
          own += TextKey.key(page.text(end).prefix(key.count * 2))
          end += 1
        }
        guard own == key, end - start > 1 else { continue }
        let text = TitleFinder.text(page.joined(start..<end)[...])
        return FoundTitle(text: text, key: key, digest: TextKey.digest(part), blocks: start..<end)
      }
    }
    return nil
  }

  private func browserLine() -> FoundTitle? {
    guard page.count > 0, page.facts[0].length < 400, page.facts[0].words >= 4 else { return nil }
    let parts = TitleFinder.browserParts(page.text(0)).dropFirst()
    guard let longest = parts.filter({ $0.startIndex == page.text(0).startIndex }).min(by: { $0.count < $1.count }),
      longest.count >= 20
    else { return nil }
    var found = found(0, length: longest.count)
    found.isFromBrowserLine = true
    return found
  }
}

extension UInt8 {
  var isAlphanumeric: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
