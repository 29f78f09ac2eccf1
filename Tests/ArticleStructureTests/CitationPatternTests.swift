import Testing

@testable import ArticleStructure

@Suite("How pages state where an article was published")
struct CitationPatternTests {
  @Test("every pattern reads its examples as they say")
  func examples() throws {
    let patterns = try CitationPatterns.builtin.get()
    for pattern in patterns.headers + patterns.tails {
      #expect(!pattern.examples.isEmpty, "\(pattern.name) has no example")
      for example in pattern.examples {
        var text = example.text
        text.withUTF8 { bytes in
          let found = pattern.read(bytes)
          for (field, value) in example.fields {
            let read = found?.fields[field].map { String(decoding: bytes[$0], as: UTF8.self) }
            #expect(read == value, "\(pattern.name), \(field) of '\(example.text)'")
          }
          #expect(patterns.matching(bytes, place: pattern.place).contains { $0.name == pattern.name })
        }
      }
    }
  }

  @Test("every pattern reads fields that an item has")
  func fields() throws {
    let patterns = try CitationPatterns.builtin.get()
    let known: Set = ["journal", "volume", "issue", "page", "year", "doi", "date"]
    for pattern in patterns.headers + patterns.tails {
      #expect(known.isSuperset(of: pattern.groups), "\(pattern.name)")
    }
  }

  @Test("every group of headings is a kind or a key of a statement")
  func headings() {
    #expect(HeadingList.unknownGroups(PackageResources.headings_txt) == [])
  }
}
