import FettleKit
import Ingest
import TestSupport

@testable import PageZones

/// Pages that were written for these tests; the entries are of real and invented works.
enum Pages {
  static let entries = WrittenReferences.entries
  static let prose = WrittenReferences.prose

  static func document(_ text: String) throws -> Document {
    try Ingest.document(bytes: Array(text.utf8), path: "page.txt")
  }

  /// The texts of the zones' blocks.
  static func zones(_ text: String) throws -> [[String]] {
    let document = try document(text)
    return ReferenceZones.find(in: document).map { zone in zone.map { document.blocks[$0].text.string } }
  }
}
