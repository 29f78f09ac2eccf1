import FettleKit

/// A table with a text for each row and column: a cell that covers several stands in all of them.
struct TableGrid {
  /// The text of each cell of the table, as the blocks hold it.
  private(set) var texts: [[UInt8]]
  /// For each row and column, the index of the cell that covers it; -1 where none does.
  private(set) var rows: [[Int]]
  /// How many rows at the top hold nothing but headers.
  private(set) var headerRows = 0

  /// In bytes: a table that would be longer by its repeated cells than its text several times over is no table.
  private static let spareText = 1 << 16

  /// `nil` where nothing of the table is kept.
  ///
  /// - Parameter first: the first block that may stand in the table.
  init?(_ table: MarkupTable, _ document: borrowing Document, from first: Int) {
    texts = [[UInt8]](repeating: [], count: table.cells.count)
    rows = [[Int]](repeating: [Int](repeating: -1, count: table.columnCount), count: table.rowCount)
    var index = first
    while index < document.blocks.count, document.blocks[index].range.lowerBound < table.range.upperBound {
      if document.blocks[index].role == .table, !document.blocks[index].isRemoved {
        add(document.blocks[index].text, table.cells)
      }
      index += 1
    }
    // What a cell is there for may have been taken out; a table of nothing is none.
    if texts.allSatisfy(\.isEmpty) { return nil }
    var length = 0
    for (cell, area) in table.cells.enumerated() {
      length += texts[cell].count * area.rows.count * area.columns.count
      for row in area.rows {
        for column in area.columns where rows[row][column] < 0 { rows[row][column] = cell }
      }
    }
    if length > table.range.count * 4 + TableGrid.spareText { return nil }
    headerRows =
      rows.firstIndex { row in !row.contains { $0 >= 0 } || row.contains { $0 >= 0 && !table.cells[$0].isHeader } }
      ?? rows.count
  }

  /// Hands the parts of a row's text to the cells that they were read in. Cells are parted by bars that stand where the next
  /// cell begins.
  private mutating func add(_ text: BlockText, _ cells: [MarkupTable.Cell]) {
    let bytes = text.bytes
    var start = 0
    func cell(at source: Int) -> Int? {
      var low = 0
      var high = cells.count
      while low < high {
        let middle = (low + high) / 2
        if cells[middle].range.lowerBound <= source { low = middle + 1 } else { high = middle }
      }
      return low > 0 && source < cells[low - 1].range.upperBound ? low - 1 : nil
    }
    func isBar(_ offset: Int) -> Bool {
      guard bytes[bytes.startIndex + offset] == UInt8(ascii: "|") else { return false }
      let source = text.sourceOffset(of: offset)
      return cell(at: source).map { cells[$0].range.lowerBound == source } ?? false
    }
    var owner = cell(at: text.sourceOffset(of: 0))
    for offset in 0...bytes.count where offset == bytes.count || isBar(offset) {
      if let owner {
        let part = TableGrid.trimmed(bytes[(bytes.startIndex + start)..<(bytes.startIndex + offset)])
        if !part.isEmpty {
          if !texts[owner].isEmpty { texts[owner].append(0x20) }
          texts[owner] += part
        }
      }
      start = offset + 1
      if offset < bytes.count { owner = cell(at: text.sourceOffset(of: offset)) }
    }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var part = bytes
    while part.first == 0x20 { part.removeFirst() }
    while part.last == 0x20 { part.removeLast() }
    return part
  }
}
