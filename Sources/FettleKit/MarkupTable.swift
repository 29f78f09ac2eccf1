/// A table of data of an HTML page: its cells, each with the rows and columns that it covers (HTML Standard, chapter 4.9.12,
/// Forming a table). Its rows are blocks with the role `table`.
public struct MarkupTable: Sendable, Equatable {
  public struct Cell: Sendable, Equatable {
    /// From the cell's start tag to behind its last byte, half-open, in bytes of the source text.
    public var range: Range<Int>
    /// What it covers, half-open, counted from 0.
    public var rows: Range<Int>
    public var columns: Range<Int>
    /// Whether it is a `<th>`, or stands in a `<thead>`.
    public var isHeader: Bool

    public init(range: Range<Int>, rows: Range<Int>, columns: Range<Int>, isHeader: Bool) {
      self.range = range
      self.rows = rows
      self.columns = columns
      self.isHeader = isHeader
    }
  }

  /// Half-open, in bytes of the source text.
  public var range: Range<Int>
  public var rowCount: Int
  public var columnCount: Int
  /// In source order.
  public var cells: [Cell]

  public init(range: Range<Int>, rowCount: Int, columnCount: Int, cells: [Cell]) {
    self.range = range
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.cells = cells
  }
}

/// A formula of an HTML page in the notation of TeX, as the page's markup gives it beside what a reader sees.
public struct MarkupFormula: Sendable, Equatable {
  /// Of the formula's element, half-open, in bytes of the source text.
  public var range: Range<Int>
  public var tex: String

  public init(range: Range<Int>, tex: String) {
    self.range = range
    self.tex = tex
  }
}
