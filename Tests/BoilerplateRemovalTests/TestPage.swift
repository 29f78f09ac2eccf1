import FettleKit

@testable import BoilerplateRemoval

/// A page made of lines, run through the stage.
struct TestPage {
  var document: Document

  /// - Parameters:
  ///   - text: one block a line; empty lines are gaps.
  ///   - context: where the stage works; `nil` for a page that no stage has seen.
  init(_ text: String, rules: String? = nil, in context: StageContext? = StageContext()) throws(Diagnostics) {
    let bytes = [UInt8](text.utf8)
    var blocks: [Block] = []
    var start = 0
    var isAfterGap = true
    for end in bytes.indices + [bytes.count] where end == bytes.count || bytes[end] == 0x0A {
      var text: BlockText? = nil
      if end > start { text = BlockText(source: bytes, range: start..<end).trimmed(of: bytes) }
      if let text {
        let isItem = bytes[start] == UInt8(ascii: "*")
        blocks.append(
          Block(text: text, role: isItem ? .listItem : text.count > 120 ? .paragraph : .line, isAfterGap: isAfterGap))
      }
      isAfterGap = text == nil
      start = end + 1
    }
    let source = SourceInfo(
      path: "page.txt", sha256: "", bytes: bytes.count, textSHA256: "", mediaType: "text/plain", charset: "UTF-8")
    document = Document(source: source, text: bytes, layout: .lines, blocks: blocks)
    guard let context else { return }
    var options = StageOptions()
    if let rules {
      options = StageOptions(
        values: ["rules": OptionValue(value: .array(["builtin", "house-rules.yaml"]))],
        readFile: { _ throws(Diagnostic) in [UInt8](rules.utf8) })
    }
    let stage = try BoilerplateStage(options: options)
    try? stage.process(&document, in: context)
  }

  var kept: [String] { document.blocks.filter(\.isKept).map(\.text.string) }
  var removed: [String] { document.blocks.filter(\.isRemoved).map(\.text.string) }

  /// The name of the rule that removed the first block with this text.
  func rule(of text: String) -> String? {
    for block in document.blocks where block.text.string == text {
      if case .removed(let reason) = block.outcome { return reason.rule }
    }
    return nil
  }
}
