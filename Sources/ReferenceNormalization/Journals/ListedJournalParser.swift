import JournalTable

/// A parser that looks container titles up in a user's lists first. What the lists don't hold is as the parser gives it; what
/// they hold as short for several journals stays as written.
public struct ListedJournalParser: ReferenceParsing {
  private let parser: any ReferenceParsing
  private let journals: JournalTable

  public init(_ parser: any ReferenceParsing, journals: JournalTable) {
    self.parser = parser
    self.journals = journals
  }

  public var labelsTokens: Bool { parser.labelsTokens }

  public func parse(_ text: ArraySlice<UInt8>) -> ParsedReference {
    var parsed = parser.parse(text)
    let hasFullTitleOfTable = parsed.lookedUp.contains(.containerTitle)
    let stated = hasFullTitleOfTable ? parsed.item.containerTitleShort : parsed.item.containerTitle
    guard let written = stated, journals.match(Array(written.utf8)[...]) != nil else { return parsed }
    if parsed.lookedUp.contains(.ISSN) { parsed.item.ISSN = nil }
    let match = JournalLookup(listed: journals).match(Array(written.utf8)[...])
    parsed.lookedUp = ContainerTitle.put(written, match, into: &parsed.item)
    return parsed
  }
}
