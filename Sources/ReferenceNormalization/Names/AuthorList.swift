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
  var isUnseparated = false

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
