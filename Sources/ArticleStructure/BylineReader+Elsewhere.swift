import FettleKit

/// Lists of authors that stand far from the title, for pages that show none or only the beginning of one there.
extension BylineReader {
  /// Bytes of a list.
  private static let longest = 4000

  /// The names, or a longer list of the page that begins with them: where the title stands once more, beside the affiliations
  /// at its end, or in the line that says whose the copyright is.
  func whole(_ names: [Name], cited: AuthorList?, behind titleBlocks: Range<Int>, digest: UInt64) -> [Name] {
    let title = titleBlocks.upperBound
    if names.count > 1, let list = list(beginningWith: names, outside: titleBlocks, digest: digest) { return list }
    if let cited, cited.isCut, names.count <= cited.names.count, let list = list(beginningWith: cited, behind: title) {
      return list
    }
    if names.count < 2, cited == nil || cited?.isCut == true, let owners = owners(behind: title),
      names.isEmpty || names[0].family == owners[0].family
    {
      return owners
    }
    return names
  }

  /// The byline of another place where the title stands, if it goes on where the given names end: a heading that stays in
  /// view while the page is scrolled may show the first authors alone.
  private func list(beginningWith names: [Name], outside title: Range<Int>, digest: UInt64) -> [Name]? {
    for index in 0..<page.count where page.facts[index].digest == digest && !title.contains(index) {
      let others = read(after: index..<(index + 1), titleDigest: digest, cited: nil).names
      if others.count > names.count, zip(names, others).allSatisfy({ $0 == $1 }) { return others }
    }
    return nil
  }

  /// A line of names whose first ones are those of a citation that leaves the rest out.
  private func list(beginningWith cited: AuthorList, behind title: Int) -> [Name]? {
    let families = cited.names.compactMap { $0.family.map { TextKey.key($0) } }
    guard let first = families.first, first.count > 1, families.count == cited.names.count else { return nil }
    let search = KeySearch(first)
    for index in title..<max(title, page.count) {
      let fact = page.facts[index]
      guard !fact.isInZone, fact.length > 20, Int(fact.length) < BylineReader.longest,
        Int(fact.keyLength) > first.count, search.isIn(page.key(index)),
        let names = page.names(in: index, limit: BylineReader.longest), names.count > families.count
      else { continue }
      let isSame = zip(families, names).allSatisfy { family, name in
        name.family.map { TextKey.key($0) == family } ?? false
      }
      if isSame { return names }
    }
    return nil
  }

  /// "©Ada Lindqvist, Tomás Ferreira. Originally published in …": two names or more, each with a given name.
  private func owners(behind title: Int) -> [Name]? {
    for index in title..<max(title, page.count) {
      let fact = page.facts[index]
      guard !fact.isInZone, fact.length > 20, Int(fact.length) < BylineReader.longest,
        fact.first == 0xC2 || fact.first == UInt8(ascii: "C"), fact.mayHold(ByteClass.lead)
      else { continue }
      let text = page.bytes(index)
      guard let sign = text.head(24).firstPlace(of: "©") else { continue }
      var start = sign + 2
      while start < text.count, text[start] == 0x20 || text[start].isDigit || text[start] == 0xC2 || text[start] == 0xA0
      {
        start += 1
      }
      let rest = text.tail(start)
      guard let end = BylineReader.sentenceEnd(rest), let names = page.bylines.read(rest.head(end)), names.count > 1
      else { continue }
      return names
    }
    return nil
  }

  /// Where the first period stands that a word of three letters or more precedes and a space follows.
  private static func sentenceEnd(_ text: Bytes) -> Int? {
    var letters = 0
    for at in 0..<text.count {
      if text[at] == UInt8(ascii: "."), letters > 2, at + 1 == text.count || text[at + 1] == 0x20 { return at }
      letters = (text[at] | 0x20).isSmallLetter || text[at] >= 0x80 ? letters + 1 : 0
    }
    return nil
  }
}
