import FettleKit

/// Does to a document what a plugin asks for, and nothing that its account couldn't bear.
struct EditApplication {
  /// "plugin/shout".
  let stage: String

  /// - Throws: what is wrong with the edits; the document is then as it was.
  func apply(_ edits: [PluginAnswer.Edit], to document: inout Document) throws(PluginFailure) {
    if edits.isEmpty { return }
    for edit in edits { try check(edit, document) }
    // From the end to the start, so that what is still to be done stays where it is.
    let sorted = edits.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.block != b.block { return a.block > b.block }
      let (first, second) = (a.range?.lowerBound ?? 0, b.range?.lowerBound ?? 0)
      return first == second ? left.offset > right.offset : first > second
    }.map(\.element)
    for (later, earlier) in zip(sorted, sorted.dropFirst()) where later.block == earlier.block {
      guard let after = later.range, let before = earlier.range, before.upperBound <= after.lowerBound else {
        throw PluginFailure("two of its edits of block \(later.block) overlap")
      }
    }
    var made = document
    document.blocks = []
    var reasons: [String: Reason] = [:]
    for edit in sorted {
      switch edit.action {
      case .rewrite(let text): rewrite(edit, text, in: &made, &reasons)
      case .remove(let category): remove(edit, category, in: &made, &reasons)
      }
    }
    document = made
  }

  private func check(_ edit: PluginAnswer.Edit, _ document: borrowing Document) throws(PluginFailure) {
    guard document.blocks.indices.contains(edit.block) else {
      throw PluginFailure("it edits block \(edit.block), and there is none of that number")
    }
    let outcome = document.blocks[edit.block].outcome
    guard PluginMessage.isEditable(outcome) else {
      throw PluginFailure(
        "it edits block \(edit.block), which an earlier stage has read into a field (\(PluginMessage.words(outcome))); "
          + "put the plugin in front of that stage")
    }
    guard let range = edit.range else { return }
    let bytes = document.blocks[edit.block].text.bytes
    guard range.upperBound <= bytes.count else {
      throw PluginFailure(
        "it edits the bytes [\(range.lowerBound), \(range.upperBound)) of block \(edit.block), which has \(bytes.count)"
      )
    }
    for end in [range.lowerBound, range.upperBound] where end < bytes.count {
      if bytes[bytes.startIndex + end] & 0xC0 == 0x80 {
        throw PluginFailure("an edit of block \(edit.block) cuts a character in two, at byte \(end)")
      }
    }
  }

  private func rewrite(
    _ edit: PluginAnswer.Edit, _ text: [UInt8], in document: inout Document, _ reasons: inout [String: Reason]
  ) {
    let old = document.blocks[edit.block].text
    let range = edit.range ?? 0..<old.count
    var new = old
    new.apply([TextEdit(least: range, text, in: old.bytes)])
    if new.bytes.elementsEqual(old.bytes) { return }
    if EditApplication.isBlank(new.bytes) {
      // Nothing would be left to stand for the source: then it is removed, with what it was.
      remove(
        PluginAnswer.Edit(block: edit.block, range: nil, action: edit.action, rule: edit.rule), "plugin", in: &document,
        &reasons)
      return
    }
    document.blocks[edit.block].text = new
    document.count(stage: stage, rule: edit.rule, by: 1)
  }

  private func remove(
    _ edit: PluginAnswer.Edit, _ category: String, in document: inout Document, _ reasons: inout [String: Reason]
  ) {
    let key = category + "\u{0}" + edit.rule
    let reason = reasons[key] ?? Reason(category: category, rule: edit.rule, stage: stage)
    reasons[key] = reason
    var index = edit.block
    if let range = edit.range {
      let text = document.blocks[index].text
      let start = text.bytes.startIndex
      if EditApplication.isBlank(text.bytes[(start + range.lowerBound)..<(start + range.upperBound)]) { return }
      if range.upperBound < text.count { document.split(block: index, atTextOffset: range.upperBound) }
      if range.lowerBound > 0, document.split(block: index, atTextOffset: range.lowerBound) { index += 1 }
    }
    document.blocks[index].outcome = .removed(reason)
  }

  private static func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { Separator.trimmed($0, 0..<$0.count).isEmpty }
  }
}
