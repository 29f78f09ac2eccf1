import FettleKit
import Ingest
import TestSupport

@testable import ReferenceNormalization

/// Reference lists that were written for these tests, and the page around them.
enum WrittenList {
  static let entries = WrittenReferences.entries
  static let prose = WrittenReferences.prose

  /// An article with the list at its end.
  static func page(_ list: String, heading: String = "References\n\n", behind: String = "") -> String {
    "On Brown Water\n\n" + prose.joined(separator: "\n\n") + "\n\n" + heading + list + "\n" + behind
  }

  static func document(_ text: String) throws -> Document {
    try Ingest.document(bytes: Array(text.utf8), path: "page.txt")
  }

  /// What the stage makes of a page. The ledger is checked.
  static func processed(_ text: String) throws -> Document {
    var document = try document(text)
    try ReferencesStage(options: StageOptions()).process(&document, in: StageContext())
    _ = try Ledger.check(document)
    return document
  }

  /// An invented entry in one of the usual styles; its number is in its title, so that no two are alike.
  static func entry(_ number: Int, style: Int, using random: inout SplitMix) -> String {
    func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }
    let families = [
      "Abel", "Bernstein", "Curie", "Dubois", "Eriksen", "Fontaine", "Gupta", "Haber", "Ito", "Jansen", "Kova\u{10D}",
    ]
    let letters = ["A", "B", "C", "E", "F", "H", "J", "K", "L", "M", "R", "S", "T", "W"]
    let names = (0..<Int.random(in: 1...4, using: &random)).map { _ in (pick(families), pick(letters), pick(letters)) }
    let title =
      pick(["Transport of", "Notes on", "The origin of", "Slow decay in", "A method for"]) + " "
      + pick(["silt", "river ice", "proteins", "thin films", "dark matter"]) + " "
      + pick(["under load", "in winter", "at low pressure", "and its limits"]) + ", part \(number)"
    let journal = pick(["Nature", "J. Phys. Chem.", "Phys. Rev. Lett.", "Water Res.", "Ann. Phys."])
    let volume = Int.random(in: 1...400, using: &random)
    let page = Int.random(in: 1...2000, using: &random)
    let last = page + Int.random(in: 1...40, using: &random)
    let year = Int.random(in: 1950...2023, using: &random)
    switch style {
    case 0:
      let authors = names.map { "\($0.0), \($0.1). \($0.2)." }.joined(separator: ", ")
      return "\(authors) \(title). \(journal) \(volume), \(page)\u{2013}\(last) (\(year))."
    case 1:
      let authors = names.map { "\($0.0) \($0.1)\($0.2)" }.joined(separator: ", ")
      return "\(authors). \(title). \(journal) \(year);\(volume):\(page)-\(last)."
    default:
      let authors = names.map { "\($0.0), \($0.1).\($0.2)." }.joined(separator: ", ")
      return "\(authors) (\(year)). \(title). \(journal), \(volume), \(page)\u{2013}\(last)."
    }
  }
}
