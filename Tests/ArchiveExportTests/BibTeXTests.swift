import ArchiveExport
import FettleKit
import TestSupport
import Testing

/// Enough of BibTeX's grammar to read back what was written: entries, keys, and fields in braces or bare words.
struct BibTeXEntry {
  var kind = ""
  var key = ""
  var fields: [(name: String, value: String)] = []

  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// Braces are counted as BibTeX does, behind a backslash too.
  static func read(_ bytes: [UInt8]) throws -> [BibTeXEntry] {
    var reader = Reader(bytes: bytes)
    var entries: [BibTeXEntry] = []
    while reader.skipSpace() { entries.append(try reader.entry()) }
    return entries
  }

  struct Malformed: Error { var at: Int }

  private struct Reader {
    let bytes: [UInt8]
    var at = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func skipSpace() -> Bool {
      while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
      return at < bytes.count
    }

    mutating func take(_ byte: Character) throws {
      _ = skipSpace()
      guard at < bytes.count, bytes[at] == byte.asciiValue else { throw Malformed(at: at) }
      at += 1
    }

    mutating func word() -> String {
      _ = skipSpace()
      let start = at
      while at < bytes.count, !Array("{},= \n".utf8).contains(bytes[at]) { at += 1 }
      return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    mutating func entry() throws -> BibTeXEntry {
      var entry = BibTeXEntry()
      try take("@")
      entry.kind = word()
      try take("{")
      entry.key = word()
      while skipSpace(), bytes[at] == 0x2C {
        at += 1
        let name = word()
        try take("=")
        _ = skipSpace()
        guard at < bytes.count, bytes[at] == UInt8(ascii: "{") else {
          entry.fields.append((name, word()))
          continue
        }
        var depth = 0
        let start = at + 1
        repeat {
          guard at < bytes.count else { throw Malformed(at: at) }
          if bytes[at] == UInt8(ascii: "{") { depth += 1 }
          if bytes[at] == UInt8(ascii: "}") { depth -= 1 }
          at += 1
        } while depth > 0
        entry.fields.append((name, String(decoding: bytes[start..<(at - 1)], as: UTF8.self)))
      }
      try take("}")
      return entry
    }
  }

  /// What TeX prints: escapes undone, grouping braces gone.
  static func plain(_ value: String) -> String {
    var text = value
    for (written, meant) in [
      ("\\textbackslash{}", "\u{1}"), ("\\textbraceleft{}", "\u{2}"), ("\\textbraceright{}", "\u{3}"),
      ("\\textasciitilde{}", "~"), ("\\textasciicircum{}", "^"), ("\\$", "$"), ("\\&", "&"), ("\\%", "%"), ("\\#", "#"),
      ("\\_", "_"), ("{", ""), ("}", ""), ("\u{1}", "\\"), ("\u{2}", "{"), ("\u{3}", "}"),
    ] {
      text = text.split(separator: written, omittingEmptySubsequences: false).joined(separator: meant)
    }
    return text
  }
}

@Suite("BibTeX")
struct BibTeXTests {
  private func entries(_ items: Item..., hasEtAl: Bool = false) throws -> [BibTeXEntry] {
    var writer = BibTeXWriter()
    for item in items { writer.write(item, hasEtAl: hasEtAl) }
    return try BibTeXEntry.read(writer.bytes)
  }

  private func article(
    _ family: String = "Wang", _ year: Int = 2012, title: String? = "Sleep and DNA in Drosophila of the sea"
  )
    -> Item
  {
    var item = Item()
    item.type = "article-journal"
    item.author = [Name(family: family, given: "Y.")]
    item.title = title
    item.issued = PartialDate(year: year, month: 3, day: 5)
    return item
  }

  @Test("every field of an item is in its entry, under the name that readers expect")
  func complete() throws {
    var item = article()
    item.editor = [Name(literal: "The Tide Group")]
    item.containerTitle = "Nature Medicine"
    item.containerTitleShort = "Nat. Med."
    item.collectionTitle = "Series"
    item.volume = "18"
    item.issue = "3"
    item.page = "385–387"
    item.edition = "2"
    item.publisher = "Press"
    item.publisherPlace = "London"
    item.DOI = "10.1000/a_b%2"
    item.ISSN = "1234-5678"
    item.ISBN = "9783161484100"
    item.PMID = "1"
    item.PMCID = "PMC2"
    item.URL = "https://example.org/~a_b?c=1&d={e}"
    item.accessed = PartialDate(year: 2020, month: 5, day: 7)
    item.archiveLocation = "arXiv:1706.03762"
    item.language = "en"
    item.note = "note"
    item.abstract = "abstract"
    let entry = try #require(try entries(item, hasEtAl: true).first)
    #expect(entry.kind == "article")
    #expect(entry.key == "wang2012sleep")
    let expected = [
      "author": "Wang, Y. and others", "editor": "{The Tide Group}",
      "title": "Sleep and {DNA} in {Drosophila} of the sea",
      "journal": "Nature Medicine", "shortjournal": "Nat. Med.", "series": "Series", "volume": "18", "number": "3",
      "pages": "385--387", "edition": "2", "publisher": "Press", "address": "London", "year": "2012", "month": "mar",
      "day": "5", "doi": "10.1000/a_b%2", "issn": "1234-5678", "isbn": "9783161484100", "pmid": "1", "pmcid": "PMC2",
      "eprint": "1706.03762", "archiveprefix": "arXiv", "url": "https://example.org/~a_b?c=1&d=%7Be%7D",
      "urldate": "2020-05-07", "language": "en", "note": "note", "abstract": "abstract",
    ]
    for (name, value) in expected { #expect(entry[name] == value, "\(name)") }
    #expect(entry.fields.count == expected.count)
  }

  @Test("types become entry types, with the fields that those have")
  func kinds() throws {
    let kinds = [
      "article-journal": "article", "book": "book", "chapter": "incollection", "paper-conference": "inproceedings",
      "thesis": "phdthesis", "report": "techreport", "webpage": "misc", "dataset": "misc", "article": "misc",
    ]
    for (type, kind) in kinds {
      var item = article()
      item.type = type
      item.containerTitle = "Container"
      item.publisher = "Publisher"
      let entry = try #require(try entries(item).first)
      #expect(entry.kind == kind, "\(type)")
      #expect(entry.fields.contains { $0.value == "Container" } && entry.fields.contains { $0.value == "Publisher" })
    }
    var item = article()
    item.type = "thesis"
    item.genre = "Master's thesis"
    #expect(try entries(item).first?.kind == "mastersthesis")
  }

  @Test("keys depend on the items and their order alone, and no two are the same")
  func keys() throws {
    let written = try entries(
      article(), article(), article("Müller-Łódź", 1999, title: nil), article("王", 2001, title: nil), Item(), Item(),
      article("Øre", 2003, title: "The Über-Alles of it"))
    #expect(
      written.map(\.key) == [
        "wang2012sleep", "wang2012sleep-2", "mullerlodz1999", "anon2001", "reference", "reference-2", "ore2003alles",
      ])
  }

  @Test("names with particles, suffixes, commas and an \"and\" stay whole")
  func names() throws {
    var item = Item()
    var dam = Name(family: "Dam", given: "M.")
    dam.nonDroppingParticle = "van"
    dam.suffix = "Jr"
    item.author = [
      dam, Name(literal: "Black and White, Ltd."), Name(family: "Rock and Roll", given: "A, B"), Name(family: "others"),
      Name(family: "Plato"),
    ]
    let entry = try #require(try entries(item).first)
    #expect(
      entry["author"]
        == "van Dam, Jr, M. and {Black and White, Ltd.} and {Rock and Roll}, {A, B} and {others} and Plato")
  }

  @Test("a title in capitals keeps them")
  func capitals() throws {
    for (title, written) in [
      ("THE WHOLE Title: of mRNA in β-Catenin", "{THE} {WHOLE} Title: of {mRNA} in {β-Catenin}"),
      ("The Art of Computer Programming", "The Art of Computer Programming"),
      ("On the old genes of Drosophila, in Élan", "On the old genes of {Drosophila,} in {Élan}"),
      ("Genes of Drosophila", "Genes of Drosophila"), ("", nil), (" a  b ", " a  b "), ("漢字 of X", "漢字 of X"),
    ] {
      #expect(try entries(article(title: title)).first?["title"] == written)
    }
  }

  @Test("whatever a string holds, the file can be read, and says the same")
  func hostile() throws {
    let hostile = [
      "}}}{{{", "\\", "\\input{/etc/passwd}", "100% of $5 & #1_2^3~4", "a\nb\r\n\u{0}c", "@article{x, title = {y}}",
      "{", "}",
      "\\\\}", "\u{202E}x", "…\u{1F469}\u{200D}\u{1F52C}", "\"quoted\"", ", and others", "%",
    ]
    var random = SplitMix(seed: 7)
    for round in 0..<200 {
      let parts = (0..<4).map { _ in hostile[Int(random.next() % UInt64(hostile.count))] }
      let text = round < hostile.count ? hostile[round] : parts.joined(separator: round % 2 == 0 ? " " : "")
      var item = Item()
      item.type = text
      item.title = text
      item.author = [Name(family: text, given: text), Name(literal: text)]
      item.containerTitle = text
      item.page = text
      item.DOI = text
      item.URL = text
      item.archiveLocation = "arXiv:" + text
      let read = try entries(item, item)
      #expect(read.count == 2)
      let meant = String(decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
      #expect(BibTeXEntry.plain(try #require(read[0]["howpublished"])) == meant)
      #expect(BibTeXEntry.plain(try #require(read[0]["title"])) == meant)
      #expect(!(read[0]["doi"] ?? "").contains { "{}\\".contains($0) })
      #expect(read[0].key.utf8.allSatisfy { $0 < 0x80 && $0 > 0x20 })
    }
  }

  @Test("an item of which nothing could be read says what was printed")
  func unread() throws {
    var writer = BibTeXWriter()
    writer.write(Item(), raw: "[6] 50 % {?")
    let entry = try #require(try BibTeXEntry.read(writer.bytes).first)
    #expect(entry.kind == "misc")
    #expect(BibTeXEntry.plain(entry["note"] ?? "") == "[6] 50 % {?")
  }
}
