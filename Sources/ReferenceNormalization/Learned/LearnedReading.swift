import FettleKit
import SequenceLabeling

/// One string on its way through the learned parser.
struct LearnedReading {
  let bytes: [UInt8]
  var result = ParsedReference()
  var text: ReferenceText
  /// Runs of tokens with one label.
  var segments: [Segment] = []
  private var marginals: [SIMD16<Float>] = []
  var labels: [UInt8] = []
  /// Stretches of the text that identifiers and the date of access take up.
  private var holes: [Range<Int>] = []

  struct Segment {
    var label: FieldLabel
    var tokens: Range<Int>
  }

  private let weights: SequenceWeights?
  /// Of each token, the labels that it may have, where somebody knows; empty elsewhere.
  var known: [UInt16] = []

  init(_ bytes: [UInt8], _ weights: SequenceWeights?) {
    self.bytes = bytes
    self.weights = weights
    text = ReferenceText(bytes: bytes, tokens: [])
  }

  /// Recognizes identifiers and labels all tokens.
  mutating func label() {
    var frame = ReferenceReading(bytes)
    frame.findBody()
    let identifiers = IdentifierFinder.find(in: bytes, frame.body)
    frame.take(identifiers)
    let accessed = AccessedDate.find(in: bytes, frame.body, besides: identifiers.map(\.extent))
    if let accessed, let date = accessed.date {
      frame.result.item.accessed = date
      frame.result.ranges[.accessed] = accessed.extent
    }
    result = frame.result
    holes = FieldTokens.holes(identifiers, accessed)
    let tokens = FieldTokens(bytes, frame.body, identifiers: holes)
    text = ReferenceText(bytes: bytes, tokens: tokens.tokens)
    guard let weights, tokens.count > 0 else { return }
    let attributes = TokenAttributes(tokens)
    var decoder = SequenceDecoder(weights)
    var allowed = attributes.allowed
    if known.count == allowed.count { for index in allowed.indices { allowed[index] &= known[index] } }
    decoder.start(classes: attributes.transitionClasses, allowed: allowed)
    decoder.add { attributes.add(to: &$0) }
    labels = decoder.decode()
    marginals = decoder.marginals()
    // A reference has its authors, title and container in one place each. Few labellings are otherwise, and most of these
    // are wrong.
    if hasScatteredPart, labels.count <= LearnedReading.longestScattered,
      let better = decoder.decode(once: LearnedReading.parts)
    {
      labels = better
    }
    settleJournalStart()
    settleJournalEnd()
    settleTitleThatIsJournal()
    settleTitleThatIsGroup()
    var start = 0
    for index in 1...labels.count where index == labels.count || labels[index] != labels[start] {
      segments.append(Segment(label: FieldLabel(rawValue: labels[start]) ?? .note, tokens: start..<index))
      start = index
    }
  }

  private static let parts: [UInt16] = [
    FieldLabel.author.bit, FieldLabel.title.bit, FieldLabel.journal.bit | FieldLabel.bookTitle.bit,
  ]
  private static let longestScattered = 1 << 11

  private var hasScatteredPart: Bool {
    var over: UInt16 = 0
    var before: UInt16 = 0
    for index in labels.indices where text[index].isWord || text[index].isNumber {
      let bit: UInt16 = 1 << UInt16(labels[index])
      if bit == before { continue }
      for part in LearnedReading.parts {
        if before & part != 0 { over |= part }
        if bit & over & part != 0 { return true }
      }
      before = bit
    }
    return false
  }

  mutating func read() {
    label()
    readNames()
    readDate()
    readTitles()
    readNumbers()
    readImprint()
    setType()
    setConfidence()
  }

  var labeledTokens: [LabeledToken] {
    labels.indices.map { index in
      LabeledToken(
        range: text[index].range, label: FieldLabel(rawValue: labels[index])?.name ?? "note",
        confidence: Double(marginals[index][Int(labels[index])]))
    }
  }

  func segment(_ label: FieldLabel) -> Range<Int>? { segments.first { $0.label == label }?.tokens }

  /// Takes a field down: where it was read, and how probable it is that these tokens, and no others, are it.
  mutating func note(_ field: ReferenceField, _ tokens: Range<Int>, _ label: FieldLabel) {
    guard !tokens.isEmpty else { return }
    result.ranges[field] = text.extent(tokens)
    let lane = Int(label.rawValue)
    var confidence: Float = 1
    for index in tokens { confidence = min(confidence, marginals[index][lane]) }
    // Words beside it may belong to it too; marks make no difference.
    if let before = neighbour(tokens.lowerBound, -1) { confidence = min(confidence, 1 - marginals[before][lane]) }
    if let after = neighbour(tokens.upperBound - 1, 1) { confidence = min(confidence, 1 - marginals[after][lane]) }
    result.confidences[field] = Double(max(0, confidence))
  }

  private func neighbour(_ index: Int, _ step: Int) -> Int? {
    var at = index + step
    while at >= 0, at < text.count, text[at].kind == .mark || text[at].isDash || labels[at] == labels[index] {
      at += step
    }
    return at >= 0 && at < text.count ? at : nil
  }

  /// Without marks at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, isEdge(first) || text.isMark(first, 0x29) || text.isMark(first, 0x5D) {
      range = range.dropFirst()
    }
    while let last = range.last, isEdge(last) || text.isMark(last, 0x28) || text.isMark(last, 0x5B) {
      range = range.dropLast()
    }
    return range
  }

  private func isEdge(_ index: Int) -> Bool {
    let token = text[index]
    return token.isDash || text.isDot(index) || text.isComma(index) || token.isMark(0x3A) || token.isMark(0x3B)
      || token.isMark(0x2A) || token.isMark(0x5F) || token.isMark(0x7C) || token.isMark(0x2F)
  }

  /// Without brackets and quotation marks that are left alone or hold it whole.
  func unwrapped(_ range: Range<Int>) -> Range<Int> {
    var range = trimmed(range)
    var isChanged = true
    // More than this is nothing that anybody wrote.
    var rounds = 0
    while isChanged, rounds < 8, let first = range.first, let last = range.last {
      isChanged = false
      rounds += 1
      let inner = range.dropFirst()
      if text[first].kind == .openQuote || text[first].kind == .closeQuote {
        let closes = inner.filter { text[$0].kind == .closeQuote && text[$0].byte == text[first].byte }
        if closes.isEmpty || closes.last == last || text[first].kind == .closeQuote {
          range = trimmed(closes.last == last ? inner.dropLast() : inner)
          isChanged = true
          continue
        }
      }
      if text[last].kind == .closeQuote || text[last].kind == .openQuote,
        !range.dropLast().contains(where: { text[$0].kind == .openQuote })
      {
        range = trimmed(range.dropLast())
        isChanged = true
        continue
      }
      let opens = range.count { text[$0].isMark(0x28) || text[$0].isMark(0x5B) }
      let closes = range.count { text[$0].isMark(0x29) || text[$0].isMark(0x5D) }
      if text[first].isMark(0x28) || text[first].isMark(0x5B), opens > closes || text[last].isMark(0x29) && opens == 1 {
        range = trimmed(opens > closes ? inner : inner.dropLast())
        isChanged = true
      } else if text[last].isMark(0x29) || text[last].isMark(0x5D), closes > opens {
        range = trimmed(range.dropLast())
        isChanged = true
      }
    }
    return range
  }
}
