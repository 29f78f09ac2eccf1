import Digest
import FettleKit
import Foundation
import PipelineFile
import PipelineRunner
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

  @Test("the fingerprint of FettleKit names the sources and the version that there are")
  func fingerprint() throws {
    let folder = GeneratedFileTests.root.appending(path: "Sources/FettleKit").path
    var code: [UInt8] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where name.hasSuffix(".swift") {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder + "/" + name)))
      for line in bytes.split(separator: 0x0A) where !line.drop(while: { $0 == 0x20 }).starts(with: "//".utf8) {
        code += line.filter { $0 != 0x20 && $0 != 0x09 }
      }
    }
    let lines = StageLibrary.fingerprint.split(separator: "\n")
    #expect(
      lines.contains("sources \(SHA256.hexadecimal(of: code).prefix(16))"),
      "FettleKit's sources are others than Sources/CKitFingerprint/sources.h says; Scripts/docs writes it anew")
    #expect(
      lines.contains("FettleKit \(FettleVersion.current)"), "Sources/CKitFingerprint/fingerprint.h has another version")
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
