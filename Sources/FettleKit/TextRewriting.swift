/// A block's text on its way into a new one, part by part.
///
/// The old text is a buffer that it doesn't own: it lives within one call of `rewritten`, which gives the new one the room
/// that the edits ask for.
struct TextRewriting {
  private let text: UnsafeBufferPointer<UInt8>
  private let sourceRange: Range<Int>
  private let anchors: UnsafeBufferPointer<BlockText.Anchor>
  /// The first anchor that isn't behind the part at hand yet.
  private var next = 0
  // Room is reserved, and what comes is appended: arrays that are made with a size are made by the library's own code, which
  // looks their type up each time.
  private var out: [UInt8] = []
  private var moved: [BlockText.Anchor] = []

  /// What the edits make of a text, and the anchors of that.
  ///
  /// - Parameters:
  ///   - anchors: none for a text that is its source range's own bytes.
  ///   - edits: ascending and disjoint.
  static func rewritten(
    _ bytes: ArraySlice<UInt8>, of sourceRange: Range<Int>, _ anchors: [BlockText.Anchor], by edits: [TextEdit]
  ) -> (bytes: ArraySlice<UInt8>, anchors: [BlockText.Anchor]) {
    bytes.withUnsafeBufferPointer { text in
      anchors.withUnsafeBufferPointer { anchors in
        var rewriting = TextRewriting(text: text, sourceRange: sourceRange, anchors: anchors)
        rewriting.make(edits)
        return (rewriting.out[...], rewriting.moved)
      }
    }
  }

  private init(
    text: UnsafeBufferPointer<UInt8>, sourceRange: Range<Int>, anchors: UnsafeBufferPointer<BlockText.Anchor>
  ) {
    self.text = text
    self.sourceRange = sourceRange
    self.anchors = anchors
  }

  private mutating func make(_ edits: [TextEdit]) {
    var size = text.count
    for edit in edits.indices { size += edits[edit].replacement.count - edits[edit].range.count }
    out.reserveCapacity(size)
    // Each edit notes one place for what it puts in and one for what follows, and each anchor moves along.
    moved.reserveCapacity(anchors.count + 2 * edits.count + 1)
    var at = 0
    for edit in edits.indices {
      let range = edits[edit].range
      keep(at..<range.lowerBound)
      if !edits[edit].replacement.isEmpty {
        note(source: sourceOffset(of: range.lowerBound))
        out.append(contentsOf: edits[edit].replacement)
      }
      at = range.upperBound
    }
    keep(at..<text.count)
    if moved.isEmpty { note(source: sourceRange.lowerBound) }
  }

  /// Puts a part of the text behind what is there already. Parts come in ascending order.
  @inline(__always)
  private mutating func keep(_ part: Range<Int>) {
    guard !part.isEmpty else { return }
    note(source: sourceOffset(of: part.lowerBound))
    while next < anchors.count, anchors[next].text < part.upperBound {
      note(text: out.count + anchors[next].text - part.lowerBound, source: anchors[next].source)
      next += 1
    }
    out.append(contentsOf: UnsafeBufferPointer(rebasing: text[part]))
  }

  /// `BlockText.sourceOffset(of:)`, for offsets that ascend from call to call.
  @inline(__always)
  private mutating func sourceOffset(of offset: Int) -> Int {
    if offset >= text.count { return sourceRange.upperBound }
    while next < anchors.count, anchors[next].text <= offset { next += 1 }
    if anchors.isEmpty { return min(sourceRange.lowerBound + offset, sourceRange.upperBound) }
    if next == 0 { return min(sourceRange.lowerBound + offset, anchors[0].source) }
    let anchor = anchors[next - 1]
    let limit = min(next < anchors.count ? anchors[next].source : sourceRange.upperBound, sourceRange.upperBound)
    return min(anchor.source + (offset - anchor.text), limit)
  }

  /// The source of what comes next.
  @inline(__always)
  private mutating func note(source: Int) { note(text: out.count, source: source) }

  @inline(__always)
  private mutating func note(text: Int, source: Int) {
    if let last = moved.last {
      if last.text == text {
        moved[moved.count - 1].source = source
        return
      }
      // Text and source run in step.
      if last.source + (text - last.text) == source { return }
    }
    moved.append(BlockText.Anchor(text: text, source: source))
  }
}
