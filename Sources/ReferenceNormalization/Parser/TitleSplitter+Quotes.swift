/// Titles in quotation marks.
extension TitleSplitter {
  func quoted(_ range: Range<Int>) -> TitleSplit? {
    guard text[range.lowerBound].kind == .openQuote else { return nil }
    let mark = text[range.lowerBound].byte
    var depth = 0
    var close: Int?
    for index in range {
      if text[index].kind == .openQuote, index > range.lowerBound, mark == 0x22, text[index].byte == 0x22,
        text.isComma(index - 1) || text.isDot(index - 1), text.bytes(index).elementsEqual(text.bytes(range.lowerBound))
      {
        // An opening mark that was printed for a closing one.
        close = index
        break
      }
      if text[index].kind == .openQuote, text[index].byte == mark || index == range.lowerBound { depth += 1 }
      if text[index].kind == .closeQuote, text[index].byte == mark || depth > 1 {
        // An apostrophe inside a word isn't its end.
        if text[index].byte == 0x27, index + 1 < range.upperBound, text[index + 1].isWord, !text[index + 1].isSpaced {
          continue
        }
        depth -= 1
        if depth == 0 {
          close = index
          // "… '90s'": go on to a closing mark that a stop stands at.
          let after = index + 1
          if after >= range.upperBound || text[after].kind == .mark || text[index - 1].kind == .mark || mark == 0x22
            || text[after].isWord && text[after].isCapitalized
          {
            break
          }
          close = nil
          depth = 1
        }
      }
    }
    guard let close, close > range.lowerBound + 1 else { return nil }
    var title = (range.lowerBound + 1)..<close
    while let last = title.last, text.isDot(last) || text.isComma(last) { title = title.dropLast() }
    var rest = trimmed((close + 1)..<range.upperBound)
    if rest.isEmpty { return TitleSplit(title: title) }
    var isPart = false
    if text.isWord(rest.lowerBound, "in") {
      isPart = true
      rest = trimmed((rest.lowerBound + 1)..<rest.upperBound)
    }
    return TitleSplit(title: title, container: rest.isEmpty ? nil : rest, isPart: isPart, isKnownJournal: isKnown(rest))
  }
}
