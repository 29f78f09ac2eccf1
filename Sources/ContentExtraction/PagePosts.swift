import FettleKit

/// Which of several posts on a page each element stands in, where the page numbers them.
///
/// WordPress calls the body of a post's page "postid-12" and the element around a post "post-12", of the page's own post as of
/// those that are shown beside and below it. Pages also have an element `article` for each.
struct PagePosts {
  enum Standing: UInt8 {
    case unknown
    case own
    case other
  }

  /// Of each element.
  private(set) var standings: [Standing]
  /// Of each element: how many elements `article` begin before the one that it is or stands in; -1 where it stands in none.
  private(set) var ordinals: [Int32]
  private(set) var articles: Int32 = 0

  init(_ markup: PageMarkup) {
    standings = [Standing](repeating: .unknown, count: markup.elements.count)
    ordinals = [Int32](repeating: -1, count: markup.elements.count)
    let standing = PagePosts.standings(markup)
    for (index, element) in markup.elements.enumerated() {
      let parent = Int(element.parent)
      if let own = standing[index] {
        standings[index] = own
      } else if parent >= 0 {
        standings[index] = standings[parent]
      }
      if element.tag == .article {
        ordinals[index] = articles
        articles += 1
      } else if parent >= 0 {
        ordinals[index] = ordinals[parent]
      }
    }
  }

  /// Of the elements that have a post's number.
  private static func standings(_ markup: PageMarkup) -> [Int: Standing] {
    markup.names.withUnsafeBufferPointer { names in
      func called(_ element: MarkupElement) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: names[Int(element.names.lowerBound)..<Int(element.names.upperBound)])
      }
      guard let body = markup.elements.first(where: { $0.tag == .body }) else { return [:] }
      guard
        let own = number(in: called(body), behind: " postid-") ?? number(in: called(body), behind: " page-id-")
      else { return [:] }
      var found: [Int: Standing] = [:]
      for (index, element) in markup.elements.enumerated() where element.tag != .body {
        if let number = number(in: called(element), behind: " post-") {
          found[index] = number == own ? .own : .other
        }
      }
      // On a page that holds none of its own, those of others are what it is about.
      return found.values.contains(.own) ? found : [:]
    }
  }

  /// The number behind a prefix, with a space behind it.
  private static func number(in names: UnsafeBufferPointer<UInt8>, behind prefix: StaticString) -> Int? {
    let count = prefix.utf8CodeUnitCount
    var start = 0
    while start + count < names.count {
      defer { start += 1 }
      guard names[start] == 0x20, (0..<count).allSatisfy({ names[start + $0] == prefix.utf8Start[$0] }) else {
        continue
      }
      var at = start + count
      var number = 0
      while at < names.count, names[at] &- 0x30 < 10, number < 1 << 40 {
        number = number * 10 + Int(names[at] - 0x30)
        at += 1
      }
      if at > start + count, at < names.count, names[at] == 0x20 { return number }
    }
    return nil
  }
}
