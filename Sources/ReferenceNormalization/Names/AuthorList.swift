import FettleKit

/// The names that a reference (or a part of it) begins with.
struct AuthorList {
  var names: [Name] = []
  /// The index behind the names and what marks them: "et al.", "(eds.)".
  var end: Int
  /// The index behind the last name itself.
  var namesEnd: Int
  var hasEtAl = false
  var areEditors = false
  var style: NameStyle?
  /// Whether nothing stands between the names but white space.
  private var isUnseparated = false

  init(end: Int, namesEnd: Int) {
    self.end = end
    self.namesEnd = namesEnd
  }

  /// Reads as many names as there are.
  static func read(_ text: ReferenceText, from start: Int) -> AuthorList {
    var list = AuthorList(end: start, namesEnd: start)
    var reader = NameReader(text)
    // "EMBO J. 4: 167" has no authors.
    if let past = reader.knownJournal(start), past < text.count,
      text[past].isNumber || text[past].kind == .mixed || (text.isMark(past, 0x28) && text.isYear(past + 1))
        || text.isDot(past) && past + 1 < text.count && text[past + 1].isNumber
    {
      return list
    }
    list.readCollaboration(text, start, &reader)
    if !list.names.isEmpty {
      list.finish(text)
      return list
    }
    list.readEastAsian(text, start)
    if !list.names.isEmpty { return list }
    guard let first = firstName(reader, start) ?? glued(text, start, &list) else {
      if list.names.isEmpty { list.readGroup(text, start) }
      list.finish(text)
      return list
    }
    if list.names.isEmpty {
      list.append(first, text, &reader)
      list.readRest(text, &reader)
    }
    list.finish(text)
    return list
  }

  private static func firstName(_ reader: NameReader, _ start: Int) -> ReadName? {
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
  private static func isChain(_ reader: NameReader, _ first: ReadName) -> Bool {
    let text = reader.text
    var at = first.end
    var count = 1
    while count < 200, let next = reader.read(at, .familyFirst) {
      at = next.end
      count += 1
    }
    return count > 1 && (text.isYear(at) || (text.isMark(at, 0x28) && text.isYear(at + 1)))
  }

  private mutating func append(_ read: ReadName, _ text: ReferenceText, _ reader: inout NameReader) {
    var read = read
    let given = Array((read.name.given ?? "").utf8)
    // "Kin K, Lee JH.": the stop is the sentence's, where the initials have none.
    let dots = given.count { $0 == 0x2E }
    if read.style == .familyFirst, read.name.suffix == nil, dots == 1, given.last == 0x2E, !reader.hasDottedInitials,
      !names.isEmpty || given.count > 2
    {
      read.name.given = String(decoding: given.dropLast(), as: UTF8.self)
      read.end -= 1
    } else if dots > 0 {
      reader.hasDottedInitials = true
    }
    names.append(read.name)
    style = style ?? read.style
    end = read.end
    namesEnd = read.end
    if given.count >= 4, given[1] == 0x2E, given.last == 0x2E, !given.contains(0x20) { reader.hasGluedInitials = true }
    if given.contains(0x20) { reader.hasGluedInitials = false }
  }

  private mutating func readRest(_ text: ReferenceText, _ reader: inout NameReader) {
    while end < text.count {
      if style == .familyOnly { return }
      if text.pastEtAl(end) != nil { return }
      guard let (next, isStrong) = AuthorList.pastSeparator(text, end) else {
        guard style == .familyFirst, let name = reader.read(end, .familyFirst) else { return }
        let isBeforeYear = text.isYear(name.end) || (text.isMark(name.end, 0x28) && text.isYear(name.end + 1))
        guard isUnseparated || isBeforeYear || AuthorList.isChain(reader, name) else { return }
        isUnseparated = true
        append(name, text, &reader)
        continue
      }
      if text.pastEtAl(next) != nil || next >= text.count { return }
      guard let name = nextName(reader, next, isStrong: isStrong) else { return }
      append(name, text, &reader)
    }
  }

  /// Which styles may follow: after one inverted name, lists go on either way.
  private func nextName(_ reader: NameReader, _ at: Int, isStrong: Bool) -> ReadName? {
    let text = reader.text
    switch style {
    case .inverted:
      if let name = reader.read(at, .inverted) { return name }
      if let name = reader.read(at, .givenFirst), reader.isStop(name.end) { return name }
      if isStrong, let name = reader.read(at, .invertedFull) ?? reader.read(at, .full) { return name }
      if names.count > 1, let name = reader.read(at, .familyFirst), reader.isStop(name.end) || text.isDot(name.end - 1)
      {
        return name
      }
      return nil
    case .familyFirst:
      if let name = reader.read(at, .familyFirst),
        reader.isStop(name.end) || text.isDot(name.end - 1) || isStrong || names.count > 1
      {
        return name
      }
      if let name = reader.read(at, .inverted), reader.isStop(name.end) { return name }
      return nil
    case .givenFirst:
      if let name = reader.read(at, .givenFirst) { return name }
      if isStrong, let name = reader.read(at, .full) { return name }
      return nil
    case .invertedFull:
      if let name = reader.read(at, .full), isStrong || !text.isDot(name.end) || names.count > 1 { return name }
      if let name = reader.read(at, .givenFirst), reader.isStop(name.end) { return name }
      return isStrong
        ? reader.read(at, .invertedFull) ?? reader.read(at, .inverted)
        : reader.read(at, .invertedFull).flatMap { names.count > 1 ? $0 : nil }
    case .full:
      if let name = reader.read(at, .full) ?? reader.read(at, .givenFirst) { return name }
      return nil
    case .familyOnly, nil:
      return nil
    }
  }

  /// ",", ";", "&", "and", "…" and what is made of them. Strong: more than a comma.
  static func pastSeparator(_ text: ReferenceText, _ index: Int) -> (Int, isStrong: Bool)? {
    var at = index
    var isStrong = false
    while at < text.count {
      let token = text[at]
      if token.isMark(0x2C) {
        at += 1
      } else if token.isMark(0x3B) || token.isMark(0x26) || token.isMark(0x2F) {
        at += 1
        isStrong = true
      } else if token.isDash, token.isSpaced {
        at += 1
        isStrong = true
      } else if token.kind == .mark, token.byte == 0, at > index {
        // "…"
        at += 1
      } else if text.isDot(at), text.isDot(at + 1), text.isDot(at + 2) {
        at += 3
      } else if text.isWord(at, "and") || text.isWord(at, "und") || (text.isWord(at, "y") && text[at].isLower)
        || (text.isWord(at, "et") && text.pastEtAl(at) == nil)
      {
        at += 1
        isStrong = true
      } else {
        break
      }
    }
    return at > index ? (at, isStrong) : nil
  }

  /// JAMA's pages run initials and the next family name together: "Anton RFMoak DHLatham P".
  private static func glued(_ text: ReferenceText, _ start: Int, _ list: inout AuthorList) -> ReadName? {
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

  /// "ATLAS Collaboration, G. Aad et al.": a collaboration, and the names behind it.
  private mutating func readCollaboration(_ text: ReferenceText, _ start: Int, _ reader: inout NameReader) {
    var at = start
    while at < min(text.count, start + 8), text.isWord(at), text[at].isCapitalized || at > start,
      !text.isWord(at, "collaboration")
    { at += 1 }
    guard at > start, text.isWord(at, "collaboration"), at + 1 < text.count, text[at + 1].kind == .mark else { return }
    names = [Name(literal: text.string(start..<(at + 1)))]
    end = at + 1
    namesEnd = at + 1
    if text.isComma(at + 1), let first = reader.read(at + 2, .familyOnly) ?? reader.read(at + 2, .givenFirst) {
      append(first, text, &reader)
      style = first.style
      readRest(text, &reader)
    }
  }

  /// Names of two to four East Asian characters, each a word.
  private mutating func readEastAsian(_ text: ReferenceText, _ start: Int) {
    var at = start
    var end = start
    while text.isWord(at), text[at].length >= 2, text[at].length <= 4, isEastAsian(text, at) {
      names.append(Name(literal: text.string(at..<(at + 1))))
      end = at + 1
      guard let (next, _) = AuthorList.pastSeparator(text, end) else { break }
      at = next
    }
    // A list ends at a stop, a quote, a bracket or a year.
    let isEnd = end < text.count && (text[end].kind == .mark || text[end].kind == .openQuote || text[end].isYear)
    guard isEnd else {
      names = []
      return
    }
    style = .full
    self.end = end
    namesEnd = end
  }

  private func isEastAsian(_ text: ReferenceText, _ index: Int) -> Bool {
    let first = text.bytes[Int(text[index].start)]
    return first >= 0xE3 && first <= 0xED
  }

  /// The name of a group, up to the mark behind it.
  private mutating func readGroup(_ text: ReferenceText, _ start: Int) {
    var at = start
    var hasGroupWord = false
    var words = 0
    while at < min(text.count, start + 24) {
      let token = text[at]
      if token.isMark(0x2E) || token.isMark(0x28) || token.isMark(0x3A) || token.isMark(0x3B) || token.isMark(0x2C)
        || token.isYear
      {
        break
      }
      if token.isWord {
        words += 1
        if text.lexicon.groups.contains(text.bytes(at)) { hasGroupWord = true }
        if token.isLower, !text.lexicon.links.contains(text.bytes(at)) { return }
      } else if !(token.isMark(0x26) || token.isDash || token.kind == .closeQuote) {
        return
      }
      at += 1
    }
    guard words > 0, at < text.count else { return }
    let next = text.isDot(at) || text.isComma(at) ? at + 1 : at
    let isBeforeYear =
      (text.isMark(next, 0x28) && text.isYear(next + 1)) || (text.isYear(next) && next + 1 < text.count && words <= 8)
    let isAcronym = words == 1 && text[start].letterCase == .upper && text.isDot(at) && text[start].length <= 6
    let hasRest = at + 3 < text.count
    guard hasRest, (hasGroupWord && words >= 2 && (text.isDot(at) || isBeforeYear)) || isBeforeYear || isAcronym else {
      return
    }
    if text.lexicon.journals.match(text.bytes(start..<at)) != nil { return }
    names = [Name(literal: text.string(start..<at))]
    end = at
    namesEnd = at
  }

  /// What stands behind the names: "et al.", "(eds.)", a collaboration in brackets.
  private mutating func finish(_ text: ReferenceText) {
    guard !names.isEmpty else { return }
    var at = end
    let next = AuthorList.pastSeparator(text, at)?.0 ?? at
    if let past = text.pastEtAl(at) ?? text.pastEtAl(next) {
      hasEtAl = true
      at = past
    }
    if let past = text.pastEditorMark(at) {
      areEditors = true
      at = past
    }
    if text.isMark(at, 0x28) || text.isMark(at, 0x5B),
      let close = (at..<min(text.count, at + 10)).first(where: { text.isMark($0, 0x29) || text.isMark($0, 0x5D) })
    {
      let isCollaboration =
        hasEtAl && close > at + 1 && !text[at + 1].isNumber
        || (at..<close).contains {
          text.isWord($0, "collaboration") || text.isWord($0, "collaborations") || text.isWord($0, "consortium")
        }
      if isCollaboration, !(at..<close).contains(where: { text[$0].isYear }) { at = close + 1 }
    }
    end = at
  }
}
