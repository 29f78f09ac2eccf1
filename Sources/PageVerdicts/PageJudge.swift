import FettleKit

/// Judges a page by what its stages found on it. It says nothing rather than something wrong: a page that has an
/// article's text is never called anything else, whatever stands around that.
struct PageJudge {
  /// In words: a page with more text than this has an article's.
  private static let body = 400
  /// The same where sentences are torn into lines, and every line is counted.
  private static let tornBody = 500
  /// In words: a shorter abstract is none.
  private static let abstract = 40
  /// With so many references a page is an article's.
  private static let references = 3
  /// In words: an article whose text is shorter, and longer than `gated`, may be a short one.
  private static let letter = 300
  private static let gated = 150

  private let figures: PageFigures
  private let hasBody: Bool

  init(_ document: borrowing Document) {
    figures = PageFigures(document)
    let needed = document.layout == .textNodes ? PageJudge.tornBody : PageJudge.body
    hasBody = figures.body >= needed || figures.hasSection
  }

  /// Whether the page lacks nothing that an article's text has.
  var isWhole: Bool { hasBody }

  func findings(_ document: borrowing Document) -> [Finding] {
    var findings: [Finding] = []
    if !hasBody {
      if let finding = notAnArticle(document) { return [finding] }
      if let finding = withoutBody(document) { findings.append(finding) }
    }
    if let finding = TextEnd.finding(document, words: figures.body) { findings.append(finding) }
    if let finding = ReferenceCount.finding(document) { findings.append(finding) }
    return findings
  }

  // MARK: No article

  private func notAnArticle(_ document: borrowing Document) -> Finding? {
    if document.references.count >= PageJudge.references || figures.abstract >= PageJudge.abstract { return nil }
    if figures.all < 12 {
      return Finding(.notAnArticle, "not an article: \(figures.all) words are all that the page has", ["kind": "empty"])
    }
    var counts: [PhraseList.Kind: Int] = [:]
    var first: [PhraseList.Kind: Range<Int>] = [:]
    for index in document.blocks.indices {
      let block = document.blocks[index].text.bytes
      guard let kind = block.withUnsafeBufferPointer({ PhraseList.builtin.kind(of: $0) }) else { continue }
      counts[kind, default: 0] += 1
      if first[kind] == nil { first[kind] = document.blocks[index].range }
    }
    // What speaks to a visitor makes up the page, but for its menus.
    if figures.body < 80 {
      for (kind, needed) in [(PhraseList.Kind.captcha, 1), (.error, 1), (.login, 2)]
      where counts[kind, default: 0] >= needed {
        return finding(kind, first[kind])
      }
    }
    // Lists of articles have their texts' beginnings on them: they are known by how often the same links come back.
    if counts[.section] == nil, document.item.DOI == nil || counts[.search, default: 0] >= 2 {
      let repeated = RepeatedLinks.count(document)
      for kind in [PhraseList.Kind.search, .contents] where counts[kind] != nil && repeated >= 5 {
        return finding(kind, first[kind])
      }
    }
    return nil
  }

  private func finding(_ kind: PhraseList.Kind, _ range: Range<Int>?) -> Finding {
    let (name, text) =
      switch kind {
      case .captcha: ("captcha", "the page asks for proof of being human")
      case .error: ("error", "the page reports an error")
      case .login: ("login", "the page asks for a password")
      case .search: ("search-results", "the page lists what a search found")
      default: ("contents", "the page is a table of contents")
      }
    return Finding(.notAnArticle, "not an article: \(text)", ["kind": .string(name)], at: range)
  }

  // MARK: No body

  private func withoutBody(_ document: borrowing Document) -> Finding? {
    let hasAbstract = figures.abstract >= PageJudge.abstract
    let references = document.references.count
    guard hasAbstract || references >= 5 || document.item.title != nil else { return nil }
    var gate: Range<Int>?
    for index in document.blocks.indices where gate == nil && document.blocks[index].outcome.isNoReference {
      let block = document.blocks[index].text.bytes
      if block.withUnsafeBufferPointer({ PhraseList.builtin.kind(of: $0) }) == .paywall {
        gate = document.blocks[index].range
      }
    }
    let numbers: [String: JSONValue] = [
      "body-words": .number(Double(figures.body)), "abstract-words": .number(Double(figures.abstract)),
    ]
    let counts = "\(figures.abstract) words of abstract, \(figures.body) of text, \(references) references"
    let limit = document.layout == .textNodes ? PageJudge.tornBody : PageJudge.letter
    if let gate, hasAbstract || references >= 5, figures.body < limit {
      return Finding(.paywalled, "paywalled: \(counts), and an offer of access", numbers, at: gate)
    }
    // Who has a figure has the article around it.
    if hasAbstract, document.figures.isEmpty,
      figures.body < (document.layout == .textNodes ? PageJudge.letter : PageJudge.gated)
    {
      return references >= 5
        ? Finding(.paywalled, "paywalled: \(counts)", numbers)
        : Finding(.abstractOnly, "abstract only: \(counts)", numbers)
    }
    return nil
  }
}

extension Outcome {
  fileprivate var isNoReference: Bool {
    if case .reference = self { return false }
    return true
  }
}
