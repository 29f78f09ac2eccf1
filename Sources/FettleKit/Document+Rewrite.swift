extension TextEdit {
  /// A rewrite without what stays the same at both ends, so that the text goes on knowing where it was read. Never cuts a
  /// character.
  ///
  /// - Parameters:
  ///   - range: what is rewritten, counted from the start of `bytes`.
  ///   - text: what it becomes.
  public init(least range: Range<Int>, _ text: [UInt8], in bytes: ArraySlice<UInt8>) {
    let old = bytes[(bytes.startIndex + range.lowerBound)..<(bytes.startIndex + range.upperBound)]
    var front = 0
    let most = min(old.count, text.count)
    while front < most, old[old.startIndex + front] == text[front] { front += 1 }
    while front > 0,
      front < text.count && TextEdit.isWithin(text[front])
        || front < old.count && TextEdit.isWithin(old[old.startIndex + front])
    {
      front -= 1
    }
    var back = 0
    while back < most - front, old[old.endIndex - 1 - back] == text[text.count - 1 - back] { back += 1 }
    while back > 0, TextEdit.isWithin(text[text.count - back]) || TextEdit.isWithin(old[old.endIndex - back]) {
      back -= 1
    }
    self.init((range.lowerBound + front)..<(range.upperBound - back), Array(text[front..<(text.count - back)]))
  }

  /// Whether a byte goes on with a character.
  private static func isWithin(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}

extension Document {
  /// Gives a block another text, and counts that. A text of which nothing is left is no text: then the block is removed.
  ///
  /// - Parameters:
  ///   - text: what the block says from now on.
  ///   - rule: the one that asks for it.
  /// - Returns: whether anything is other than before.
  @discardableResult
  public mutating func rewrite(block index: Int, as text: String, stage: String, rule: String) -> Bool {
    let old = blocks[index].text
    let new = Array(text.utf8)
    if old.bytes.elementsEqual(new) { return false }
    if new.withUnsafeBufferPointer({ Separator.trimmed($0, 0..<$0.count).isEmpty }) {
      blocks[index].outcome = .removed(Reason(category: "plugin", rule: rule, stage: stage))
      return true
    }
    blocks[index].text.apply([TextEdit(least: 0..<old.count, new, in: old.bytes)])
    count(stage: stage, rule: rule, by: 1)
    return true
  }
}
