import FettleKit

/// Finds the article's own DOI among those that the page holds.
struct DOIFinder {
  let page: Page
  let title: FoundTitle?

  /// Registrants of data, software and preprint archives: what they name is seldom the article that a page shows.
  private static let archives = [
    "10.5281/", "10.5061/", "10.6084/", "10.17605/", "10.5067/", "10.5065/", "10.1594/", "10.13039/",
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
      String(decoding: text.part(range).head(length).lazy.map(\.small), as: UTF8.self)
    }
  }

  /// The DOIs of the page's blocks, those of reference lists left out.
  let mentions: [(block: Int, mention: Mention)]

  init(page: Page, title: FoundTitle?) {
    self.page = page
    self.title = title
    var mentions: [(block: Int, mention: Mention)] = []
    for index in 0..<page.count where page.facts[index].flags.contains(.doi) {
      DOIFinder.forEachMention(in: page.bytes(index)) { mentions.append((index, $0)) }
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
    var next = 0
    for index in 0..<page.count {
      let fact = page.facts[index]
      let isNear = near.contains(index)
      if fact.flags.contains(.links), isNear, !fact.isInZone, fact.length < 160 {
        for link in page.blocks[index].links { DOIFinder.vote(for: link, &ballot) }
      }
      guard next < mentions.count, mentions[next].block == index else { continue }
      let text = page.bytes(index)
      let isCitation = fact.length > 60 && fact.length < 3000 && search?.isIn(page.key(index)) ?? false
      while next < mentions.count, mentions[next].block == index {
        let mention = mentions[next].mention
        next += 1
        var weight = 1
        if isNear { weight += 4 }
        if mention.range.count * 2 > Int(fact.length) { weight += 2 }
        if fact.length > BlockFact.shortLimit { weight -= 1 }
        if fact.flags.contains(.related) { weight = 0 }
        if isCitation { weight += 6 }
        if DOIFinder.archives.contains(where: { text.part(mention.range).begins(with: $0) }) { weight = min(weight, 1) }
        if index > page.firstZone, !isNear { weight = min(weight, 2) }
        ballot.vote(mention, in: text, weight)
      }
    }
    return ballot.result()
  }

  /// The DOI in a link's address speaks for it, if not much.
  private static func vote(for link: Link, _ ballot: inout DOIBallot) {
    guard var url = link.url else { return }
    url.withUTF8 { url in
      guard let start = url.firstPlace(of: "/10.") else { return }
      let text = url.tail(start + 1)
      forEachMention(in: text) { ballot.vote($0, in: text, 1) }
    }
  }

  /// Of addresses: they say which form of the article is meant.
  private static let endings = ["/full", "/abstract", "/pdf", "/meta", "/html", ".full", ".pdf"].map { Array($0.utf8) }

  /// What the bytes of a DOI are, the ending of an address left out.
  private static func mention(_ text: Bytes, _ range: Range<Int>) -> Mention {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: range.count) { bytes in
      for index in 0..<range.count { bytes[index] = text[range.lowerBound + index].small }
      var own = Bytes(bytes)
      for ending in endings where own.ends(with: ending) { own = own.head(own.count - ending.count) }
      return Mention(range: range, length: own.count, digest: TextKey.digest(ofKey: own))
    }
  }

  private static func isJournal(_ doi: Bytes) -> Bool {
    guard doi.holds("/(") else { return false }
    return String(decoding: doi, as: UTF8.self).lowercased().contains("/(issn)")
  }

  /// Calls `body` with each DOI of a text.
  static func forEachMention(in text: Bytes, _ body: (Mention) -> Void) {
    var at = 0
    while at + 7 < text.count {
      guard text[at] == UInt8(ascii: "1"), text[at + 1] == UInt8(ascii: "0"), text[at + 2] == UInt8(ascii: "."),
        at == 0 || !text[at - 1].isAlphanumeric && text[at - 1] != UInt8(ascii: ".")
      else {
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
