import FettleKit

/// Cuts the lines of a text into blocks, so that each is a paragraph, a list item, a heading, or a line that stands alone.
struct BlockCutter {
  let text: [UInt8]
  let lines: [Line]
  let layout: LineLayout
  let wrapColumn: Int

  func blocks() -> [Block] {
    var blocks: [Block] = []
    blocks.reserveCapacity(lines.count)
    text.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < lines.count {
        let last = lastLine(ofBlockAt: index, bytes)
        let underline = headingLevel(of: index...last, bytes)
        append(index...last, underline: underline, bytes, to: &blocks)
        index = last + (underline > 0 ? 2 : 1)
      }
    }
    return blocks
  }

  @inline(__always)
  private func lastLine(ofBlockAt first: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var last = first
    switch layout {
    case .lines, .oneLine: break
    case .textNodes:
      // Each text node was stripped, so that white space at a line's start was inside of a text node.
      while last + 1 < lines.count, !lines[last + 1].isAfterGap, lines[last + 1].indent > 0 { last += 1 }
    case .hardWrapped:
      while last + 1 < lines.count, !lines[last + 1].isAfterGap,
        continues(lines[last + 1], after: lines[last], from: lines[first], bytes)
      {
        last += 1
      }
    }
    return last
  }

  /// Whether `line`, of wrapped text, goes on with the block that began with `first` and has reached `previous`.
  private func continues(
    _ line: Line, after previous: Line, from first: Line, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if isCentred(line, with: previous, bytes) { return true }
    // The first word would have fitted on the line before: someone meant to break there.
    let room = wrapColumn - previous.width - 1
    if room > 0, LayoutDetector.firstWordWidth(line, bytes) <= room { return false }
    if previous.width > wrapColumn + 2, !isOneWord(previous, bytes) { return false }
    if Marker.bulletLength(bytes, line.range) > 0 { return false }
    if line.indent == previous.indent { return true }
    // Items hang: their later lines begin where the first one's text does.
    return previous.range == first.range && line.indent > first.indent
      && line.indent - first.indent <= markerWidth(first, bytes) + 1
  }

  /// Whether both lines are of one centred text: some browsers centre titles, so that each of a title's lines begins
  /// elsewhere. The first word wouldn't have fitted on the line before, whose margins don't count. A line that begins a little
  /// farther left may be the next entry of a list whose other lines are indented.
  private func isCentred(_ line: Line, with previous: Line, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard abs(line.indent - previous.indent) > 1, line.indent > previous.indent || line.indent >= 10,
      abs(line.indent + line.width - previous.indent - previous.width) <= 3,
      Marker.bulletLength(bytes, previous.range) == 0, Marker.bulletLength(bytes, line.range) == 0
    else { return false }
    let width = previous.width - previous.indent
    return previous.width <= wrapColumn + 6 && width * 2 > wrapColumn
      && width + 1 + LayoutDetector.firstWordWidth(line, bytes) > wrapColumn - 3
  }

  private func isOneWord(_ line: Line, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for index in line.range where bytes[index] == 0x20 { return false }
    return true
  }

  private func markerWidth(_ line: Line, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let bullet = Marker.bulletLength(bytes, line.range)
    if bullet > 0 { return bullet }
    guard Marker.isNumbered(bytes, line.range) else { return 4 }
    var at = line.range.lowerBound
    while at < line.range.upperBound, bytes[at] != 0x20 { at += 1 }
    while at < line.range.upperBound, bytes[at] == 0x20 { at += 1 }
    return at - line.range.lowerBound
  }

  /// The level that the line behind a block gives it, where that line is an underline, or 0.
  private func headingLevel(of block: ClosedRange<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let next = block.upperBound + 1
    guard layout != .textNodes, next < lines.count, !lines[next].isAfterGap, block.count <= 3 else { return 0 }
    let level = Marker.underlineLevel(bytes, lines[next].range)
    guard level > 0, Marker.underlineLevel(bytes, lines[block.upperBound].range) == 0 else { return 0 }
    return level
  }

  private func append(
    _ span: ClosedRange<Int>, underline: Int, _ bytes: UnsafeBufferPointer<UInt8>, to blocks: inout [Block]
  ) {
    let range = lines[span.lowerBound].range.lowerBound..<lines[span.upperBound].range.upperBound
    let indent = lines[span.lowerBound].indent
    var bullet = 0
    var level = underline
    var skipped = 0
    var isNumbered = false
    if Marker.mayBegin(bytes[range.lowerBound]) {
      bullet = Marker.bulletLength(bytes, range)
      skipped = bullet
      if level == 0, let heading = Marker.heading(bytes, (range.lowerBound + bullet)..<range.upperBound) {
        level = heading.level
        skipped += heading.length
      }
      isNumbered = bullet == 0 && level == 0 && indent > 0 && Marker.isNumbered(bytes, range)
    }
    var role = level > 0 ? .heading : bullet > 0 ? .listItem : role(of: range, bytes)
    if isNumbered, role == .line || role == .paragraph { role = .listItem }
    // The text ends where the last line does; what follows of the block is an underline, or line ends to account for.
    let end = lines[underline > 0 ? span.upperBound + 1 : span.upperBound].account.upperBound
    blocks.append(
      Block(
        source: self.text, range: lines[span.lowerBound].account.lowerBound..<end, textFrom: range.lowerBound + skipped,
        role: role, level: UInt8(level), indent: indent, isAfterGap: lines[span.lowerBound].isAfterGap,
        markerLength: bullet))
    if end > range.upperBound {
      let length = range.upperBound - range.lowerBound - skipped
      blocks[blocks.count - 1].text.apply([TextEdit(length..<blocks[blocks.count - 1].text.count, TextEdit.nothing)])
    }
    if range.count > (layout == .oneLine ? OneLineCutter.longest : OneLineCutter.longestAnywhere) {
      let block = blocks.removeLast()
      blocks.append(contentsOf: OneLineCutter.cut(block, source: self.text))
    }
  }

  /// A sentence or more is a paragraph; anything shorter is a line.
  private func role(of range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Role {
    if bytes[range.lowerBound] == UInt8(ascii: "|"), bytes[range.upperBound - 1] == UInt8(ascii: "|") { return .table }
    if range.count >= 120 { return .paragraph }
    guard range.count >= 40 else { return .line }
    switch bytes[range.upperBound - 1] {
    case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"): return .paragraph
    default: return .line
    }
  }
}
