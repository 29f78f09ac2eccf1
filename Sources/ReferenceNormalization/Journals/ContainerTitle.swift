/// How a container's title is put into an item.
enum ContainerTitle {
  /// As written; the full stop behind it belongs to it where the title is abbreviated.
  static func string(_ text: ReferenceText, _ range: Range<Int>) -> String {
    let written = text.string(range)
    guard let last = range.last, text.isDot(last + 1), text[last].isWord, !text[last + 1].isSpaced else {
      return written
    }
    let hasStop = range.contains { text.isDot($0) }
    // A letter by itself names a section: "J R Stat Soc B".
    let isAbbreviated =
      text[last].length > 1 && text.lexicon.journals.use(of: text.bytes(last)).contains(.abbreviation)
    return hasStop || (isAbbreviated && range.count > 1) ? written + "." : written
  }
}
