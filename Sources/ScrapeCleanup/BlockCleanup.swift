import FettleKit

/// Runs the rules over one block after another, and counts what they do.
///
/// The order matters: marks of the converter first, since they were put on last; then what stands for a character, until
/// nothing changes any more, since one rule's result may be the next one's work; white space at the end, since everything
/// before it may leave some.
struct BlockCleanup {
  let rules: RuleSet
  let quotes: Quotes
  private(set) var survey: CleanupSurvey
  private(set) var counts = [Int](repeating: 0, count: CleanupRule.allCases.count)
  private var edits: [TextEdit] = []
  private var markdown = MarkdownText()
  /// What was done to the block at hand: it counts once the block is known to stay.
  private var done: [(rule: CleanupRule, count: Int)] = []
  /// The text of the block at hand before anything was done to it; `nil` while nothing was.
  private var original: BlockText?
  private var marksAreOut = false
  /// How the document spells its words; made when the first hyphen at a line's end asks for it.
  private var words: WordEvidence?

  init(rules: RuleSet, quotes: Quotes, survey: CleanupSurvey) {
    self.rules = rules
    self.quotes = quotes
    self.survey = survey
  }

  /// Whether mojibake beyond doubt came to light only while blocks were cleaned. Then they must be cleaned once more, in
  /// the knowledge of it.
  mutating func learnsOfMojibake() -> Bool {
    guard !survey.hasMojibake, counts[CleanupRule.mojibake.index] > 0 else { return false }
    survey.hasMojibake = true
    marksAreOut = true
    return true
  }

  /// A block in which nothing was left to read gets its source text back, and is removed as invisible.
  mutating func clean(block index: Int, of document: inout Document, features: ByteFeatures) {
    original = nil
    let linkCount = document.blocks[index].links.count
    let isCode = document.blocks[index].role == .code
    done.removeAll(keepingCapacity: true)
    var features = features
    if !isCode, takeOutMarks(of: &document.blocks[index], at: index, features) {
      features = ByteFeatures.scan(document.blocks[index].text.bytes)
    }
    if !features.isDisjoint(with: ByteFeatures.characters) {
      // Each round makes the text simpler; the bound is for text that was made to go on for ever.
      for _ in 0..<16 {
        guard
          mendCharacters(
            of: &document.blocks[index].text, in: document.text, features, isCode: isCode)
        else { break }
        features = ByteFeatures.scan(document.blocks[index].text.bytes)
      }
    }
    if !isCode, rules[.whiteSpace], !features.isDisjoint(with: .whiteSpace) {
      let keepsLines = document.blocks[index].role == .table
      apply(.whiteSpace, to: &document.blocks[index].text) {
        WhiteSpace.edits(in: $0, keepingLines: keepsLines, into: &$1)
      }
    }
    if isBlank(document.blocks[index].text) {
      if let original { document.blocks[index].text = original }
      document.blocks[index].links.removeSubrange(linkCount...)
      document.blocks[index].outcome = .removed(CleanupManifest.invisible)
    } else {
      for (rule, count) in done { counts[rule.index] += count }
    }
  }

  /// Quotation marks come last of all: those that this puts in must not be read as the bytes of something else.
  mutating func setQuotes(of block: inout Block) {
    guard rules[.quotes], block.role != .code else { return }
    let quotes = self.quotes
    done.removeAll(keepingCapacity: true)
    apply(.quotes, to: &block.text) { quotes.edits(in: $0, into: &$1) }
    for (rule, count) in done { counts[rule.index] += count }
  }

  /// Whether there were any.
  private mutating func takeOutMarks(of block: inout Block, at index: Int, _ features: ByteFeatures) -> Bool {
    if marksAreOut { return false }
    if !survey.linkMarks.isEmpty {
      edits.removeAll(keepingCapacity: true)
      let bytes = block.text.bytes
      var links: [Link] = []
      survey.linkMarks.edits(block: index, in: bytes.span, into: &edits, links: &links)
      place(consume links, in: &block)
      return commit(.linkMarks, to: &block.text, edits)
    }
    guard survey.isMarkdown, !features.isDisjoint(with: [.mark, .bracket]) else { return false }
    let bytes = block.text.bytes
    markdown.read(bytes.span)
    place(markdown.takeLinks(), in: &block)
    return commit(.markdown, to: &block.text, markdown.edits)
  }

  /// Adds links whose offsets count in the block's text as it is now.
  private func place(_ links: consuming [Link], in block: inout Block) {
    if links.isEmpty { return }
    for index in links.indices { links[index].offset = links[index].offset.map { block.text.sourceOffset(of: $0) } }
    if block.links.isEmpty { block.links = links } else { block.links += links }
  }

  /// Text with references in long runs without white space, or in every fifth word, is the source of a page or an
  /// address, not text of one, and stays as it is. Runs are looked for in the document's own bytes, which no rule changes.
  private mutating func decodeEntities(in text: inout BlockText, of source: [UInt8]) -> Bool {
    edits.removeAll(keepingCapacity: true)
    Entities.edits(in: text.bytes.span, into: &edits)
    if edits.isEmpty || (edits.count > 8 && edits.count * 30 > text.count) { return false }
    var start = text.sourceRange.lowerBound
    var hasReference = false
    for index in text.sourceRange {
      if source[index] <= 0x20 {
        start = index + 1
        hasReference = false
      } else if source[index] == UInt8(ascii: "&") {
        hasReference = true
      }
      if hasReference, index - start > 48 { return false }
    }
    return commit(.entities, to: &text, edits)
  }

  /// One round of the rules that replace characters; returns whether any did something.
  private mutating func mendCharacters(
    of text: inout BlockText, in source: [UInt8], _ features: ByteFeatures, isCode: Bool
  ) -> Bool {
    var changed = false
    if rules[.entities], features.contains(.ampersand), !isCode {
      changed = decodeEntities(in: &text, of: source) || changed
    }
    if survey.mendsMojibake, features.contains(.mojibake) {
      let trusting = survey.hasMojibake
      // Text that was misread several times is mended before other rules take its odd characters for something else.
      for _ in 0..<6 {
        guard apply(.mojibake, to: &text, { Mojibake.edits(in: $0, trusting: trusting, into: &$1) }) else { break }
        changed = true
      }
    }
    if rules[.softHyphen], features.contains(.softHyphen) {
      changed = apply(.softHyphen, to: &text, SoftHyphen.edits) || changed
    }
    if rules[.zeroWidth], features.contains(.zeroWidth) {
      changed = apply(.zeroWidth, to: &text, ZeroWidth.edits) || changed
    }
    if rules[.controlCharacters], features.contains(.control) {
      changed = apply(.controlCharacters, to: &text, ControlCharacters.edits) || changed
    }
    if rules[.ligatures], features.contains(.ligature) {
      changed = apply(.ligatures, to: &text, Ligatures.edits) || changed
    }
    if rules[.nfc], features.contains(.mayCompose) {
      changed = apply(.nfc, to: &text, CanonicalComposition.edits) || changed
    }
    if rules[.dehyphenate], features.isSuperset(of: [.hyphen, .lineOrTab]), !isCode {
      changed = joinBrokenWords(in: &text, of: source) || changed
    }
    return changed
  }

  private mutating func joinBrokenWords(in text: inout BlockText, of source: [UInt8]) -> Bool {
    let bytes = text.bytes
    guard !Dehyphenation.candidates(in: bytes.span).isEmpty else { return false }
    let words = self.words ?? WordEvidence(text: source.span)
    self.words = words
    return apply(.dehyphenate, to: &text) { Dehyphenation.edits(in: $0, evidence: words, into: &$1) }
  }

  @discardableResult
  private mutating func apply(
    _ rule: CleanupRule, to text: inout BlockText, _ find: (Span<UInt8>, inout [TextEdit]) -> Void
  ) -> Bool {
    edits.removeAll(keepingCapacity: true)
    find(text.bytes.span, &edits)
    return commit(rule, to: &text, edits)
  }

  private mutating func commit(_ rule: CleanupRule, to text: inout BlockText, _ edits: [TextEdit]) -> Bool {
    guard !edits.isEmpty else { return false }
    done.append((rule, edits.count))
    if original == nil { original = text }
    text.apply(edits)
    return true
  }

  private func isBlank(_ text: BlockText) -> Bool {
    let bytes = text.bytes.span
    var at = 0
    while at < bytes.count {
      let length = WhiteSpace.length(in: bytes, at: at)
      if length == 0 { return false }
      at += length
    }
    return true
  }
}
