/// A block's text on its way into a new one, part by part.
///
/// All it knows are buffers that it doesn't own: it lives within one call of `rewritten`, which gives each of them the room
/// that the edits ask for.
struct TextRewriting {
  private let text: UnsafeBufferPointer<UInt8>
  private let sourceRange: Range<Int>
  private let anchors: UnsafeBufferPointer<BlockText.Anchor>
  /// The first anchor that isn't behind the part at hand yet.
  private var next = 0
  private let out: UnsafeMutableBufferPointer<UInt8>
  private var count = 0
  private let moved: UnsafeMutableBufferPointer<BlockText.Anchor>
  private var movedCount = 0

  /// What the edits make of a text, and the anchors of that.
  ///
  /// - Parameters:
  ///   - anchors: none for a text that is its source range's own bytes.
  ///   - edits: ascending and disjoint.
  static func rewritten(
    _ bytes: ArraySlice<UInt8>, of sourceRange: Range<Int>, _ anchors: [BlockText.Anchor], by edits: [TextEdit]
  ) -> (bytes: ArraySlice<UInt8>, anchors: [BlockText.Anchor]) {
    var size = bytes.count
    for edit in edits { size += edit.replacement.count - edit.range.count }
    var rewritten: [UInt8] = []
    // Each edit notes one place for what it puts in and one for what follows, and each anchor moves along.
    let moved = [BlockText.Anchor](unsafeUninitializedCapacity: anchors.count + 2 * edits.count + 1) {
      moved, movedCount in
      rewritten = [UInt8](unsafeUninitializedCapacity: max(0, size)) { out, count in
        bytes.withUnsafeBufferPointer { text in
          anchors.withUnsafeBufferPointer { anchors in
            var rewriting = TextRewriting(
              text: text, sourceRange: sourceRange, anchors: anchors, out: out, moved: moved)
            var at = 0
            for edit in edits {
              rewriting.keep(at..<edit.range.lowerBound)
              rewriting.put(edit.replacement, at: edit.range.lowerBound)
              at = edit.range.upperBound
            }
            rewriting.keep(at..<text.count)
            if rewriting.movedCount == 0 { rewriting.note(source: sourceRange.lowerBound) }
            count = rewriting.count
            movedCount = rewriting.movedCount
          }
        }
      }
    }
    return (rewritten[...], moved)
  }

  private init(
    text: UnsafeBufferPointer<UInt8>, sourceRange: Range<Int>, anchors: UnsafeBufferPointer<BlockText.Anchor>,
    out: UnsafeMutableBufferPointer<UInt8>, moved: UnsafeMutableBufferPointer<BlockText.Anchor>
  ) {
    self.text = text
    self.sourceRange = sourceRange
    self.anchors = anchors
    self.out = out
    self.moved = moved
  }

  /// Puts a part of the text behind what is there already. Parts come in ascending order.
  @inline(__always)
  private mutating func keep(_ part: Range<Int>) {
    guard !part.isEmpty else { return }
    note(source: sourceOffset(of: part.lowerBound))
    while next < anchors.count, anchors[next].text < part.upperBound {
      note(text: count + anchors[next].text - part.lowerBound, source: anchors[next].source)
      next += 1
    }
    let target = UnsafeMutableBufferPointer(rebasing: out[count..<(count + part.count)])
    _ = target.update(fromContentsOf: UnsafeBufferPointer(rebasing: text[part]))
    count += part.count
  }

  /// Puts in bytes that stand at an offset of the text.
  @inline(__always)
  private mutating func put(_ replacement: [UInt8], at offset: Int) {
    if replacement.isEmpty { return }
    note(source: sourceOffset(of: offset))
    for byte in replacement {
      out[count] = byte
      count += 1
    }
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
  private mutating func note(source: Int) { note(text: count, source: source) }

  @inline(__always)
  private mutating func note(text: Int, source: Int) {
    if movedCount > 0 {
      let last = moved[movedCount - 1]
      if last.text == text {
        moved[movedCount - 1].source = source
        return
      }
      // Text and source run in step.
      if last.source + (text - last.text) == source { return }
    }
    moved.initializeElement(at: movedCount, to: BlockText.Anchor(text: text, source: source))
    movedCount += 1
  }
}
