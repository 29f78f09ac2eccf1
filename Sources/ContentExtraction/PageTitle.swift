import FettleKit

/// The block that holds a page's title, by what the page's head says it is.
struct PageTitle {
  /// -1 where none was found.
  private(set) var block = -1
  private var hashes: Set<UInt64> = []
  private var descriptions: Set<UInt64> = []

  init(_ markup: PageMarkup, _ blocks: [Block], _ texts: [TextFacts]) {
    var scratch: [UInt8] = []
    func hash(_ text: some Sequence<UInt8>) -> UInt64 {
      Array(text).withUnsafeBufferPointer { TextFacts($0, scratch: &scratch).hash }
    }
    let empty = hash([])
    let lengths = Set(texts.map { $0.letters + $0.digits })
    for statement in markup.statements {
      switch (statement.kind, statement.name) {
      case (.meta, "og:title"), (.meta, "twitter:title"), (.meta, "citation_title"), (.meta, "dc.title"),
        (.microdata, "headline"), (.meta, "title"):
        hashes.insert(hash(statement.value.utf8))
      case (.meta, "og:description"), (.meta, "description"): descriptions.insert(hash(statement.value.utf8))
      default: break
      }
      if statement.kind == .title || statement.name == "og:title" {
        hashes.formUnion(PageTitle.parts(statement.value, lengths).map { hash($0) })
      }
    }
    hashes.remove(empty)
    var best = 0
    for index in blocks.indices {
      var points = 0
      if blocks[index].role == .heading { points += blocks[index].level == 1 ? 4 : 2 }
      if hashes.contains(texts[index].hash) { points += texts[index].words >= 3 ? 4 : 2 }
      if points >= 4, points > best {
        best = points
        block = index
      }
    }
  }

  func isLike(_ hash: UInt64) -> Bool { hashes.contains(hash) }

  func isDescription(_ hash: UInt64) -> Bool { descriptions.contains(hash) }

  /// A title without the site's name: what stands before or behind the bars and dashes.
  ///
  /// - Parameter lengths: of the blocks' texts, in letters and digits; a part of another length is no block's. A title that is
  ///   never closed holds the whole page, and a thousand bars.
  private static func parts(_ title: String, _ lengths: Set<Int>) -> [ArraySlice<UInt8>] {
    let bytes = Array(title.utf8)
    func count(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { isCounted($0) } }
    let all = count(bytes[...])
    var parts: [ArraySlice<UInt8>] = [bytes[...]]
    var at = 0
    var before = 0
    while at < bytes.count {
      var length = 0
      if bytes[at] == UInt8(ascii: "|") || (bytes[at] == UInt8(ascii: "-") && at > 0 && bytes[at - 1] == 0x20) {
        length = 1
      } else if bytes[at] == UInt8(ascii: ":") {
        length = 1
      } else if at + 2 < bytes.count, bytes[at] == 0xE2, bytes[at + 1] == 0x80, (0x93...0x94).contains(bytes[at + 2]) {
        length = 3
      } else if at + 1 < bytes.count, bytes[at] == 0xC2, bytes[at + 1] == 0xBB || bytes[at + 1] == 0xB7 {
        length = 2
      }
      if length > 0 {
        let behind = all - before - count(bytes[at..<(at + length)])
        if lengths.contains(before) { parts.append(bytes[..<at]) }
        if lengths.contains(behind) { parts.append(bytes[(at + length)...]) }
      }
      before += count(bytes[at..<(at + max(1, length))])
      at += max(1, length)
    }
    return parts
  }

  /// Whether a byte is a digit or begins a letter, as `TextFacts` counts them.
  private static func isCounted(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte >= 0xC0 || byte &- 0x30 < 10
  }
}
