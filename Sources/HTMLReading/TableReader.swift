import FettleKit
import HTMLTree

/// Lays the cells of a table of data out in rows and columns (HTML Standard, chapter 4.9.12, Forming a table).
struct TableReader {
  /// A larger table has no layout: its rows are blocks all the same.
  private static let mostPlaces = 200_000
  private static let widestSpan = 1000

  private let nodes: UnsafeBufferPointer<fettle_html_node>
  private var cells: [MarkupTable.Cell] = []
  private var row = -1
  private var column = 0
  private var columns = 0
  private var places = 0
  /// For each column, behind which row a cell from above ends that covers it.
  private var covered: [Int] = []
  private var group = -1
  /// The first cell of the group of rows at hand.
  private var firstOfGroup = 0
  private var isHead = false

  /// - Parameter table: the index of the table's element, which holds no other table.
  static func table(_ nodes: UnsafeBufferPointer<fettle_html_node>, _ table: Int) -> MarkupTable? {
    var reader = TableReader(nodes)
    return reader.read(table)
  }

  private init(_ nodes: UnsafeBufferPointer<fettle_html_node>) { self.nodes = nodes }

  private mutating func read(_ table: Int) -> MarkupTable? {
    let end = Int(nodes[table].last)
    var index = table + 1
    while index < end {
      let node = nodes[index]
      if !node.isText, node.isHTML {
        switch ElementKind.of(node.bytes).tag {
        case .thead, .tbody, .tfoot:
          endGroup()
          isHead = ElementKind.of(node.bytes).tag == .thead
          group = Int(node.last)
        case .tr:
          if group >= 0, index >= group {
            endGroup()
            group = -1
            isHead = false
          }
          row += 1
          column = 0
        case .td, .th:
          guard row >= 0, add(node, index) else { return nil }
          index = Int(node.last)
          continue
        default: break
        }
      }
      index += 1
    }
    endGroup()
    guard row >= 0, columns > 0, (row + 1) * columns <= TableReader.mostPlaces,
      zip(cells, cells.dropFirst()).allSatisfy({ $0.range.upperBound <= $1.range.lowerBound })
    else { return nil }
    let last = max(cells.last?.range.upperBound ?? 0, Int(nodes[table].after))
    return MarkupTable(
      range: Int(nodes[table].start)..<max(Int(nodes[table].start), last), rowCount: row + 1, columnCount: columns,
      cells: cells)
  }

  /// Returns false where the table is too large to lay out.
  private mutating func add(_ node: fettle_html_node, _ index: Int) -> Bool {
    while column < covered.count, covered[column] > row { column += 1 }
    let width = min(max(TableReader.number(node.attribute("colspan")) ?? 1, 1), TableReader.widestSpan)
    let tall = TableReader.number(node.attribute("rowspan")) ?? 1
    // 0 is to the end of the group of rows, where all spans end that go on beyond.
    let height = tall == 0 ? Int(Int32.max) : tall
    while covered.count < column + width { covered.append(0) }
    for place in column..<(column + width) { covered[place] = max(covered[place], row + height) }
    places += width
    cells.append(
      MarkupTable.Cell(
        range: Int(node.start)..<textEnd(index), rows: row..<(row + height), columns: column..<(column + width),
        isHeader: isHead || node.bytes.elementsEqual("th".utf8)))
    column += width
    columns = max(columns, column)
    return places <= TableReader.mostPlaces && (row + 1) * columns <= TableReader.mostPlaces
  }

  /// No cell reaches out of its group of rows.
  private mutating func endGroup() {
    for index in firstOfGroup..<cells.count where cells[index].rows.upperBound > row + 1 {
      cells[index].rows = cells[index].rows.lowerBound..<(row + 1)
    }
    firstOfGroup = cells.count
    covered = []
  }

  /// Behind the last text below an element, or its start tag.
  private func textEnd(_ index: Int) -> Int {
    var below = Int(nodes[index].last) - 1
    while below > index, !nodes[below].isText { below -= 1 }
    return max(Int(nodes[index].end), below > index ? Int(nodes[below].end) : 0, Int(nodes[index].start) + 1)
  }

  /// The number that an attribute begins with.
  private static func number(_ text: UnsafeBufferPointer<UInt8>?) -> Int? {
    guard let text else { return nil }
    var value: Int?
    for byte in text {
      if value == nil, Blank.isSpace(byte) { continue }
      guard byte &- 0x30 < 10 else { break }
      value = min((value ?? 0) * 10 + Int(byte &- 0x30), 65_534)
    }
    return value
  }
}
