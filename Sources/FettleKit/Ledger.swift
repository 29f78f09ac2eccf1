/// One line of a document's account: these bytes of the source became that.
public struct LedgerEntry: Sendable, Equatable {
  /// Half-open, in bytes of the source text.
  public var range: Range<Int>
  /// JSON Pointer (RFC 6901) into the record.
  public var pointer: String

  public init(range: Range<Int>, pointer: String) {
    self.range = range
    self.pointer = pointer
  }
}

/// How many bytes of the source were kept, removed, or are separators. The three add up to the source.
public struct Balance: Sendable, Equatable {
  public var kept = 0
  public var removed = 0
  public var separators = 0

  public init() {}

  public var total: Int { kept + removed + separators }
}

/// A place where the account doesn't hold.
public struct LedgerFault: Error, Equatable, CustomStringConvertible {
  /// In bytes of the source text.
  public var offset: Int
  public var problem: String

  public init(offset: Int, problem: String) {
    self.offset = offset
    self.problem = problem
  }

  public var description: String { "the ledger breaks at byte \(offset): \(problem)" }
}

public enum Ledger {
  /// Checks that a document's blocks are in order and disjoint, and that only separators lie between them.
  ///
  /// - Returns: the balance of the whole source.
  /// - Throws: `LedgerFault` at the first byte that is accounted for twice or not at all.
  ///
  /// Of an HTML page, what a reader doesn't see counts among the separators.
  public static func check(_ document: borrowing Document) throws(LedgerFault) -> Balance {
    if let markup = document.markup { return try check(document, markup) }
    let text = document.text.span
    var balance = Balance()
    var at = 0
    for index in document.blocks.indices {
      let range = document.blocks[index].range
      if range.lowerBound < at {
        throw LedgerFault(offset: range.lowerBound, problem: "these bytes are accounted for twice")
      }
      if range.upperBound > text.count {
        throw LedgerFault(offset: range.lowerBound, problem: "a block ends beyond the source")
      }
      if let lost = firstLost(in: text, at..<range.lowerBound) {
        throw LedgerFault(offset: lost, problem: "these bytes are in no block")
      }
      balance.separators += range.lowerBound - at
      if document.blocks[index].isRemoved { balance.removed += range.count } else { balance.kept += range.count }
      at = range.upperBound
    }
    if let lost = firstLost(in: text, at..<text.count) {
      throw LedgerFault(offset: lost, problem: "these bytes are in no block")
    }
    balance.separators += text.count - at
    return balance
  }

  private static func check(_ document: borrowing Document, _ markup: PageMarkup) throws(LedgerFault) -> Balance {
    var end = 0
    for index in document.blocks.indices {
      let range = document.blocks[index].range
      if range.lowerBound < end {
        throw LedgerFault(offset: range.lowerBound, problem: "these bytes are accounted for twice")
      }
      end = range.upperBound
      if end > document.text.count {
        throw LedgerFault(offset: range.lowerBound, problem: "a block ends beyond the source")
      }
    }
    var balance = Balance()
    var index = 0
    for visible in markup.visible {
      var at = visible.lowerBound
      while at < visible.upperBound {
        while index < document.blocks.count, document.blocks[index].range.upperBound <= at { index += 1 }
        let range =
          index < document.blocks.count ? document.blocks[index].range : visible.upperBound..<visible.upperBound
        if range.lowerBound > at {
          let gap = min(range.lowerBound, visible.upperBound)
          if let lost = firstLost(in: document.text.span, at..<gap) {
            throw LedgerFault(offset: lost, problem: "these bytes are in no block")
          }
          at = gap
        } else {
          let next = min(range.upperBound, visible.upperBound)
          if document.blocks[index].isRemoved { balance.removed += next - at } else { balance.kept += next - at }
          at = next
        }
      }
    }
    balance.separators = document.text.count - balance.kept - balance.removed
    return balance
  }

  /// The first byte of the range that is no separator. Nearly all ranges hold line ends and spaces, if anything.
  @inline(__always)
  private static func firstLost(in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var at = range.lowerBound
    while at < range.upperBound, text[at] == 0x0A || text[at] == 0x20 { at += 1 }
    return at < range.upperBound ? firstLost(inSeldom: text, at..<range.upperBound) : nil
  }

  @inline(never)
  private static func firstLost(inSeldom text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    text.withUnsafeBufferPointer { buffer in
      var at = range.lowerBound
      let part = UnsafeBufferPointer(rebasing: buffer[0..<range.upperBound])
      while at < range.upperBound {
        let length = Separator.length(in: part, at: at)
        if length == 0 { return at }
        at += length
      }
      return nil
    }
  }
}
