import FettleKit

/// A loss contract: what must hold of every document. One that breaks it goes to quarantine.
public struct Expectation: Sendable, Equatable {
  public enum Measure: String, Sendable, CaseIterable {
    /// Bytes in removed blocks, as a share of the source text.
    case removedShare = "removed-share"
    /// Words in the article's kept blocks.
    case words
    /// Entries of the reference list.
    case references
    /// Fields of the article's own bibliographic data that must be there.
    case fields
  }

  public var measure: Measure
  /// Both inclusive.
  public var atLeast: Double?
  public var atMost: Double?
  /// For `.fields`: CSL-JSON variables.
  public var fields: [String]

  public init(_ measure: Measure, atLeast: Double? = nil, atMost: Double? = nil, fields: [String] = []) {
    self.measure = measure
    self.atLeast = atLeast
    self.atMost = atMost
    self.fields = fields
  }

  /// Why a finished document breaks the contract, in words for the person who reads the quarantine; `nil` where it holds.
  public func breach(by document: borrowing Document, balance: Balance) -> String? {
    switch measure {
    case .removedShare:
      let share = balance.total == 0 ? 0 : Double(balance.removed) / Double(balance.total)
      let percent = Expectation.percent
      if let atMost, share > atMost {
        return "\(percent(share)) of the text was removed; at most \(percent(atMost)) is expected"
      }
      if let atLeast, share < atLeast {
        return "\(percent(share)) of the text was removed; at least \(percent(atLeast)) is expected"
      }
      return nil
    case .words:
      return outside(Expectation.words(in: document), "the article has # words")
    case .references:
      return outside(document.references.count, "# references were found")
    case .fields:
      let missing = fields.filter { !Expectation.has($0, document.item) }
      return missing.isEmpty ? nil : "no \(missing.joined(separator: ", no ")) was found"
    }
  }

  private func outside(_ count: Int, _ sentence: String) -> String? {
    let found = sentence.split(separator: "#", omittingEmptySubsequences: false).joined(separator: String(count))
    if let atLeast, Double(count) < atLeast { return "\(found); at least \(Int(atLeast)) are expected" }
    if let atMost, Double(count) > atMost { return "\(found); at most \(Int(atMost)) are expected" }
    return nil
  }

  /// Runs of bytes between ASCII white space, in kept blocks.
  private static func words(in document: borrowing Document) -> Int {
    var count = 0
    for block in document.blocks where block.isKept {
      var isInWord = false
      for byte in block.text.bytes {
        let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
        if !isSpace, !isInWord { count += 1 }
        isInWord = !isSpace
      }
    }
    return count
  }

  private static func has(_ field: String, _ item: Item) -> Bool {
    switch field {
    case "title": item.title != nil
    case "author": !item.author.isEmpty
    case "abstract": item.abstract != nil
    case "container-title": item.containerTitle != nil || item.containerTitleShort != nil
    case "issued": item.issued != nil
    case "DOI": item.DOI != nil
    default: false
    }
  }

  /// "71.3 %", rounded to one decimal.
  private static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
