/// The first name, from which the style of the list is known.
extension AuthorList {
  static func firstName(_ reader: NameReader, _ start: Int) -> ReadName? {
    let text = reader.text
    if let name = reader.read(start, .familyOnly) { return name }
    if let name = reader.read(start, .inverted) { return name }
    if let name = reader.read(start, .familyFirst),
      reader.isStop(name.end) || endsInDot(text, name.end) || isChain(reader, name)
    {
      // "Eric J. Rossetter, …" is no "Simon O."
      if let full = reader.read(start, .full), full.end > name.end + 0, text.isDot(name.end - 1),
        isUnknownWord(text, full.end - 1)
      {
        return full
      }
      return name
    }
    if let name = reader.read(start, .givenFirst) { return name }
    if let name = reader.read(start, .invertedFull) {
      // "Liling Xiao, Wei Gai": two words before the comma are a whole name, if two stand behind it.
      if let full = reader.read(start, .full), text.isComma(full.end), name.name.nonDroppingParticle == nil,
        name.end > full.end + 2
      {
        return full
      }
      return name
    }
    if let name = reader.read(start, .full), !text.isDot(name.end) || isLikelyName(reader, name, start) { return name }
    return nil
  }

  private static func endsInDot(_ text: ReferenceText, _ end: Int) -> Bool { text.isDot(end - 1) }

  /// "Two Words." may be a title: believe it only with an initial, or where no word is a journal's.
  private static func isLikelyName(_ reader: NameReader, _ name: ReadName, _ start: Int) -> Bool {
    let range = start..<name.end
    return range.contains { reader.text[$0].letterCase == .single }
      || range.count <= 3 && range.allSatisfy { isUnknownWord(reader.text, $0) }
  }

  private static func isUnknownWord(_ text: ReferenceText, _ index: Int) -> Bool {
    text.lexicon.journals.use(of: text.bytes(index)).isEmpty && !text.lexicon.places.contains(text.bytes(index))
  }

  /// "Addis D. R. Wong A. T. Schacter D. L. (2007)": nothing stands between the names, but a year ends them.
  static func isChain(_ reader: NameReader, _ first: ReadName) -> Bool {
    let text = reader.text
    var at = first.end
    var count = 1
    while count < 200, let next = reader.read(at, .familyFirst) {
      at = next.end
      count += 1
    }
    return count > 1 && (text.isYear(at) || (text.isMark(at, 0x28) && text.isYear(at + 1)))
  }
}
