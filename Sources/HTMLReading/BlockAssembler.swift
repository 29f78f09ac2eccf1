import FettleKit

/// Puts the texts of a page together to blocks: white space folded as a browser does, each byte with the place it was read at.
struct BlockAssembler {
  private let source: UnsafeBufferPointer<UInt8>
  /// The texts of all blocks, one behind the other.
  private(set) var rendered: [UInt8] = []
  private(set) var visible: [Range<Int>] = []
  private(set) var pieces: [Piece] = []

  /// A block before its text has a place to stay.
  struct Piece {
    var draft: Int
    var text: Range<Int>
    var source: Range<Int>
    var places: [(text: Int, source: Int)] = []
    var links: [Link] = []
    var linkBytes = 0
    var emphasizedBytes = 0
  }

  private var piece = Piece(draft: -1, text: 0..<0, source: 0..<0)
  private var isOpen = false
  /// White space that is written once something follows it: where it stands, or -1.
  private var pendingSpace = -1
  /// The source place that the next byte of the text stands at if nothing is left out.
  private var expected = -1
  /// Behind the last byte that isn't a separator, in the text and in the source.
  private var inkedText = 0
  private var inkedSource = 0
  /// Where the first text stands that is accounted for in this block without being in its text, or -1.
  private var firstRepeated = -1
  private var link: Int32 = -1
  private var linkStart = 0
  private var linkSource = 0

  init(source: UnsafeBufferPointer<UInt8>) {
    self.source = source
    rendered.reserveCapacity(source.count / 4)
  }

  /// - Parameters:
  ///   - runs: in source order.
  mutating func assemble(_ runs: [TextRun], links: [PageLink]) {
    var next = 0
    let told = BlockAssembler.told(runs)
    for (index, run) in runs.enumerated() {
      // No text reaches into the one behind it.
      next = max(next, index + 1)
      while next < runs.count, runs[next].kind != .text { next += 1 }
      let limit = next < runs.count ? max(Int(run.start), Int(runs[next].start)) : source.count
      if !isOpen || Int(run.draft) != piece.draft {
        finish(links)
        begin(Int(run.draft))
      }
      if run.link != link { turn(to: run.link, at: Int(run.start), links) }
      switch run.kind {
      case .text:
        if run.isRepeated, told.contains(run.draft) { account(run, limit: limit) } else { add(run, limit: limit) }
      case .space:
        if rendered.count > piece.text.lowerBound, pendingSpace < 0 { pendingSpace = Int(run.start) }
      case .cell:
        if rendered.count > piece.text.lowerBound {
          write(space: Int(run.start))
          put(UInt8(ascii: "|"), at: Int(run.start))
          expected = -1
          pendingSpace = Int(run.start)
        }
      case .fraction:
        if rendered.count > piece.text.lowerBound {
          pendingSpace = -1
          put(UInt8(ascii: "/"), at: Int(run.start))
          expected = -1
        }
      }
    }
    finish(links)
  }

  /// The drafts that hold a repeated text beside one that isn't: a text is left out only where the other stands.
  private static func told(_ runs: [TextRun]) -> Set<Int32> {
    var told: Set<Int32> = []
    guard runs.contains(where: \.isRepeated) else { return told }
    for run in runs where run.kind == .text && !run.isRepeated && !Blank.isBlank(run.bytes) { told.insert(run.draft) }
    return told
  }

  private mutating func begin(_ draft: Int) {
    piece = Piece(draft: draft, text: rendered.count..<rendered.count, source: 0..<0)
    isOpen = true
    pendingSpace = -1
    expected = -1
    inkedText = rendered.count
    inkedSource = 0
    firstRepeated = -1
  }

  private mutating func finish(_ links: [PageLink]) {
    guard isOpen else { return }
    turn(to: -1, at: 0, links)
    isOpen = false
    rendered.removeLast(rendered.count - inkedText)
    guard inkedText > piece.text.lowerBound, let first = piece.places.first else { return }
    piece.text = piece.text.lowerBound..<inkedText
    piece.source = (firstRepeated >= 0 ? min(firstRepeated, first.source) : first.source)..<inkedSource
    let count = piece.text.count
    piece.places.removeAll { $0.text >= count }
    pieces.append(piece)
  }

  // MARK: - Bytes

  private mutating func add(_ run: TextRun, limit: Int) {
    let before = rendered.count
    var firstInk = -1
    var lastInk = -1
    var aligner = SourceAligner(source: source, range: Int(run.start)..<limit, text: run.bytes)
    let bytes = run.bytes
    var at = 0
    while let step = aligner.step() {
      let byte = bytes[at]
      if Blank.isSpace(byte), !run.isPreformatted {
        if rendered.count > piece.text.lowerBound, pendingSpace < 0 { pendingSpace = step.start }
        at += step.length
        continue
      }
      if byte == 0xEF, step.length == 3, step.end > step.start, Control.isC0(source[step.start]) {
        // The parser writes U+FFFD for control characters. Here they stay what they are: stages take them out.
        if rendered.count > piece.text.lowerBound {
          if pendingSpace >= 0 { write(space: pendingSpace) }
          put(source[step.start], at: step.start)
        }
        at += step.length
        continue
      }
      let isSeparator = byte == 0x20 || byte < 0x20 || byte >= 0xC2 && Separator.length(in: bytes, at: at) > 0
      if isSeparator, rendered.count == piece.text.lowerBound, !run.isPreformatted || byte == 0x0A {
        // A block doesn't begin with a space of any kind.
        skip(&aligner, bytes, &at, step.length)
        continue
      }
      if pendingSpace >= 0 { write(space: pendingSpace) }
      let length = characterLength(bytes, at, step, &aligner)
      if step.start != expected { piece.places.append((rendered.count - piece.text.lowerBound, step.start)) }
      if run.isExponent, let raised = RaisedMark.raised(bytes[at..<(at + length.bytes)]) {
        rendered += raised
        expected = -1
      } else if byte == 0xEF, length.bytes == 3, Control.isC1(source, step.start) {
        rendered += source[step.start..<(step.start + 2)]
        expected = length.end
      } else {
        for offset in 0..<length.bytes { rendered.append(bytes[at + offset]) }
        expected = length.bytes == length.end - step.start ? length.end : -1
      }
      at += length.bytes
      if !isSeparator {
        if aligner.hasPassedMarkup {
          // What stands between is no part of what a reader sees.
          if firstInk >= 0, lastInk > firstInk { visible.append(firstInk..<lastInk) }
          firstInk = -1
          aligner.hasPassedMarkup = false
        }
        if firstInk < 0 { firstInk = step.start }
        lastInk = length.end
        inkedText = rendered.count
        inkedSource = length.end
      }
    }
    if firstInk >= 0, lastInk > firstInk { visible.append(firstInk..<lastInk) }
    if run.link >= 0 { piece.linkBytes += rendered.count - before }
    if run.isEmphasized { piece.emphasizedBytes += rendered.count - before }
  }

  /// Accounts for a text that the block says already: its bytes are seen, and belong to the block.
  private mutating func account(_ run: TextRun, limit: Int) {
    var aligner = SourceAligner(source: source, range: Int(run.start)..<limit, text: run.bytes)
    var first = -1
    var last = -1
    var at = 0
    while let step = aligner.step() {
      let isSeparator = run.bytes[at] <= 0x20 || run.bytes[at] >= 0xC2 && Separator.length(in: run.bytes, at: at) > 0
      if aligner.hasPassedMarkup {
        if last > first { visible.append(first..<last) }
        first = -1
        aligner.hasPassedMarkup = false
      }
      let length = characterLength(run.bytes, at, step, &aligner)
      at += length.bytes
      if isSeparator { continue }
      if first < 0 { first = step.start }
      last = length.end
    }
    guard first >= 0, last > first else { return }
    visible.append(first..<last)
    if firstRepeated < 0 { firstRepeated = first }
    inkedSource = max(inkedSource, last)
    expected = -1
  }

  /// The whole character that a step began: the aligner steps byte by byte through what the source has as it is.
  @inline(__always)
  private func characterLength(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ step: (length: Int, start: Int, end: Int),
    _ aligner: inout SourceAligner
  ) -> (bytes: Int, end: Int) {
    var length = step.length
    var end = step.end
    guard length == 1, bytes[at] >= 0xC0 else { return (length, end) }
    while at + length < bytes.count, bytes[at + length] & 0xC0 == 0x80, let more = aligner.step() {
      length += more.length
      end = more.end
    }
    return (length, end)
  }

  private func skip(
    _ aligner: inout SourceAligner, _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ length: Int
  ) {
    at += length
    while length == 1, at < bytes.count, bytes[at] & 0xC0 == 0x80, let more = aligner.step() { at += more.length }
  }

  private mutating func write(space: Int) {
    pendingSpace = -1
    put(0x20, at: space)
  }

  private mutating func put(_ byte: UInt8, at place: Int) {
    if place != expected { piece.places.append((rendered.count - piece.text.lowerBound, place)) }
    rendered.append(byte)
    expected = place + 1
  }

  // MARK: - Links

  private mutating func turn(to next: Int32, at place: Int, _ links: [PageLink]) {
    if link >= 0 {
      let end = min(inkedText, rendered.count)
      let page = links[Int(link)]
      if end > linkStart, LinkAddress.isWorthKeeping(page) {
        var start = linkStart
        while start < end, Blank.isSpace(rendered[start]) { start += 1 }
        piece.links.append(
          Link(
            label: String(decoding: rendered[start..<end], as: UTF8.self),
            url: String(decoding: LinkAddress.trimmed(page.url), as: UTF8.self), offset: linkSource))
      }
    }
    link = next
    linkStart = rendered.count
    linkSource = place
  }
}

enum LinkAddress {
  /// Not what runs a program or leads to another place of the page, but for marks.
  static func isWorthKeeping(_ link: PageLink) -> Bool {
    let url = trimmed(link.url)
    guard let first = url.first else { return false }
    if first == UInt8(ascii: "#") { return link.isMark && url.count > 1 }
    return !(url.count >= 11 && url.prefix(11).elementsEqual("javascript:".utf8))
  }

  static func trimmed(_ url: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var start = 0
    var end = url.count
    while start < end, Blank.isSpace(url[start]) { start += 1 }
    while end > start, Blank.isSpace(url[end - 1]) { end -= 1 }
    return UnsafeBufferPointer(rebasing: url[start..<end])
  }
}
