import FettleKit

/// One string on its way through the rules.
struct ReferenceReading {
  let bytes: [UInt8]
  var result = ParsedReference()
  var body: Range<Int>
  var text: ReferenceText
  var yearTokens: Range<Int>?
  var authors = AuthorList(end: 0, namesEnd: 0)

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    body = 0..<bytes.count
    text = ReferenceText(bytes: bytes, tokens: [])
  }

  mutating func read() {
    findBody()
    let identifiers = IdentifierFinder.find(in: bytes, body)
    take(identifiers)
    let accessed = AccessedDate.find(in: bytes, body, besides: identifiers.map(\.extent))
    var holes = identifiers.map(\.extent)
    if let accessed {
      result.item.accessed = accessed.date
      if accessed.date != nil { result.ranges[.accessed] = accessed.extent }
      holes.append(accessed.extent)
      holes.sort { $0.lowerBound < $1.lowerBound }
    }
    text = ReferenceText(bytes: bytes, tokens: Tokenizer.tokens(of: bytes, in: body, without: holes))
    guard text.count > 0 else { return finish() }
    let start = pastRepeatedAuthor()
    authors = AuthorList.read(text, from: start)
    takeAuthors(from: start)
    let titleStart = readYear(at: authors.end, hasAuthors: !authors.names.isEmpty)
    readRest(from: titleStart)
    finish()
  }

  private mutating func finish() {
    if result.item.type == nil { result.item.type = ItemType.of(result.item, text, TitleSplit(), hasVolume: false) }
    result.confidence = Confidence.of(result)
  }
}
