/// The names behind the first one.
extension AuthorList {
  mutating func append(_ read: ReadName, _ text: ReferenceText, _ reader: inout NameReader) {
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

  mutating func readRest(_ text: ReferenceText, _ reader: inout NameReader) {
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
}
