import FettleKit
import Foundation
import PageZones
import Testing

@Suite("The labels of link crumbs")
struct CrumbLabelsTests {
  private static let lines: [String] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/PageZones/Data/link-crumbs.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }()

  @Test("are found behind a reference, in brackets", arguments: lines.filter { !$0.hasPrefix("=") })
  func behind(line: String) {
    let label = line.hasPrefix("~") ? String(line.dropFirst()) : line
    let crumbs = LinkCrumbs.find(in: Array("Smith, J. Nature 5, 3 (2001). [\(label)]".utf8)[...])
    #expect(crumbs.links.map(\.label).joined(separator: " ") == label)
    #expect(LinkCrumbs.links(ofLine: Array(label.utf8)[...])?.isEmpty == false)
  }

  @Test("are known on a line of their own, in capitals or not", arguments: lines)
  func alone(line: String) {
    let label = line.hasPrefix("~") || line.hasPrefix("=") ? String(line.dropFirst()) : line
    #expect(LinkCrumbs.isOnlyCrumbs(Array(label.utf8)[...]))
    #expect(LinkCrumbs.isOnlyCrumbs(Array(label.uppercased().utf8)[...]))
    #expect(LinkCrumbs.isOnlyCrumbs(Array("[\(label)], Google Scholar".utf8)[...]))
  }

  @Test("that count only in lines are left to the reference: a publisher is one of its parts")
  func lineOnly() {
    let text = "Smith, J. A title (Wiley, New York, 2001). Wiley"
    let crumbs = LinkCrumbs.find(in: Array((text + " Google Scholar").utf8)[...])
    #expect(crumbs.ranges == [text.utf8.count..<(text.utf8.count + 15)])
    #expect(LinkCrumbs.links(ofLine: Array("Wiley".utf8)[...]) == nil)
  }

  @Test("stand in the file once")
  func doubles() {
    let labels = Self.lines.map { $0.drop { $0 == "~" || $0 == "=" }.lowercased() }
    #expect(labels.count > 100)
    #expect(Set(labels).count == labels.count)
  }
}
