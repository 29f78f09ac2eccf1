import FettleKit

/// Holds a stage that the host doesn't know to what every stage promises: the source stays, the ledger holds, and what the
/// stage did stands under its own name.
struct StageAccount {
  private let source: SourceInfo
  private let text: [UInt8]
  private let changes: [Change: Int]
  /// Why blocks were removed before.
  private let reasons: Set<ObjectIdentifier>

  init(of document: borrowing Document) {
    source = document.source
    text = document.text
    changes = document.changes
    var reasons: Set<ObjectIdentifier> = []
    for index in document.blocks.indices {
      if case .removed(let reason) = document.blocks[index].outcome { reasons.insert(ObjectIdentifier(reason)) }
    }
    self.reasons = reasons
  }

  /// - Parameter name: "plugin/shout".
  /// - Throws: what the stage did that no stage may do.
  func settle(_ document: inout Document, as name: String) throws(PluginFailure) {
    guard document.source == source, isSameText(document.text) else {
      throw PluginFailure("it exchanged the document's source")
    }
    do {
      _ = try Ledger.check(document)
    } catch {
      throw PluginFailure("\(error)")
    }
    var renamed: [ObjectIdentifier: Reason] = [:]
    for index in document.blocks.indices {
      switch document.blocks[index].outcome {
      case .removed(let reason) where reason.stage != name && !reasons.contains(ObjectIdentifier(reason)):
        let own =
          renamed[ObjectIdentifier(reason)] ?? Reason(category: reason.category, rule: reason.rule, stage: name)
        renamed[ObjectIdentifier(reason)] = own
        document.blocks[index].outcome = .removed(own)
      case .figure(let number) where !document.figures.indices.contains(number),
        .reference(let number) where !document.references.indices.contains(number):
        throw PluginFailure("it took a block for part of a field (number \(number)) that isn't there")
      case .kept where document.blocks[index].text.isEmpty:
        throw PluginFailure("it left nothing of the text of a block that it keeps; what is to go is marked as removed")
      default: break
      }
    }
    if document.changes != changes {
      var settled = changes
      for (change, count) in document.changes {
        let more = count - (changes[change] ?? 0)
        if more > 0 { settled[Change(stage: name, rule: change.rule), default: 0] += more }
      }
      document.changes = settled
    }
  }

  private func isSameText(_ other: [UInt8]) -> Bool {
    // The same memory nearly always: then nothing needs to be compared.
    let isOneBuffer = text.withUnsafeBufferPointer { mine in
      other.withUnsafeBufferPointer { $0.baseAddress == mine.baseAddress && $0.count == mine.count }
    }
    return isOneBuffer || text == other
  }
}
