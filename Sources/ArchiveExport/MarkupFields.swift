import CanonicalJSON
import FettleKit

/// What the record tells of a page's markup beside its text: formulas in TeX, and tables cell by cell.
enum MarkupFields {
  static func writeFormulas(of document: borrowing Document, to json: inout JSONWriter) {
    guard let markup = document.markup, !markup.formulas.isEmpty else { return }
    var isFirst = true
    var block = 0
    for formula in markup.formulas {
      while block < document.blocks.count, document.blocks[block].range.upperBound <= formula.range.lowerBound {
        block += 1
      }
      guard block < document.blocks.count, document.blocks[block].range.lowerBound < formula.range.upperBound,
        !document.blocks[block].isRemoved
      else { continue }
      if isFirst {
        json.key("formulas")
        json.beginArray()
        isFirst = false
      }
      json.beginObject()
      json.key("range")
      json.range(formula.range)
      json.key("tex")
      json.string(formula.tex)
      json.endObject()
    }
    if !isFirst { json.endArray() }
  }

  static func writeTables(of document: borrowing Document, to json: inout JSONWriter) {
    guard let markup = document.markup, !markup.tables.isEmpty else { return }
    var isFirst = true
    var block = 0
    for table in markup.tables {
      while block < document.blocks.count, document.blocks[block].range.upperBound <= table.range.lowerBound {
        block += 1
      }
      guard let grid = TableGrid(table, document, from: block) else { continue }
      if isFirst {
        json.key("tables")
        json.beginArray()
        isFirst = false
      }
      json.beginObject()
      if grid.headerRows > 0 {
        json.key("header-rows")
        json.integer(grid.headerRows)
      }
      json.key("range")
      json.range(table.range)
      json.key("rows")
      json.beginArray()
      for row in grid.rows {
        json.beginArray()
        for cell in row { json.string(utf8: cell < 0 ? [] : grid.texts[cell][...]) }
        json.endArray()
      }
      json.endArray()
      json.endObject()
    }
    if !isFirst { json.endArray() }
  }
}
