import FettleKit

/// What can be judged only from a document as a whole, before its first block is rewritten.
struct CleanupSurvey {
  /// lynx's marks, by block.
  private(set) var linkMarks = LinkMarks()
  /// Whether the document is written in Markdown.
  private(set) var isMarkdown = false
  /// Whether it holds mojibake beyond doubt, so that doubtful characters may be mended too.
  var hasMojibake = false
  private(set) var mendsMojibake = false

  init(of document: borrowing Document, features: [ByteFeatures], rules: RuleSet) {
    let all = features.reduce(into: ByteFeatures()) { $0.formUnion($1) }
    // Marks are taken out once: the text that is left isn't lynx's or Markdown any more, whatever it looks like.
    if rules[.linkMarks], all.contains(.bracket), !document.wasCleaned(by: .linkMarks) {
      linkMarks = LinkMarks(in: document, features: features)
    }
    if rules[.markdown], linkMarks.isEmpty, !document.wasCleaned(by: .markdown) {
      isMarkdown = CleanupSurvey.isMarkdown(document, features)
    }
    // Where this stage already set quotation marks, what looks like mojibake may be its own work.
    mendsMojibake = rules[.mojibake] && !document.wasCleaned(by: .quotes)
    if mendsMojibake, all.contains(.mojibake) {
      hasMojibake = document.wasCleaned(by: .mojibake) || CleanupSurvey.hasMojibake(document, features)
    }
  }

  /// Three links are enough: their form, brackets and an address in parentheses, hardly comes about by chance.
  private static func isMarkdown(_ document: borrowing Document, _ features: [ByteFeatures]) -> Bool {
    var count = 0
    for index in document.blocks.indices where !features[index].isDisjoint(with: [.bracket, .mark]) {
      guard document.blocks[index].role != .code else { continue }
      let bytes = document.blocks[index].text.bytes
      count += MarkdownText.linkCount(in: bytes.span, limit: 3 - count)
      if count >= 3 { return true }
    }
    return false
  }

  private static func hasMojibake(_ document: borrowing Document, _ features: [ByteFeatures]) -> Bool {
    for index in document.blocks.indices where features[index].contains(.mojibake) {
      let bytes = document.blocks[index].text.bytes
      if Mojibake.isCertain(in: bytes.span) { return true }
    }
    return false
  }
}

extension Document {
  borrowing func wasCleaned(by rule: CleanupRule) -> Bool {
    changes[Change(stage: CleanupManifest.name, rule: rule.rawValue)] != nil
  }
}
