import FettleKit

@testable import ArticleStructure

/// A page that a test writes down: one block a line, none for an empty one.
struct ArticlePage {
  var lines: [String]
  var layout = LineLayout.lines
  /// Columns of white space before a line, by its number.
  var indents: [Int: Int] = [:]

  init(_ text: String, layout: LineLayout = .lines, indents: [Int: Int] = [:]) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    self.layout = layout
    self.indents = indents
  }

  /// "# " begins a heading.
  var document: Document {
    let text = Array(lines.joined(separator: "\n").utf8)
    var blocks: [Block] = []
    var at = 0
    var isAfterGap = false
    for (number, line) in lines.enumerated() {
      let end = at + line.utf8.count
      if line.isEmpty {
        isAfterGap = true
      } else {
        let isHeading = line.hasPrefix("# ")
        var block = Block(
          text: BlockText(source: text, range: at..<end, from: at + (isHeading ? 2 : 0)),
          role: isHeading ? .heading : .line)
        block.level = isHeading ? 1 : 0
        block.isAfterGap = isAfterGap
        block.indent = indents[number] ?? 0
        blocks.append(block)
        isAfterGap = false
      }
      at = end + 1
    }
    let source = SourceInfo(
      path: "a.txt", sha256: "", bytes: text.count, textSHA256: "", mediaType: "text/plain", charset: "UTF-8")
    return Document(source: source, text: text, layout: layout, blocks: blocks)
  }

  /// What the stage reads.
  func read() throws -> Document {
    var document = self.document
    try StructureStage(options: StageOptions()).process(&document, in: StageContext())
    return document
  }
}
