/// Names whose given names are written out.
extension NameReader {
  /// "Renfrew, Colin", "Brady, Rodney H."
  func invertedFull(_ index: Int) -> ReadName? {
    guard let (end, particleEnd) = family(index, most: 2), text.isComma(end) else { return nil }
    var at = end + 1
    var words = 0
    while at < text.count, words < 4, text[at].isWord {
      let token = text[at]
      if token.letterCase == .single || (token.letterCase == .title && token.length == 2 && text.isDot(at + 1)) {
        at += 1
        if text.isDot(at) { at += 1 }
      } else if token.letterCase == .title || token.letterCase == .camel {
        if lexicon.months.number(of: text.bytes(at)) != nil && words == 0 && at + 1 < text.count
          && text[at + 1].isNumber
        {
          return nil
        }
        at += 1
        if text.isWord(at), isParticle(at), text[at].isLower { at += 1 }
      } else if isParticle(at), token.isLower, words > 0 {
        at += 1
      } else {
        break
      }
      words += 1
      // "Diamond, Jared M. Collapse": an initial behind a name is the last of it.
      if words >= 2, text.isDot(at - 1), text.isWord(at), text[at].letterCase != .single { break }
    }
    guard words > 0, words <= 3, isStop(at) || text.isDot(at - 1) else { return nil }
    if lexicon.groups.contains(text.bytes(at - 1)) || lexicon.places.contains(text.bytes((end + 1)..<at)) { return nil }
    let suffixEnd = pastSuffix(at)
    return ReadName(
      name: made(
        family: index..<end, particles: index..<particleEnd, given: (end + 1)..<at,
        suffix: suffixEnd > at ? at..<suffixEnd : nil),
      end: suffixEnd, style: .invertedFull)
  }

  /// "Robert Darnton", "Michael A. Smith", "L Douglas Kiel".
  func full(_ index: Int) -> ReadName? {
    var at = index
    var words: [Int] = []
    var particleStart: Int?
    while at < text.count, words.count < 5, text[at].isWord {
      let token = text[at]
      if token.letterCase == .single || (token.letterCase == .upper && token.length == 2 && !words.isEmpty) {
        words.append(at)
        at += 1
        if text.isDot(at) { at += 1 }
      } else if token.letterCase == .title || token.letterCase == .camel
        || (token.letterCase == .upper && token.length > 2)
      {
        words.append(at)
        at += 1
      } else if isParticle(at), token.isLower, !words.isEmpty {
        if particleStart == nil { particleStart = at }
        at += 1
      } else {
        break
      }
    }
    // "Guy L. Steele Jr."
    var suffix: Range<Int>?
    if words.count >= 3, let last = words.last, lexicon.suffixes.contains(text.bytes(last)), at == last + 1 {
      words.removeLast()
      at = last
      suffix = last..<(last + 1)
    }
    guard words.count >= 2, words.count <= 4, let last = words.last, isFamilyWord(last), at == last + 1,
      isStop(suffix?.upperBound ?? at)
    else { return nil }
    if lexicon.journals.match(text.bytes(index..<at)) != nil { return nil }
    for word in words where lexicon.groups.contains(text.bytes(word)) || lexicon.leads.contains(text.bytes(word)) {
      return nil
    }
    if let particleStart, particleStart > index {
      return ReadName(
        name: made(family: particleStart..<at, particles: particleStart..<last, given: index..<particleStart), end: at,
        style: .full)
    }
    return ReadName(
      name: made(family: last..<at, particles: last..<last, given: index..<last, suffix: suffix), end: pastSuffix(at),
      style: .full)
  }
}
