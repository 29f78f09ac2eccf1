/// Identifiers of arXiv, before and after 2007.
extension IdentifierFinder {
  mutating func arXiv(_ start: Int) -> Int? {
    var at = start + 5
    while at < end, at - start < 32, byte(at) == 0x3A || byte(at) <= 0x20 || byte(at) == 0x2E { at += 1 }
    if has("preprint", at: at) {
      at = pastSpace(at + 8)
      if has("arxiv", at: at) { return arXiv(at, from: start) }
    }
    return arXiv(at - 5, from: start, idAt: at)
  }

  mutating func arXiv(_ start: Int, from extentStart: Int, idAt: Int? = nil) -> Int? {
    var at = idAt ?? start + 5
    while at < end, byte(at) == 0x3A || byte(at) <= 0x20 || byte(at) == 0x2C { at += 1 }
    if has("abs/", at: at) { at += 4 }
    let id = at
    if isDigit(at) {
      while isDigit(at) { at += 1 }
      guard at - id == 4, byte(at) == 0x2E, isDigit(at + 1) else { return nil }
      at += 1
      while isDigit(at) { at += 1 }
    } else {
      guard let past = oldIdentifier(at) else { return nil }
      at = past
    }
    let stop = pastVersion(at)
    return add(.arXiv, "arXiv:" + String(decoding: text[id..<stop], as: UTF8.self), extentStart..<pastCategory(stop))
  }

  /// "[hep-th]" behind a number: the archive that it is in.
  private func pastCategory(_ index: Int) -> Int {
    let open = pastSpace(index)
    guard byte(open) == 0x5B else { return index }
    var at = pastSpace(open + 1)
    let name = at
    while at < end, at - name < 20, Tokenizer.isLetter(text[at]) || text[at] == 0x2D || text[at] == 0x2E { at += 1 }
    let archive = text[name..<at].prefix { $0 != 0x2E }
    let close = pastSpace(at)
    return byte(close) == 0x5D && Lexicon.builtin.archives.contains(archive) ? close + 1 : index
  }

  private func pastVersion(_ index: Int) -> Int {
    guard low(index) == 0x76, isDigit(index + 1) else { return index }
    var at = index + 1
    while isDigit(at) { at += 1 }
    return at
  }

  /// "hep-th/9711200": an archive's name, a slash, seven digits.
  private func oldIdentifier(_ start: Int) -> Int? {
    var at = start
    while at < end, at - start < 20, Tokenizer.isLetter(text[at]) || text[at] == 0x2D || text[at] == 0x2E { at += 1 }
    guard at > start + 1, byte(at) == 0x2F, isDigit(at + 1) else { return nil }
    let name = text[start..<at].prefix { $0 != 0x2E }
    guard Lexicon.builtin.archives.contains(name) else { return nil }
    let digits = at + 1
    at = digits
    while isDigit(at) { at += 1 }
    return at - digits == 7 ? at : nil
  }

  mutating func oldArXiv(_ index: Int) -> Int? {
    // Cheap tests first: a lower-case letter that starts a word, and a slash soon.
    let first = byte(index)
    guard first >= 0x61, first <= 0x7A, startsWord(index) else { return nil }
    var at = index
    while at < end, at - index < 20, text[at] != 0x2F, text[at] > 0x20 { at += 1 }
    guard byte(at) == 0x2F, isDigit(at + 1), let past = oldIdentifier(index) else { return nil }
    let stop = pastVersion(past)
    return add(.arXiv, "arXiv:" + String(decoding: text[index..<stop], as: UTF8.self), index..<stop)
  }
}
