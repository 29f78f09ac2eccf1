import FettleKit
import Foundation
import ReferenceNormalization
import Testing

@Suite("The data files of the parser")
struct DataFileTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources/ReferenceNormalization/Data")

  private static func lines(_ name: String) -> [String] {
    let text = (try? String(contentsOf: folder.appendingPathComponent(name + ".txt"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }

  @Test("every particle stays with its family name", arguments: lines("name-particles"))
  func particles(particle: String) {
    let item = ReferenceParser().parse(Array("Smith, J. & \(particle) Boer, A. Nature 5, 3 (2001).".utf8)).item
    let name = item.author.last
    #expect((name?.nonDroppingParticle.map { $0 + " " } ?? "") + (name?.family ?? "") == "\(particle) Boer")
  }

  @Test("every archive's identifiers are read", arguments: lines("arxiv-archives"))
  func archives(archive: String) {
    let item = ReferenceParser().parse(Array("J. Smith, Phys. Rev. D 5, 3 (1999) [\(archive)/9912345].".utf8)).item
    #expect(item.archiveLocation == "arXiv:\(archive)/9912345")
  }

  @Test("every suffix is one", arguments: lines("name-suffixes"))
  func suffixes(suffix: String) {
    let item = ReferenceParser().parse(Array("Smith, J., \(suffix), & Boer, A. (2001). A title. Nature, 5, 3.".utf8))
      .item
    #expect(item.author.first?.suffix == suffix)
    #expect(item.author.count == 2)
  }

  @Test(
    "no list says a thing twice",
    arguments: ["group-words", "publishers", "places", "event-words", "journal-leads", "journal-links"])
  func doubles(name: String) {
    let lines = Self.lines(name)
    #expect(!lines.isEmpty)
    #expect(Set(lines).count == lines.count)
  }
}
