import FettleKit
import PageZones

/// The words that most entries of a list end with: the link that a page puts behind each of its references, of a publisher
/// or a library that no list of labels knows ("OpenURL" and the library's name).
struct RepeatedTail {
  /// As printed, one space between words; empty where there is none.
  private(set) var words: [UInt8] = []

  /// In entries: so many tell how a list's entries end.
  private static let sample = 48

  init(_ document: borrowing Document, _ zone: Range<Int>) {
    var texts: [ArraySlice<UInt8>] = []
    for index in zone where document.blocks[index].isKept && document.blocks[index].text.count > 60 {
      texts.append(document.blocks[index].text.bytes)
    }
    let step = max(1, texts.count / RepeatedTail.sample)
    self.init(stride(from: 0, to: texts.count, by: step).map { RepeatedTail.withoutLinks(texts[$0]) })
  }

  /// - Parameter texts: the blocks of the list, those that may be whole entries.
  init(_ texts: [ArraySlice<UInt8>]) {
    guard texts.count >= 5 else { return }
    let wanted = max(4, (texts.count * 3 + 4) / 5)
    guard let common = RepeatedTail.commonWord(texts, wanted: wanted) else { return }
    let same = texts.filter { $0.hasTail(common) }
    guard var tail = same.first?.suffix(80) else { return }
    // As much of the tail as nine in ten have.
    while tail.count > common.count {
      let having = same.count { $0.hasTail(tail) }
      if having >= wanted, having * 10 >= same.count * 9 { break }
      guard let space = tail.firstIndex(of: 0x20) else { return }
      tail = tail[(space + 1)...]
    }
    while let first = tail.first, !RepeatedTail.mayBegin(first) {
      guard let space = tail.firstIndex(of: 0x20) else { return }
      tail = tail[(space + 1)...]
    }
    guard tail.count(where: { ($0 | 0x20) &- 0x61 < 26 }) >= 4, !tail.contains(where: { $0 &- 0x30 < 10 }) else {
      return
    }
    words = Array(tail)
  }

  private static func withoutLinks(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    if let links = LinkCrumbs.find(in: text).ranges.last, links.upperBound == text.count {
      text = text.prefix(links.lowerBound)
    }
    // The end of the text, with its lines joined.
    var folded: [UInt8] = []
    for byte in text.suffix(160) where byte > 0x20 || folded.last != 0x20 { folded.append(byte > 0x20 ? byte : 0x20) }
    return folded[...]
  }

  /// Where the tail begins in a text that ends with it; `nil` where it doesn't, or is all of it.
  func start(in text: ArraySlice<UInt8>) -> Int? {
    guard !words.isEmpty, text.count > words.count + 20 else { return nil }
    var at = text.endIndex
    for word in words.reversed() {
      if word == 0x20 {
        guard at > text.startIndex, text[at - 1] <= 0x20 else { return nil }
        while at > text.startIndex, text[at - 1] <= 0x20 { at -= 1 }
      } else {
        guard at > text.startIndex, text[at - 1] == word else { return nil }
        at -= 1
      }
    }
    guard at > text.startIndex, text[at - 1] <= 0x20 || words.first == 0x5B else { return nil }
    return at - text.startIndex
  }

  /// A capital, or a bracket: what a page prints as a link.
  private static func mayBegin(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 || byte == 0x5B || byte >= 0xC3 }

  /// The last word that most texts share.
  private static func commonWord(_ texts: [ArraySlice<UInt8>], wanted: Int) -> ArraySlice<UInt8>? {
    for (index, text) in texts.enumerated() where index <= texts.count - wanted {
      guard let space = text.lastIndex(of: 0x20), text.endIndex - space > 3 else { continue }
      let word = text[(space + 1)...]
      guard word.contains(where: { ($0 | 0x20) &- 0x61 < 26 }), !word.contains(where: { $0 &- 0x30 < 10 }) else {
        continue
      }
      if texts.count(where: { $0.hasTail(word) }) >= wanted { return word }
    }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// Whether it ends with other bytes, at a word's border.
  fileprivate func hasTail(_ tail: ArraySlice<UInt8>) -> Bool {
    guard count >= tail.count, self[(endIndex - tail.count)...].elementsEqual(tail) else { return false }
    return count == tail.count || self[endIndex - tail.count - 1] <= 0x20 || tail.first == 0x5B
  }
}
