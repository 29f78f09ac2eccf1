import FettleKit

extension CitationReader {
  /// The longest first: "published online" says more than "published".
  private static let published = WordLists.builtin("published").sorted { ($0.utf8.count, $1) > ($1.utf8.count, $0) }
    .map { TextKey.key($0) }

  /// Blocks in which a date is looked for whose line has no number.
  private static let dateBlocks = 3

  /// By byte: whether one of them begins with it.
  private static let publishedBytes: [Bool] = (0...255).map { byte in published.contains { $0.first == byte } }

  func readDates(into citation: inout Citation) {
    var window = Window()
    let firstBytes = CitationReader.publishedBytes
    if let title, title.lead > 0,
      let date = DateReader.first(in: page.bytes(title.blocks.lowerBound).head(title.lead))
    {
      citation.years.vote(String(date.year), 3)
      citation.dates.append(date)
    }
    for index in 0..<page.count where page.facts[index].flags.intersection([.short, .zone, .related]) == .short {
      let fact = page.facts[index]
      guard fact.words > 0, fact.length < 330,
        CitationReader.beginsAsDate(fact.first)
          || fact.length < 160 && fact.flags.contains(.digit) && near.contains(index),
        // A date has a year.
        (index..<min(page.count, index + CitationReader.dateBlocks)).contains(where: {
          page.facts[$0].mayHold(ByteClass.digit)
        }),
        var weight = dateWeight(index, firstBytes) ?? (isDateAlone(index) ? 1 : nil)
      else { continue }
      if !near.contains(index) { weight = index < page.firstZone ? weight - 1 : 1 }
      let date: PartialDate?
      if fact.flags.contains(.digit) {
        date = DateReader.first(in: CitationReader.behindPublished(page.bytes(index)))
      } else {
        date = window.withText(page, from: index, blocks: CitationReader.dateBlocks, bytes: 60) { text, _ in
          DateReader.first(in: text)
        }
      }
      guard let date else { continue }
      citation.years.vote(String(date.year), weight)
      if date.month != nil, weight >= 2 { citation.dates.append(date) }
    }
  }

  /// The first letters of "published", "first published", "online", "date", "issue", "veröffentlicht", "arXiv", "copyright",
  /// "received"; and some signs.
  private static func beginsAsDate(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "p"), UInt8(ascii: "f"), UInt8(ascii: "o"), UInt8(ascii: "d"), UInt8(ascii: "i"),
      UInt8(ascii: "v"), UInt8(ascii: "a"), UInt8(ascii: "c"), 0xE2, UInt8(ascii: "r"),
      UInt8(ascii: "e"):
      true
    default: false
    }
  }

  /// How much a line's beginning says that a date of publication follows.
  ///
  /// - Parameter firstBytes: `publishedBytes`.
  private func dateWeight(_ index: Int, _ firstBytes: [Bool]) -> Int? {
    let text = page.bytes(index)
    let key = page.key(index)
    let first = page.facts[index].first
    let isCopyright = first == 0xC2 && text.count > 1 && text[1] == 0xA9 || first == UInt8(ascii: "C")
    let byte = key.first ?? 0
    if firstBytes[Int(byte)],
      let label = CitationReader.published.first(where: { key.begins(with: $0) })
    {
      return label == CitationReader.publishedAlone || label.starts(with: "firstpublished".utf8) ? 3 : 2
    }
    if isCopyright, first == 0xC2 || key.begins(with: "copyright") { return 2 }
    if key.begins(with: "arxiv") { return 3 }
    // A key is searched much faster than a text in any case.
    if page.facts[index].mayHold(ByteClass.colon), key.holds("published"),
      CitationReader.place(of: "published:", in: text) != nil
    {
      return 2
    }
    if text.count >= 160 || !key.holds("online") { return nil }
    // "(Received 18 December 2008; accepted 18 December 2008; online 20 December 2008)"
    if key.holds("received"), CitationReader.place(of: "received", in: text) != nil,
      CitationReader.place(of: "online ", in: text) != nil
    {
      return 2
    }
    // "Research articleFirst published online May 5, 2020": glued to what stands before it.
    return near.contains(index) && key.holds("publishedonline")
      && CitationReader.place(of: "published online", in: text) != nil ? 2 : nil
  }

  /// "5 May 2020", soon behind the title and nothing else in its line: when the article came out, where nothing says it better.
  private func isDateAlone(_ index: Int) -> Bool {
    let fact = page.facts[index]
    guard (8...24).contains(fact.length), (1...3).contains(fact.words), fact.flags.contains(.digit),
      let end = title?.blocks.upperBound, index >= end, index < end + 12
    else { return false }
    return DateReader.isDay(page.bytes(index))
  }

  private static let publishedAlone = Array("published".utf8)

  /// "Received: …; Accepted: …; Published: …": what begins with the last.
  private static func behindPublished(_ text: Bytes) -> Bytes {
    if place(of: "received", in: text) != nil,
      let at = place(of: "published:", in: text) ?? place(of: "online ", in: text)
    {
      return text.tail(at)
    }
    return place(of: "published online", in: text).map { text.tail($0) } ?? text
  }

  /// Where the literal, which is small, stands in any case.
  private static func place(of literal: StaticString, in text: Bytes) -> Int? {
    let length = literal.utf8CodeUnitCount
    guard text.count >= length else { return nil }
    let first = literal.utf8Start[0]
    for start in 0...(text.count - length) where text[start] | 0x20 == first {
      // A static string's bytes are there for good, and `length` of them are read.
      if (1..<length).allSatisfy({ text[start + $0] | 0x20 == literal.utf8Start[$0] }) { return start }
    }
    return nil
  }
}
