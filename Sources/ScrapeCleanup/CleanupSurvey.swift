import FettleKit

/// What can be judged only from a document as a whole, before its first block is rewritten.
struct CleanupSurvey {
  /// lynx's marks, by block.
  private(set) var linkMarks = LinkMarks()
  /// Whether the document is written in Markdown.
  private(set) var isMarkdown = false
  /// Whether it holds mojibake beyond doubt, so that doubtful characters may be mended too.
  private(set) var hasMojibake = false
  /// How words are spelled; only where a hyphen at a line's end asks for it.
  private(set) var words: WordEvidence?

  init(of document: borrowing Document, features: [ByteFeatures], rules: RuleSet) {
    let all = features.reduce(into: ByteFeatures()) { $0.formUnion($1) }
    // Marks are taken out once: the text that is left isn't lynx's or Markdown any more, whatever it looks like.
    if rules[.linkMarks], all.contains(.bracket), !document.wasCleaned(by: .linkMarks) {
      linkMarks = LinkMarks(in: document, features: features)
    }
    if rules[.markdown], linkMarks.isEmpty, !document.wasCleaned(by: .markdown) {
      isMarkdown = CleanupSurvey.isMarkdown(document, features)
    }
    if rules[.mojibake], all.contains(.leadC3) { hasMojibake = CleanupSurvey.hasMojibake(document, features) }
    if rules[.dehyphenate], CleanupSurvey.hasBrokenWords(document, features) {
      words = WordEvidence(text: document.text.span)
    }
  }

  /// Three links are enough: their form, brackets and an address in parentheses, hardly comes about by chance.
  private static func isMarkdown(_ document: borrowing Document, _ features: [ByteFeatures]) -> Bool {
    var count = 0
    for index in document.blocks.indices where !features[index].isDisjoint(with: [.bracket, .mark]) {
      guard document.blocks[index].role != .code else { continue }
      count += MarkdownText.linkCount(in: document.blocks[index].text.bytes.span, limit: 3 - count)
      if count >= 3 { return true }
    }
    return false
  }

  private static func hasMojibake(_ document: borrowing Document, _ features: [ByteFeatures]) -> Bool {
    for index in document.blocks.indices where features[index].contains(.leadC3) {
      if Mojibake.survey(document.blocks[index].text.bytes.span).isCertain { return true }
    }
    return false
  }

  private static func hasBrokenWords(_ document: borrowing Document, _ features: [ByteFeatures]) -> Bool {
    for index in document.blocks.indices where features[index].isSuperset(of: [.hyphen, .lineOrTab]) {
      if !Dehyphenation.candidates(in: document.blocks[index].text.bytes.span).isEmpty { return true }
    }
    return false
  }
}

extension Document {
  borrowing func wasCleaned(by rule: CleanupRule) -> Bool {
    changes[Change(stage: CleanupManifest.name, rule: rule.rawValue)] != nil
  }
}
