import JournalTable

/// A parser that looks container titles up in a user's lists first. What the lists don't hold is as the parser gives it; what
/// they hold as short for several journals stays as written.
public struct ListedJournalParser: ReferenceParsing {
  private let parser: any ReferenceParsing
  private let listed: JournalTable
  private let journals: JournalLookup

  public init(_ parser: any ReferenceParsing, journals: JournalTable) {
    self.parser = parser
    listed = journals
    self.journals = JournalLookup(listed: journals)
  }

  public var labelsTokens: Bool { parser.labelsTokens }

  public func parse(_ text: ArraySlice<UInt8>) -> ParsedReference {
    var parsed = parser.parse(text)
    let hasFullTitleOfTable = parsed.lookedUp.contains(.containerTitle)
    let stated = hasFullTitleOfTable ? parsed.item.containerTitleShort : parsed.item.containerTitle
    guard let written = stated else { return parsed }
    let title = Array(written.utf8)[...]
    guard listed.match(title) != nil else { return parsed }
    if parsed.lookedUp.contains(.ISSN) { parsed.item.ISSN = nil }
    parsed.lookedUp = ContainerTitle.put(written, journals.match(title), into: &parsed.item)
    return parsed
  }
}
