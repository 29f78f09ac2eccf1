import PipelineFile

/// How a labelled text is laid out.
extension LabeledText {
  /// A character on the screen.
  struct Cell {
    var scalar: Unicode.Scalar
    var columns: Int
    /// The index of its part, and whether it is the part's first character; `nil` between parts.
    var part: Int?
    var isFirst = false
    var isDoubtful = false
  }

  static func cells(of text: ArraySlice<UInt8>, _ pieces: [Piece]) -> [Cell] {
    var cells: [Cell] = []
    let parts = parts(pieces)
    var offset = 0
    var part = 0
    var piece = 0
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      while part < parts.count, parts[part].range.upperBound <= offset { part += 1 }
      while piece < pieces.count, pieces[piece].range.upperBound <= offset { piece += 1 }
      var cell = Cell(scalar: WrappedText.shown(scalar), columns: 1)
      cell.columns = DisplayWidth.of(cell.scalar)
      if part < parts.count, parts[part].range.contains(offset) {
        cell.part = part
        cell.isFirst = parts[part].range.lowerBound == offset
        cell.isDoubtful =
          piece < pieces.count && pieces[piece].range.contains(offset) && (pieces[piece].confidence ?? 1) < sure
      }
      cells.append(cell)
      offset += UTF8.width(scalar)
    }
    return cells
  }

  /// Broken at spaces where there are any.
  static func lines(_ cells: [Cell], width: Int) -> [ArraySlice<Cell>] {
    var lines: [ArraySlice<Cell>] = []
    var start = 0
    while start < cells.count {
      var end = start
      var columns = 0
      var space: Int?
      while end < cells.count, columns + cells[end].columns <= width {
        columns += cells[end].columns
        end += 1
        if end < cells.count, cells[end].scalar == " " { space = end }
      }
      if end < cells.count, let space, space > start { end = space }
      if end == start { end += 1 }
      lines.append(cells[start..<end])
      start = end
      while start < cells.count, cells[start].scalar == " " { start += 1 }
    }
    return lines
  }

  /// The text, the line under it, and the captions.
  func rows(_ line: ArraySlice<Cell>, _ parts: [Part]) -> [String] {
    var text = Painter(isColoured: isColoured)
    var rule = Painter(isColoured: isColoured)
    var captions: [(column: Int, part: Int)] = []
    var column = 0
    for (index, cell) in zip(line.indices, line) {
      let colour = cell.part.map { Colour.of(parts[$0].label) }
      text.add(String(Character(cell.scalar)), colour, isDoubtful: cell.isDoubtful)
      if let part = cell.part {
        if cell.isFirst { captions.append((column, part)) }
        let isLast = index + 1 == line.endIndex || line[index + 1].part != part
        let mark = cell.isFirst ? "┬" : cell.isDoubtful ? "┈" : isLast ? "╴" : "─"
        rule.add(mark, colour, isDoubtful: cell.isDoubtful, count: cell.isFirst ? 1 : cell.columns)
        if cell.isFirst, cell.columns > 1 { rule.add("─", colour, isDoubtful: cell.isDoubtful) }
      } else {
        rule.add(" ", nil, count: cell.columns)
      }
      column += cell.columns
    }
    if line.allSatisfy({ $0.part == nil }) { return [text.line] }
    return [text.line, rule.line] + captionRows(captions, parts)
  }

  /// Each caption under the beginning of its part: in the first row where it has room, the rightmost ones first.
  private func captionRows(_ captions: [(column: Int, part: Int)], _ parts: [Part]) -> [String] {
    // Of each row, the captions and stems from right to left, and where the leftmost begins.
    var rows: [[(column: Int, text: String, part: Int)]] = []
    for (column, part) in captions.reversed() {
      let caption = parts[part].caption
      let end = column + DisplayWidth.of(caption.unicodeScalars)
      var row = 0
      while row < rows.count, let next = rows[row].last, end >= next.column { row += 1 }
      if row == rows.count { rows.append([]) }
      for above in 0..<row { rows[above].append((column, "│", part)) }
      rows[row].append((column, caption, part))
    }
    return rows.map { row in
      var painter = Painter(isColoured: isColoured)
      var at = 0
      for (column, text, part) in row.reversed() {
        painter.add(" ", nil, count: column - at)
        let isDoubtful = text != "│" && parts[part].isDoubtful
        painter.add(text, Colour.of(parts[part].label), isDoubtful: isDoubtful)
        at = column + DisplayWidth.of(text.unicodeScalars)
      }
      return painter.line
    }
  }

  /// The colours of labels: neighbours in most references differ.
  enum Colour: String {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case magenta = "35"
    case cyan = "36"
    case grey = "90"

    static func of(_ label: String) -> Colour {
      switch label {
      case "author", "editor": .cyan
      case "title": .green
      case "journal", "book-title", "container-title", "series": .magenta
      case "volume", "issue", "edition": .yellow
      case "pages", "page": .blue
      case "date", "issued", "accessed": .red
      case "publisher", "place", "publisher-place": .cyan
      default: .grey
      }
    }
  }

  /// A row in the making, with as few changes of colour as can be.
  private struct Painter {
    let isColoured: Bool
    private var out = ""
    private var current = ""

    init(isColoured: Bool) { self.isColoured = isColoured }

    mutating func add(_ text: String, _ colour: Colour?, isDoubtful: Bool = false, count: Int = 1) {
      let wanted = colour.map { isDoubtful ? "1;7;\($0.rawValue)" : $0.rawValue } ?? ""
      if isColoured, wanted != current {
        if !current.isEmpty { out += "\u{1B}[0m" }
        if !wanted.isEmpty { out += "\u{1B}[\(wanted)m" }
        current = wanted
      }
      for _ in 0..<max(0, count) { out += text }
    }

    /// Without spaces at its end.
    var line: String {
      var line = out
      if isColoured, !current.isEmpty { line += "\u{1B}[0m" }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
