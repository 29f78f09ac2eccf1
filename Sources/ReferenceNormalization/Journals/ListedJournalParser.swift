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
    // A short title is always as written, and where there is none the title is.
    guard let written = parsed.item.containerTitleShort ?? parsed.item.containerTitle else { return parsed }
    switch journals.match(Array(written.utf8)[...]) {
    case nil: break
    case .short(let journal):
      parsed.item.containerTitle = journal.full
      parsed.item.containerTitleShort = written
    case .both:
      parsed.item.containerTitle = written
      parsed.item.containerTitleShort = written
    case .full, .ambiguous:
      parsed.item.containerTitle = written
      parsed.item.containerTitleShort = nil
    }
    return parsed
  }
}
