/// One rewrite of a block's text: the bytes in `range` become `replacement`.
public struct TextEdit: Sendable, Equatable {
  /// Half-open, in bytes of the text that is edited, counted from its start.
  public var range: Range<Int>
  /// UTF-8.
  public var replacement: [UInt8]

  public init(_ range: Range<Int>, _ replacement: [UInt8]) {
    self.range = range
    self.replacement = replacement
  }

  public static let nothing: [UInt8] = []
  public static let space: [UInt8] = [0x20]
}

/// A block's text as UTF-8 bytes, which remembers where in the source text each byte was read.
///
/// Until something is rewritten this is a slice of the source and owns nothing. After a rewrite it owns its bytes and a
/// short list of anchors: places at which text and source are known to correspond. Between two anchors they run in step.
public struct BlockText: Sendable {
  /// The text. Its indices are not offsets in the source, and don't start at 0: use `count`, `withBytes`, or
  /// `bytes.span`.
  public private(set) var bytes: ArraySlice<UInt8>
  /// Half-open, in bytes of the source text.
  public private(set) var sourceRange: Range<Int>
  @usableFromInline var anchors: [Anchor]

  @usableFromInline struct Anchor: Sendable, Equatable {
    @usableFromInline var text: Int
    @usableFromInline var source: Int
    @usableFromInline init(text: Int, source: Int) {
      self.text = text
      self.source = source
    }
  }

  /// The source's own bytes, unchanged.
  public init(source: [UInt8], range: Range<Int>) {
    bytes = source[range]
    sourceRange = range
    anchors = []
  }

  /// The source's own bytes from `start` on, standing for all of `range`: what lies before `start` (a list item's bullet,
  /// a heading's marks) belongs to the block, but isn't in its text.
  @inline(__always)
  public init(source: [UInt8], range: Range<Int>, from start: Int) {
    bytes = source[start..<range.upperBound]
    sourceRange = range
    anchors = start > range.lowerBound ? [Anchor(text: 0, source: start)] : []
  }

  /// Text that was read out of markup, with the places at which it and the source correspond.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - sourceRange: the source bytes that it stands for.
  ///   - places: offsets in the text, counted from its start and ascending from 0, with the offsets of the same bytes in
  ///     the source, which don't descend. Between two of them text and source run in step.
  public init(bytes: ArraySlice<UInt8>, sourceRange: Range<Int>, places: some Sequence<(text: Int, source: Int)>) {
    self.bytes = bytes
    self.sourceRange = sourceRange
    anchors = places.map { Anchor(text: $0.text, source: $0.source) }
  }

  @inlinable public var count: Int { bytes.count }
  @inlinable public var isEmpty: Bool { bytes.isEmpty }
  /// Whether anything was rewritten.
  @inlinable public var isRewritten: Bool { !anchors.isEmpty }

  /// The text as a string. Costs a validation and a copy: not for hot paths.
  public var string: String { String(decoding: bytes, as: UTF8.self) }

  /// A part of the text as a string; `range` counts from the text's start.
  public func string(_ range: Range<Int>) -> String {
    String(
      decoding: bytes[(bytes.startIndex + range.lowerBound)..<(bytes.startIndex + range.upperBound)], as: UTF8.self)
  }

  /// Where in the source the text's byte at `offset` was read; for a byte that a rewrite put in, the place it was put.
  ///
  /// - Parameter offset: 0 to `count`; `count` gives the end of the source range.
  public func sourceOffset(of offset: Int) -> Int {
    if offset >= bytes.count { return sourceRange.upperBound }
    if anchors.isEmpty { return sourceRange.lowerBound + offset }
    var low = 0
    var high = anchors.count
    while low < high {
      let middle = (low + high) / 2
      if anchors[middle].text <= offset { low = middle + 1 } else { high = middle }
    }
    if low == 0 { return min(sourceRange.lowerBound + offset, anchors[0].source) }
    let anchor = anchors[low - 1]
    // Where white space was taken off the source's end, text that stood for it stands at the end that is left.
    let limit = min(low < anchors.count ? anchors[low].source : sourceRange.upperBound, sourceRange.upperBound)
    return min(anchor.source + (offset - anchor.text), limit)
  }

  /// The source bytes of a part of the text. Parts that meet in the text meet in the source, so that a text cut into
  /// parts is a source cut into parts.
  public func sourceRange(of range: Range<Int>) -> Range<Int> {
    let start = range.lowerBound <= 0 ? sourceRange.lowerBound : sourceOffset(of: range.lowerBound)
    let end = sourceOffset(of: range.upperBound)
    return start..<max(start, end)
  }

  /// Rewrites the text.
  ///
  /// - Parameter edits: in ascending order and disjoint; ranges count in the text as it is now.
  public mutating func apply(_ edits: [TextEdit]) {
    guard !edits.isEmpty else { return }
    (bytes, anchors) = TextRewriting.rewritten(bytes, of: sourceRange, anchors, by: edits)
  }

  /// Cuts the text in two at `offset`, and with it the source range.
  public func split(at offset: Int) -> (BlockText, BlockText) {
    let cut = offset <= 0 ? sourceRange.lowerBound : sourceOffset(of: offset)
    var left = self
    var right = self
    left.bytes = bytes[bytes.startIndex..<(bytes.startIndex + offset)]
    left.sourceRange = sourceRange.lowerBound..<cut
    right.bytes = bytes[(bytes.startIndex + offset)...]
    right.sourceRange = cut..<sourceRange.upperBound
    if !anchors.isEmpty {
      left.anchors = anchors.filter { $0.text < offset }
      right.anchors = [Anchor(text: 0, source: cut)]
      for anchor in anchors where anchor.text > offset {
        right.anchors.append(Anchor(text: anchor.text - offset, source: anchor.source))
      }
    }
    return (left, right)
  }

  /// A part of the text that is to stand for the given source bytes, which must hold those of the part.
  func part(_ range: Range<Int>, standingFor source: Range<Int>) -> BlockText {
    var result = self
    let start = bytes.startIndex
    result.bytes = bytes[(start + range.lowerBound)..<(start + range.upperBound)]
    result.sourceRange = source
    guard !anchors.isEmpty || sourceRange.lowerBound + range.lowerBound != source.lowerBound else { return result }
    result.anchors = [Anchor(text: 0, source: sourceOffset(of: range.lowerBound))]
    for anchor in anchors where anchor.text > range.lowerBound && anchor.text < range.upperBound {
      result.anchors.append(Anchor(text: anchor.text - range.lowerBound, source: anchor.source))
    }
    return result
  }

  /// Puts another text behind this one, with `separator` between them. The other must follow this one in the source.
  public mutating func append(_ other: BlockText, separator: [UInt8]) {
    if anchors.isEmpty { anchors = [Anchor(text: 0, source: sourceRange.lowerBound)] }
    if !separator.isEmpty {
      anchors.append(Anchor(text: bytes.count, source: sourceRange.upperBound))
      bytes.append(contentsOf: separator)
    }
    let shift = bytes.count
    anchors.append(Anchor(text: shift, source: other.sourceRange.lowerBound))
    for anchor in other.anchors where anchor.text > 0 {
      anchors.append(Anchor(text: anchor.text + shift, source: anchor.source))
    }
    bytes.append(contentsOf: other.bytes)
    sourceRange = sourceRange.lowerBound..<other.sourceRange.upperBound
  }
}
