import FettleKit
import Foundation
import PipelineFile
import Testing

@testable import fettle

@Suite("Pages and schemas that are made from the program")
struct GeneratedFileTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func written(_ path: String) -> [UInt8]? {
    (try? Data(contentsOf: GeneratedFileTests.root.appending(path: path))).map { [UInt8]($0) }
  }

  @Test("the schemas are those that the program prints", arguments: SchemaCommand.Name.allCases)
  func schemas(_ name: SchemaCommand.Name) {
    let path = "Schemas/\(name.rawValue).schema.json"
    #expect(written(path) == SchemaCommand.bytes(of: name), "\(path) is out of date; Scripts/docs writes it anew")
  }

  @Test("the pages on stages and rules say what the manifests say")
  func pages() {
    let manifests = builtInStages.map { $0.manifest }
    let pages = [
      "Docs/stages.md": ManifestMarkdown().page(manifests), "Docs/rules.md": ManifestMarkdown().rules(manifests),
    ]
    for (path, page) in pages {
      #expect(written(path) == Array(page.utf8), "\(path) is out of date; Scripts/docs writes it anew")
    }
  }
}
