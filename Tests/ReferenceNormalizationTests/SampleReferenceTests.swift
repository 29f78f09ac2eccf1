import FettleKit
import Foundation
import ReferenceNormalization
import Testing

/// The sample that lies beside the repository, where there is one.
enum Shared {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared")
  static let expected: URL? = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("seed").path)) ?? []
    return files.sorted().first { $0.hasSuffix(".expected.json") }.map {
      folder.appendingPathComponent("seed").appendingPathComponent($0)
    }
  }()
}

@Suite("The references of the sample article")
struct SampleReferenceTests {
  private struct Expected: Decodable {
    struct Person: Decodable {
      var family: String
      var given: String
    }
    struct Entry: Decodable {
      var raw: String
      var type: String
      var authors: [Person]
      var etAl: Bool
      var title: String?
      var container: String?
      var containerShort: String?
      var volume: String?
      var pageFirst: String?
      var pageLast: String?
      var year: Int
      var DOI: String?

      enum CodingKeys: String, CodingKey {
        case raw, type, authors, etAl, title, volume, year, DOI
        case container = "container-title"
        case containerShort = "container-title-short"
        case pageFirst = "page-first"
        case pageLast = "page-last"
      }
    }
    var references: [Entry]
  }

  @Test(
    "every expected field is read, and no other",
    .enabled(if: Shared.expected != nil, "the shared sample is not beside the repository"))
  func sample() throws {
    let file = try #require(Shared.expected)
    let expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: file))
    #expect(expected.references.count == 12)
    for entry in expected.references {
      let parsed = ReferenceParser().parse(Array(entry.raw.utf8))
      let item = parsed.item
      #expect(item.type == entry.type, "\(entry.raw)")
      #expect(item.author.map(\.family) == entry.authors.map(\.family), "\(entry.raw)")
      #expect(item.author.map(\.given) == entry.authors.map(\.given), "\(entry.raw)")
      #expect(parsed.hasEtAl == entry.etAl, "\(entry.raw)")
      #expect(item.title == entry.title, "\(entry.raw)")
      #expect(item.containerTitle == entry.container, "\(entry.raw)")
      #expect(item.containerTitleShort == entry.containerShort, "\(entry.raw)")
      #expect(item.volume == entry.volume, "\(entry.raw)")
      let pages = entry.pageFirst.map { first in entry.pageLast.map { first + "–" + $0 } ?? first }
      #expect(item.page == pages, "\(entry.raw)")
      #expect(item.issued?.year == entry.year, "\(entry.raw)")
      #expect(item.DOI == entry.DOI, "\(entry.raw)")
    }
  }
}
