extension Document {
  /// A document of plain text in which each paragraph is a kept block: for the tests of a stage.
  ///
  /// - Parameter paragraphs: none of them empty, or with white space at its ends.
  public init(paragraphs: [String]) {
    let text = Array(paragraphs.joined(separator: "\n\n").utf8)
    var blocks: [Block] = []
    var at = 0
    for paragraph in paragraphs {
      let end = at + paragraph.utf8.count
      blocks.append(Block(text: BlockText(source: text, range: at..<end), role: .paragraph, isAfterGap: true))
      at = end + 2
    }
    let digest = String(repeating: "0", count: 64)
    self.init(
      source: SourceInfo(
        path: "page.txt", sha256: digest, bytes: text.count, textSHA256: digest, mediaType: "text/plain",
        charset: "utf-8"), text: text, layout: .lines, blocks: blocks)
  }
}
