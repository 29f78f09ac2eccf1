import FettleKit

/// Finds the article's own DOI among those that the page holds.
struct DOIFinder {
  let page: Page
  let title: FoundTitle?

  /// Registrants of data, software and preprint archives: what they name is seldom the article that a page shows.
  private static let archives = [
    "10.5281/", "10.5061/", "10.6084/", "10.17605/", "10.5067/", "10.5065/", "10.1594/", "10.13039/",
  ]

  /// A DOI in a text: lower case, and its range in bytes from the text's start.
  struct Mention {
    var doi: String
    var range: Range<Int>
  }

  /// The DOIs of the page's blocks, those of reference lists left out.
  let mentions: [(block: Int, mentions: [Mention])]

  init(page: Page, title: FoundTitle?) {
    self.page = page
    self.title = title
    var mentions: [(block: Int, mentions: [Mention])] = []
    for index in 0..<page.count where page.facts[index].flags.contains(.doi) {
      mentions.append((index, DOIFinder.mentions(page.bytes(index))))
    }
    self.mentions = mentions
  }

  /// The blocks that hold the DOI.
  func holders(of doi: String) -> BlockSet {
    var holders = BlockSet(page.count)
    for (block, mentions) in mentions where mentions.contains(where: { $0.doi == doi }) { holders.insert(block) }
    return holders
  }

  /// The DOI that most speaks for, and whether another is nearly as good.
  func find(near: Range<Int>) -> (doi: String, isDisputed: Bool)? {
    var votes: [String: Int] = [:]
    var order: [String] = []
    func vote(_ doi: String, _ weight: Int) {
      if votes[doi] == nil { order.append(doi) }
      votes[doi, default: 0] += weight
    }
    let search = title.map { KeySearch($0.key) }
    var next = 0
    for index in 0..<page.count {
      let fact = page.facts[index]
      let isNear = near.contains(index)
      if fact.flags.contains(.links), isNear, !fact.isInZone, fact.length < 160 {
        for link in page.blocks[index].links {
          for mention in DOIFinder.target(of: link) { vote(mention.doi, 1) }
        }
      }
      guard next < mentions.count, mentions[next].block == index else { continue }
      defer { next += 1 }
      for mention in mentions[next].mentions {
        var weight = 1
        if isNear { weight += 4 }
        if mention.range.count * 2 > Int(fact.length) { weight += 2 }
        if fact.length > BlockFact.shortLimit { weight -= 1 }
        if fact.flags.contains(.related) { weight = 0 }
        if let search, fact.length > 60, fact.length < 3000, search.isIn(page.key(index)) { weight += 6 }
        if DOIFinder.archives.contains(where: { mention.doi.hasPrefix($0) }) { weight = min(weight, 1) }
        if index > page.firstZone, !isNear { weight = min(weight, 2) }
        vote(mention.doi, weight)
      }
    }
    // Figures, tables and supplements have the article's DOI and more: they speak for the article.
    for doi in order {
      for other in order where other != doi && doi.hasPrefix(other) && other.utf8.count > 9 {
        votes[other, default: 0] += min(3, votes[doi] ?? 0)
        votes[doi] = 0
        break
      }
    }
    let ranked = order.enumerated().sorted {
      (votes[$0.element] ?? 0, -$0.offset) > (votes[$1.element] ?? 0, -$1.offset)
    }
    guard let best = ranked.first?.element, let weight = votes[best], weight >= 3 else { return nil }
    let second = ranked.dropFirst().first.flatMap { votes[$0.element] } ?? 0
    return (best, second >= 5 && second * 3 > weight * 2)
  }

  /// The DOI in a link's address.
  private static func target(of link: Link) -> [Mention] {
    guard var url = link.url else { return [] }
    return url.withUTF8 { url in url.firstPlace(of: "/10.").map { mentions(url.tail($0 + 1)) } ?? [] }
  }

  /// Of addresses: they say which form of the article is meant.
  private static let endings = ["/full", "/abstract", "/pdf", "/meta", "/html", ".full", ".pdf"].map { Array($0.utf8) }

  /// The DOI in lower case, without the ending of an address.
  private static func small(_ doi: Bytes) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: doi.count) { bytes in
      for index in 0..<doi.count { bytes[index] = doi[index].small }
      var own = Bytes(bytes)
      for ending in endings where own.ends(with: ending) { own = own.head(own.count - ending.count) }
      return own.string
    }
  }

  private static func isJournal(_ doi: Bytes) -> Bool {
    guard doi.holds("/(") else { return false }
    return String(decoding: doi, as: UTF8.self).lowercased().contains("/(issn)")
  }

  /// All DOIs of a text.
  static func mentions(_ text: Bytes) -> [Mention] {
    var found: [Mention] = []
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
        found.append(Mention(doi: small(text.part(at..<last)), range: at..<last))
      }
      at = max(end, at + 1)
    }
    return found
  }
}
