import FettleKit

/// Reads what an archive keeps as fields: what stands under headings such as "Acknowledgements", and lines such as
/// "Keywords: …".
struct StatementReader {
  let page: Page
  let taken: BlockSet

  /// Bytes that may stand under one heading; more is a section of the article.
  private static let longest = 6000

  /// Blocks with the key of the statement that they belong to.
  func read() -> [(block: Int, statement: Statement)] {
    var found: [(block: Int, statement: Statement)] = []
    var index = 0
    while index < page.count {
      if case .statement(let key) = page.facts[index].kind, !page.facts[index].isRemoved {
        let end = readUnder(index, key, &found)
        index = max(end, index + 1)
        continue
      }
      if page.isOpen(index), !taken.contains(index),
        let key = StatementReader.inlineKey(page.bytes(index))
      {
        found.append((index, key))
      }
      index += 1
    }
    return found
  }

  private func readUnder(
    _ heading: Int, _ key: Statement, _ found: inout [(block: Int, statement: Statement)]
  ) -> Int {
    var blocks: [Int] = []
    var bytes = 0
    var index = heading + 1
    var removed = 0
    let limit = page.isTorn ? 90 : 24
    while index < page.count, index - heading <= limit {
      let fact = page.facts[index]
      if fact.isInZone || page.isHeading(index) { break }
      if fact.isRemoved {
        removed += 1
        if removed > 3, !blocks.isEmpty { break }
        index += 1
        continue
      }
      if taken.contains(index) || FigureLabel.isCaptionStart(page.bytes(index)) { break }
      if let own = StatementReader.inlineKey(page.bytes(index)), own != key, !page.isTorn { break }
      if key == .keywords {
        if fact.length > 160, !blocks.isEmpty || fact.words > 60 { break }
      } else if key == .rights || key == .dates || key == .correspondence {
        if blocks.count >= (page.isTorn ? 40 : 8) { break }
      }
      bytes += Int(fact.length)
      if bytes > StatementReader.longest { return heading + 1 }
      blocks.append(index)
      index += 1
    }
    for block in blocks { found.append((block, StatementReader.inlineKey(page.bytes(block)) ?? key)) }
    return index
  }

  /// The statement that a line announces itself to be.
  static func inlineKey(_ text: Bytes) -> Statement? { StatementLeads.builtin.statement(text) }
}
