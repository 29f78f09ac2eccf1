import FettleKit

/// Names that stand without a space between one's initials and the next one's family.
extension AuthorList {
  /// JAMA's pages run initials and the next family name together: "Anton RFMoak DHLatham P".
  static func glued(_ text: ReferenceText, _ start: Int, _ list: inout AuthorList) -> ReadName? {
    guard start + 1 < text.count, let cut = seam(text, start + 1) else {
      // Two authors or more show a seam; one author alone doesn't.
      return nil
    }
    guard text.isWord(start), text[start].isCapitalized, text[start].length > 1 else { return nil }
    var familyStart = Int(text[start].start)
    var familyEnd = Int(text[start].end)
    var at = start + 1
    var seamAt: Int? = cut
    let bytes = text.bytes
    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    while let cut = seamAt {
      list.names.append(Name(family: string(familyStart..<familyEnd), given: string(Int(text[at].start)..<cut)))
      familyStart = cut
      familyEnd = Int(text[at].end)
      at += 1
      while at < text.count, text.isWord(at), text[at].letterCase == .title, seam(text, at) == nil,
        seam(text, at + 1) != nil || isInitials(text, at + 1)
      {
        familyEnd = Int(text[at].end)
        at += 1
      }
      seamAt = at < text.count ? seam(text, at) : nil
    }
    if at < text.count, isInitials(text, at) {
      list.names.append(Name(family: string(familyStart..<familyEnd), given: string(text[at].range)))
      at += 1
    } else {
      list.names.append(Name(family: string(familyStart..<familyEnd)))
    }
    list.style = .familyFirst
    list.end = at
    list.namesEnd = at
    return nil
  }

  private static func isInitials(_ text: ReferenceText, _ index: Int) -> Bool {
    text.isWord(index)
      && (text[index].letterCase == .single || (text[index].letterCase == .upper && text[index].length <= 3))
  }

  /// Where the next family name begins in "RFMoak"; `nil` for any other word.
  private static func seam(_ text: ReferenceText, _ index: Int) -> Int? {
    guard text.isWord(index), text[index].letterCase == .camel else { return nil }
    let range = text[index].range
    var large = range.lowerBound
    while large < range.upperBound, text.bytes[large] >= 0x41, text.bytes[large] <= 0x5A { large += 1 }
    guard large - range.lowerBound >= 2, large - range.lowerBound <= 4, large < range.upperBound,
      text.bytes[large] >= 0x61 || text.bytes[large] == 0x27
    else { return nil }
    // "CMcElgin": a small letter between belongs to the family.
    return large - 1
  }
}
