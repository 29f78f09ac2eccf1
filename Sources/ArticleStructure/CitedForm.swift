import FettleKit

/// A citation of the article itself on its page: authors, title, and where it was published.
struct CitedForm {
  var blocks: Range<Int>
  var authors: AuthorList?
  /// The year between authors and title.
  var year: String?
  /// What follows the title.
  var tail: [UInt8]
}

/// Finds the places where a page says how it is to be cited.
struct CitedFormFinder {
  let page: Page
  let title: FoundTitle

  private static let labels = WordLists.builtin("cite-label").map { TextKey.key($0) }.sorted { $0.count > $1.count }

  /// Whether a text announces how to cite the article.
  static func isLabel(_ digest: UInt64) -> Bool {
    KnownLines.builtin[digest]?.roles.contains(.citeLabel) ?? false
  }

  func find() -> [CitedForm] {
    guard title.key.count >= 12 else { return [] }
    let search = KeySearch(title.key)
    var forms: [CitedForm] = []
    var next = 0
    while forms.count < 12, let index = page.nextBlock(from: next, holding: search) {
      next = index + 1
      let fact = page.facts[index]
      guard fact.length < 5000, !fact.flags.contains(.related), !title.blocks.contains(index) else { continue }
      if fact.digest == title.digest {
        guard page.isTorn else { continue }
      } else if fact.isShort, Int(fact.length) < title.key.count + 4 {
        continue
      }
      if let form = form(at: index) {
        forms.append(form)
        next = form.blocks.upperBound
      }
    }
    return forms
  }

  private func form(at index: Int) -> CitedForm? {
    var start = index
    var end = index + 1
    if page.isTorn {
      // Authors in pieces before it; journal, volume and the rest behind it.
      while start > 0, index - start < 60, canPrecede(start - 1) { start -= 1 }
      while end < page.count, end - index < 12, canFollow(end) {
        end += 1
        if page.facts[end - 1].flags.contains(.doi) { break }
      }
    } else if end < page.count, !page.facts[index].flags.contains(.doi), page.facts[end].isShort,
      page.facts[end].flags.contains(.digit), !page.isHeading(end), page.facts[end].words < 12,
      page.facts[index].digest != title.digest
    {
      end += 1
    }
    let text = page.joined(start..<end)
    guard let range = TextKey.range(of: title.key, in: text[...]) else { return nil }
    var tail = Array(text[range.upperBound...])
    while let first = tail.first, !first.isAlphanumeric, first < 0xC3 { tail.removeFirst() }
    guard tail.contains(where: { (0x30...0x39).contains($0) }), tail.count < 700 else { return nil }
    let head = Array(text[..<range.lowerBound])
    let before = CitedFormFinder.withoutLabel(head)
    var form = CitedForm(blocks: start..<end, tail: tail)
    form.year = CitedFormFinder.year(before)
    if before.count >= 4 {
      form.authors = before.withUnsafeBufferPointer { before in
        if let authors = AuthorList.cited(before) { return authors }
        // "Copy the following to cite this article: Lindqvist A, Ferreira T."
        guard let colon = before.lastIndex(of: UInt8(ascii: ":")), colon + 5 < before.count else { return nil }
        return AuthorList.cited(before.tail(colon + 1))
      }
    }
    // A sentence that mentions the title isn't a citation of it.
    let hasDOI = (start..<end).contains { page.facts[$0].flags.contains(.doi) }
    guard hasDOI || form.authors != nil || form.year != nil else { return nil }
    return form
  }

  private func canPrecede(_ index: Int) -> Bool {
    let fact = page.facts[index]
    return fact.isShort && fact.length < 300 && !page.isHeading(index) && !fact.roles.contains(.citeLabel)
      && !fact.isInZone && !fact.isRemoved && !fact.flags.contains(.doi) && !title.blocks.contains(index)
  }

  private func canFollow(_ index: Int) -> Bool {
    let fact = page.facts[index]
    return fact.isShort && fact.length < 200 && !page.isHeading(index) && !fact.isInZone && fact.digest != title.digest
  }

  private static func withoutLabel(_ head: [UInt8]) -> [UInt8] {
    let key = TextKey.key(head[...])
    for label in labels where key.starts(with: label) && label.count >= 4 {
      guard let range = TextKey.range(of: label, in: head[...]), range.lowerBound < 3 else { continue }
      var rest = Array(head[range.upperBound...])
      guard let next = rest.first, !next.isAlphanumeric else { continue }
      while let first = rest.first, !first.isAlphanumeric, first < 0xC3 { rest.removeFirst() }
      return rest
    }
    return head
  }

  /// A year in brackets or at the end of the text before the title.
  private static func year(_ bytes: [UInt8]) -> String? {
    var at = bytes.count - 4
    while at >= 0, at > bytes.count - 12 {
      if bytes[at..<(at + 4)].allSatisfy({ (0x30...0x39).contains($0) }),
        bytes[at] == UInt8(ascii: "1") || bytes[at] == UInt8(ascii: "2"), at == 0 || !bytes[at - 1].isAlphanumeric
      {
        return String(decoding: bytes[at..<(at + 4)], as: UTF8.self)
      }
      at -= 1
    }
    return nil
  }
}
