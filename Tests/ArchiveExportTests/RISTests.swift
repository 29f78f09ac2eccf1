import ArchiveExport
import FettleKit
import Testing

@Suite("RIS")
struct RISTests {
  /// The records of a file, each as its lines' tags and values.
  private func records(_ bytes: [UInt8]) -> [[(tag: String, value: String)]] {
    var records: [[(tag: String, value: String)]] = []
    var current: [(tag: String, value: String)] = []
    for line in bytes.split(separator: 0x0A) {
      #expect(line.last == 0x0D)
      let text = String(decoding: line.dropLast(), as: UTF8.self)
      #expect(text.dropFirst(2).hasPrefix("  - "), "\(text)")
      current.append((String(text.prefix(2)), String(text.dropFirst(6))))
      if text.hasPrefix("ER") {
        records.append(current)
        current = []
      }
    }
    #expect(current.isEmpty)
    return records
  }

  private func written(_ item: Item) -> [(tag: String, value: String)] {
    var writer = RISWriter()
    writer.write(item)
    return records(writer.bytes).first ?? []
  }

  @Test("every field of an item is in its record")
  func complete() {
    var item = Item()
    item.type = "article-journal"
    var dam = Name(family: "Dam", given: "M.")
    dam.nonDroppingParticle = "van"
    dam.suffix = "Jr"
    item.author = [dam, Name(literal: "The Tide Group"), Name(family: "Plato")]
    item.editor = [Name(family: "Moon", given: "A.")]
    item.title = "Lunar pull"
    item.containerTitle = "Nature Medicine"
    item.containerTitleShort = "Nat. Med."
    item.collectionTitle = "Series"
    item.volume = "18"
    item.issue = "3"
    item.page = "385–387"
    item.edition = "2"
    item.publisher = "Press"
    item.publisherPlace = "London"
    item.genre = "review"
    item.issued = PartialDate(year: 2012, month: 3)
    item.DOI = "10.1000/a"
    item.ISSN = "1234-5678"
    item.ISBN = "9783161484100"
    item.PMID = "1"
    item.PMCID = "PMC2"
    item.archiveLocation = "arXiv:1706.03762"
    item.URL = "https://example.org"
    item.accessed = PartialDate(year: 2020, month: 5, day: 7)
    item.language = "en"
    item.abstract = "abstract"
    item.note = "note"
    let lines = written(item).map { "\($0.tag) \($0.value)" }
    #expect(
      lines == [
        "TY JOUR", "AU van Dam, M., Jr", "AU The Tide Group", "AU Plato", "ED Moon, A.", "TI Lunar pull",
        "T2 Nature Medicine",
        "J2 Nat. Med.", "T3 Series", "VL 18", "IS 3", "SP 385", "EP 387", "ET 2", "PB Press", "CY London", "M3 review",
        "PY 2012", "DA 2012/03/", "DO 10.1000/a", "SN 1234-5678", "SN 9783161484100", "AN 1", "C2 PMC2",
        "UR https://example.org", "Y2 2020/05/07", "LA en", "AB abstract", "N1 arXiv:1706.03762", "N1 note", "ER ",
      ])
  }

  @Test("types become the specification's, and editors of parts are second authors")
  func types() {
    let types = [
      "article-journal": "JOUR", "book": "BOOK", "chapter": "CHAP", "paper-conference": "CPAPER", "thesis": "THES",
      "report": "RPRT", "webpage": "ELEC", "dataset": "DATA", "article": "UNPB", "document": "GEN",
    ]
    for (type, tag) in types {
      var item = Item()
      item.type = type
      item.editor = [Name(family: "Moon", given: "A.")]
      let record = written(item)
      #expect(record.first?.tag == "TY" && record.first?.value == tag)
      #expect(record.last?.tag == "ER")
      #expect(record[1].tag == (type == "chapter" || type == "paper-conference" ? "A2" : "ED"))
    }
    #expect(written(Item()).map(\.tag) == ["TY", "ER"])
  }

  @Test("a string that looks like lines of its own stays one line")
  func hostile() {
    for text in ["a\r\nER  - \r\nTY  - BOOK", "\nTY  - JOUR", "\u{0}\u{1B}[31m", "ER  - ", "a,b,c", "\u{2028}x", "}{"] {
      var item = Item()
      item.title = text
      item.author = [Name(family: text, given: text)]
      item.page = text
      let record = written(item)
      #expect(record.map(\.tag) == ["TY", "AU", "TI", "SP", "ER"])
      #expect(record[1].value.filter { $0 == "," }.count == 1)
      #expect(record[2].value.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }
  }

  @Test("an item of which nothing could be read says what was printed")
  func unread() {
    var writer = RISWriter()
    writer.write(Item(), raw: "[6] unreadable")
    #expect(records(writer.bytes).first?.map(\.value) == ["GEN", "[6] unreadable", ""])
  }
}
