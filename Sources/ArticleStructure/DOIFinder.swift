import FettleKit

/// Finds the article's own DOI among those that the page holds.
struct DOIFinder {
  let page: Page
  let title: FoundTitle?

  /// Registrants of data, software and preprint archives: what they name is seldom the article that a page shows.
  private static let archives = [
    "10.5281/", "10.5061/", "10.6084/", "10.17605/", "10.5067/", "10.5065/", "10.1594/", "10.13039/", "10.5880/",
    "10.7910/", "10.5066/", "10.24381/", "10.3886/", "10.15468/", "10.25921/", "10.7289/", "10.22033/", "10.17632/",
    "10.24433/", "10.18112/", "10.15139/", "10.4121/", "10.3334/",
  ].map { Array($0.utf8) }

  /// A DOI in a text.
  struct Mention {
    /// In bytes from the text's start.
    var range: Range<Int>
    /// Bytes without the ending of an address: ".pdf".
    var length: Int
    /// Of the DOI in lower case.
    var digest: UInt64

    /// The DOI in lower case.
    func doi(in text: Bytes) -> String {
      String(decoding: text.part(range).head(length).lazy.filter { $0 != 0x20 }.map(\.small), as: UTF8.self)
    }
  }

  /// The DOIs of the page's blocks, those of reference lists left out.
  let mentions: [(block: Int, mention: Mention)]

  init(page: Page, title: FoundTitle?) {
    self.page = page
    self.title = title
    var mentions: [(block: Int, mention: Mention)] = []
    for index in 0..<page.count where page.facts[index].flags.contains(.doi) {
      DOIFinder.forEachMention(in: page.bytes(index), isWrapped: page.layout == .hardWrapped) {
        mentions.append((index, $0))
      }
    }
    self.mentions = mentions
  }

  /// The blocks that hold the DOI of a digest.
  func holders(of digest: UInt64) -> BlockSet {
    var holders = BlockSet(page.count)
    for (block, mention) in mentions where mention.digest == digest { holders.insert(block) }
    return holders
  }

  /// The DOI that most speaks for, the digest of it, and whether another is nearly as good.
  func find(near: Range<Int>) -> (doi: String, digest: UInt64, isDisputed: Bool)? {
    var ballot = DOIBallot()
    let search = title.map { KeySearch($0.key) }
    let start = title?.blocks.lowerBound ?? near.lowerBound
    var next = 0
    for index in 0..<page.count where page.facts[index].flags.contains(.doi) || near.contains(index) {
      let fact = page.facts[index]
      // Behind the abstract's heading, others are cited.
      let isNear = near.contains(index) && (page.abstractHeading.map { index < $0 || $0 < start } ?? true)
      if isNear, !fact.isInZone, fact.length < 160 {
        for link in page.blocks[index].links { DOIFinder.vote(for: link, &ballot) }
      }
      guard next < mentions.count, mentions[next].block == index else { continue }
      let text = page.bytes(index)
      let isCitation = fact.length < 3000 && (search.map { isCited($0, in: index) } ?? false)
      while next < mentions.count, mentions[next].block == index {
        let mention = mentions[next].mention
        next += 1
        var ways: DOIBallot.Ways = []
        if isNear { ways.insert(.near) }
        if mention.range.count * 2 > Int(fact.length) { ways.insert(.alone) }
        if fact.length <= BlockFact.shortLimit { ways.insert(.short) }
        if isCitation { ways.insert(.citation) }
        if fact.isShort, text.begins(with: "DOI") || text.begins(with: "doi:") || text.begins(with: "doi ") {
          ways.insert(.labelled)
        } else if fact.isShort, DOIFinder.isBehindLabel(text, mention.range.lowerBound) {
          ways.insert(.labelled)
        }
        var limit = Int.max
        if fact.flags.contains(.related) { limit = 0 }
        if DOIFinder.archives.contains(where: { text.part(mention.range).begins(with: $0) }) { limit = min(limit, 2) }
        if index > page.firstZone, !isNear { limit = min(limit, isCitation ? 8 : 3) }
        ballot.vote(mention, in: text, limit == 0 ? [] : ways, limit: limit)
      }
    }
    return ballot.result()
  }

  /// Whether a citation that holds the title holds the block: it may stand on several lines.
  private func isCited(_ title: KeySearch, in index: Int) -> Bool {
    if page.facts[index].length > 60, title.isIn(page.key(index)) { return true }
    guard page.facts[index].isShort, page.facts[index].flags.contains(.digit) else { return false }
    for back in max(0, index - (page.isTorn ? 6 : 2))..<index
    where page.facts[back].length < 1500 && !page.facts[back].flags.contains(.doi) && title.isIn(page.key(back)) {
      return true
    }
    return false
  }

  /// The DOI in a link's address speaks for it, if not much.
  private static func vote(for link: Link, _ ballot: inout DOIBallot) {
    guard var url = link.url else { return }
    url.withUTF8 { url in
      guard let start = url.firstPlace(of: "/10.") else { return }
      let text = url.tail(start + 1)
      forEachMention(in: text) { ballot.vote($0, in: text, []) }
    }
  }

  /// Of addresses: they say which form of the article is meant.
  private static let endings = ["/full", "/abstract", "/pdf", "/meta", "/html", ".full", ".pdf"].map { Array($0.utf8) }

  /// What the bytes of a DOI are, the ending of an address left out.
  private static func mention(_ text: Bytes, _ range: Range<Int>) -> Mention {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: range.count) { bytes in
      var count = 0
      for byte in text.part(range) where byte != 0x20 {
        bytes[count] = byte.small
        count += 1
      }
      var own = Bytes(rebasing: bytes[..<count])
      for ending in endings where own.ends(with: ending) { own = own.head(own.count - ending.count) }
      return Mention(
        range: range, length: range.count - (count - own.count), digest: TextKey.digest(ofKey: own))
    }
  }

  /// Whether "DOI:" stands right before it.
  private static func isBehindLabel(_ text: Bytes, _ start: Int) -> Bool {
    var at = start
    while at > 0, text[at - 1] == 0x20 || text[at - 1] == UInt8(ascii: ":") { at -= 1 }
    return at >= 3 && text.part((at - 3)..<at).begins(with: "DOI")
  }

  private static let issn = Array("/(issn)".utf8)

  /// A journal's own DOI: "10.1016/(ISSN)…", "10.5555/JFS".
  private static func isJournal(_ doi: Bytes) -> Bool {
    guard let slash = doi.firstIndex(of: UInt8(ascii: "/")) else { return false }
    if slash + 1 < doi.count, doi.tail(slash + 1).allSatisfy({ $0.isCapital }) { return true }
    var start = slash
    while let next = doi.tail(start).firstPlace(of: "/(") {
      if doi.tail(start + next).beginsSmall(with: issn) { return true }
      start += next + 1
    }
    return false
  }

  /// Whether a DOI that a line's end broke goes on behind the space: behind a hyphen, or with digits that are no year.
  private static func goesOn(_ text: Bytes, behind space: Int) -> Bool {
    guard space + 2 < text.count else { return false }
    // "10.1101/2020.03.22 .002386"
    if text[space + 1] == UInt8(ascii: "."), text[space - 1].isDigit { return text[space + 2].isDigit }
    // "10.1093/scan/ nsv114"
    if text[space - 1] == UInt8(ascii: "/"), text[space + 1].isSmallLetter {
      var end = space + 1
      while end < text.count, text[end].isSmallLetter { end += 1 }
      return end < text.count && text[end].isDigit
    }
    guard text[space + 1].isDigit else { return false }
    switch text[space - 1] {
    case UInt8(ascii: "-"), UInt8(ascii: "/"): return true
    case UInt8(ascii: "."):
      var end = space + 1
      while end < text.count, text[end].isDigit { end += 1 }
      return end - space > 5
    default: return false
    }
  }

  /// Calls `body` with each DOI of a text.
  ///
  /// - Parameter isWrapped: whether lines were broken at a column, so that a DOI may go on behind a hyphen and a space.
  static func forEachMention(in text: Bytes, isWrapped: Bool = false, _ body: (Mention) -> Void) {
    var at = 0
    while at + 7 < text.count {
      guard let next = text.tail(at).firstPlace(of: "10.") else { return }
      at += next
      guard at + 7 < text.count, at == 0 || !text[at - 1].isAlphanumeric && text[at - 1] != UInt8(ascii: ".") else {
        at += 1
        continue
      }
      var end = at + 3
      while end < text.count, text[end].isDigit || text[end] == UInt8(ascii: ".") { end += 1 }
      guard end - at >= 7, end < text.count, text[end] == UInt8(ascii: "/") else {
        at += 1
        continue
      }
      end += 1
      let suffix = end
      var depth = 0
      scan: while end < text.count {
        let byte = text[end]
        switch byte {
        case 0x20
        where isWrapped && (end > suffix ? goesOn(text, behind: end) : end + 1 < text.count && text[end + 1] != 0x20):
          break
        case 0...0x20, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "|"),
          UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"):
          break scan
        case UInt8(ascii: "("): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
          if byte != UInt8(ascii: ")") || depth == 0 { break scan }
          depth -= 1
        case 0x80...0xFF: break scan
        default: break
        }
        // "…021Get rights": words glued behind it.
        if byte.isCapital, end > suffix, end + 2 < text.count,
          text[end - 1].isDigit || text[end - 1] == UInt8(ascii: "."),
          text[end + 1].isSmallLetter, text[end + 2].isSmallLetter
        {
          break
        }
        end += 1
      }
      var last = end
      while last > suffix,
        text[last - 1] == UInt8(ascii: ".") || text[last - 1] == UInt8(ascii: ":")
          || text[last - 1] == UInt8(ascii: "*") || text[last - 1] == UInt8(ascii: "_")
          || text[last - 1] == UInt8(ascii: "/")
      { last -= 1 }
      if last > suffix {
        // A journal, not an article.
        if isJournal(text.part(at..<last)) {
          at = end
          continue
        }
        body(mention(text, at..<last))
      }
      at = max(end, at + 1)
    }
  }
}
