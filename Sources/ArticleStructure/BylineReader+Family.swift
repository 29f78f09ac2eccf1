import FettleKit

/// Family names of two words: a byline doesn't say whether "Reyes" in "Valeria M. Reyes Ruiz" is one of the given names, but
/// the page may have her as "V.M. Reyes Ruiz" or "Reyes Ruiz V" elsewhere.
extension BylineReader {
  /// Of more names than these no one is asked for.
  private static let mostAsked = 8

  func withFamilies(_ names: [Name]) -> [Name] {
    var asked = 0
    return names.map { name in
      guard asked < BylineReader.mostAsked, let given = name.given, given.utf8.contains(0x20), let family = name.family
      else { return name }
      let words = given.split(separator: " ")
      guard words.count > 1, let last = words.last, last.utf8.count > 2, !last.utf8.contains(UInt8(ascii: ".")),
        last.utf8.contains(where: \.isSmallLetter)
      else { return name }
      asked += 1
      let initials = words.dropLast().compactMap { TextKey.key(String($0)).first }
      let both = TextKey.key(String(last) + family)
      // "R. Iestyn Woolway" is what the byline has.
      let isLonger = words.dropLast().contains { TextKey.key(String($0)).count > 1 }
      guard isLonger && isOnPage(initials + both, tail: 0) || isOnPage(both + initials, tail: initials.count) else {
        return name
      }
      return Name(family: last + " " + family, given: words.dropLast().joined(separator: " "))
    }
  }

  /// Whether the page has the key as words of its own.
  ///
  /// - Parameter tail: how many bytes at the key's end are initials, behind which no word goes on.
  private func isOnPage(_ key: [UInt8], tail: Int) -> Bool {
    let search = KeySearch(key)
    var next = 0
    while let index = page.nextBlock(from: next, holding: search) {
      next = index + 1
      let text = page.bytes(index)
      guard let range = TextKey.range(of: key, in: text), range.lowerBound == 0 || !isLetter(text[range.lowerBound - 1])
      else { continue }
      if range.upperBound < text.count, isLetter(text[range.upperBound]) { continue }
      // "Ruiz, Victor" begins another name.
      if tail == 0 || text[range.upperBound - 1].isCapital { return true }
    }
    return false
  }

  private func isLetter(_ byte: UInt8) -> Bool { byte.isAlphanumeric || byte >= 0x80 }
}
