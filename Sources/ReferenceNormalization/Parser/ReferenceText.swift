/// A reference string with its tokens: what the rules look at.
struct ReferenceText {
  let bytes: [UInt8]
  let tokens: [Token]
  let lexicon = Lexicon.builtin

  var count: Int { tokens.count }

  subscript(index: Int) -> Token { tokens[index] }

  func bytes(_ index: Int) -> ArraySlice<UInt8> { bytes[tokens[index].range] }

  /// The bytes from one token to another, with what lies between.
  func bytes(_ range: Range<Int>) -> ArraySlice<UInt8> {
    range.isEmpty ? [] : bytes[Int(tokens[range.lowerBound].start)..<Int(tokens[range.upperBound - 1].end)]
  }

  func extent(_ range: Range<Int>) -> Range<Int> {
    Int(tokens[range.lowerBound].start)..<Int(tokens[range.upperBound - 1].end)
  }

  /// The text of a run of tokens: white space folded, holes that identifiers left passed over.
  func string(_ range: Range<Int>) -> String {
    var out: [UInt8] = []
    for index in range {
      if index > range.lowerBound, tokens[index].isSpaced { out.append(0x20) }
      out += bytes[tokens[index].range]
    }
    return String(decoding: out, as: UTF8.self)
  }

  func isMark(_ index: Int, _ byte: UInt8) -> Bool { index >= 0 && index < count && tokens[index].isMark(byte) }
  func isDot(_ index: Int) -> Bool { isMark(index, 0x2E) }
  func isComma(_ index: Int) -> Bool { isMark(index, 0x2C) }
  func isWord(_ index: Int) -> Bool { index >= 0 && index < count && tokens[index].isWord }
  func isYear(_ index: Int) -> Bool { index >= 0 && index < count && tokens[index].isYear }

  /// Whether the token is this word, whatever its case.
  func isWord(_ index: Int, _ word: StaticString) -> Bool {
    guard index >= 0, index < count else { return false }
    let token = tokens[index]
    let start = Int(token.start)
    guard Int(token.end) - start == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { buffer in
      for offset in 0..<buffer.count {
        let byte = bytes[start + offset]
        if (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) != buffer[offset] { return false }
      }
      return true
    }
  }

  /// "et al.", "and others", "et coll.": the index behind it, or `nil`.
  func pastEtAl(_ index: Int) -> Int? {
    guard index < count, tokens[index].isWord else { return nil }
    if isWord(index, "etal") { return isDot(index + 1) ? index + 2 : index + 1 }
    let isLatin =
      isWord(index, "et") && (isWord(index + 1, "al") || isWord(index + 1, "alii") || isWord(index + 1, "coll"))
    // "et. al."
    if isWord(index, "et"), isDot(index + 1), isWord(index + 2, "al") {
      return isDot(index + 3) ? index + 4 : index + 3
    }
    let isEnglish =
      isWord(index, "and")
      && (isWord(index + 1, "others") || isWord(index + 1, "colleagues") || isWord(index + 1, "coauthors")
        || isWord(index + 1, "coauthors"))
    guard isLatin || isEnglish else { return nil }
    return isDot(index + 2) ? index + 3 : index + 2
  }

  /// "(ed.)", "(Eds.)", ", eds.", "[ed]", "(a c. di)": the index behind it, or `nil`.
  func pastEditorMark(_ index: Int) -> Int? {
    var at = index
    if isComma(at) { at += 1 }
    let isBracketed = isMark(at, 0x28) || isMark(at, 0x5B)
    if isBracketed { at += 1 }
    let isMarked =
      isWord(at, "ed") || isWord(at, "eds") || isWord(at, "editor") || isWord(at, "editors") || isWord(at, "hrsg")
      || isWord(at, "edit")
    guard isMarked else { return nil }
    at += 1
    if isDot(at) { at += 1 }
    if isBracketed {
      guard isMark(at, 0x29) || isMark(at, 0x5D) else { return nil }
      at += 1
    }
    return at
  }
}
