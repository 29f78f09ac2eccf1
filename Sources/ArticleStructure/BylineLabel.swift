/// What stands in a byline's line and is no name: "Authors:" before the names, what somebody is behind theirs, and the group
/// for which they write.
enum BylineLabel {
  /// The longest first.
  private static let labels = WordLists.builtin("byline-label").map { Array($0.utf8) }.sorted { $0.count > $1.count }
  private static let jobs = Set(WordLists.builtin("job").map { TextKey.digest($0) })
  private static let groups = PhraseScan(WordLists.builtin("byline-group").map { Array($0.utf8) })

  /// How many bytes of the text are a label and the spaces behind it, where names may follow.
  static func length(of text: Bytes) -> Int {
    guard let first = text.first, text.count > 8 else { return 0 }
    for label in labels where label[0] == first.small && begins(text, with: label) {
      var end = label.count
      guard text[end] == 0x20 || text[end - 1] == UInt8(ascii: ":") else { continue }
      while end < text.count, text[end] == 0x20 || text[end] == UInt8(ascii: ":") { end += 1 }
      if end < text.count, text[end].isCapital || text[end] >= 0xC3 { return end }
    }
    return 0
  }

  private static func begins(_ text: Bytes, with label: [UInt8]) -> Bool {
    guard label.count < text.count else { return false }
    for index in label.indices where text[index].small != label[index] { return false }
    return true
  }

  /// "professor of trauma surgery": no word of it in capitals, and one of them what people are.
  static func isJob(_ words: [Range<Int>], in text: Bytes) -> Bool {
    var isJob = false
    for word in words {
      let own = PersonName.trimmed(text, word)
      if own.isEmpty { continue }
      guard text[own.lowerBound].isSmallLetter else { return false }
      if jobs.contains(TextKey.digest(text.part(own))) { isJob = true }
    }
    return isJob
  }

  /// "for the Home Oxygen Investigators", "on behalf of …": what a byline may end with.
  static func isGroup(_ text: Bytes) -> Bool {
    guard text.begins(with: "for the ") || text.begins(with: "on behalf of ") || text.begins(with: "for ") else {
      return false
    }
    return text.count < 200 && groups.isAnywhere(in: text)
  }
}
