import FettleKit

extension Expectation {
  /// What bounds are counted in.
  public enum Unit: Sendable {
    /// 0 to 1.
    case share
    /// Whole things.
    case count
    /// No bounds: names of what must be there.
    case fields
  }

  /// What a contract can be about; the raw value is the word of a pipeline file.
  public enum Measure: String, Sendable, CaseIterable {
    case removedShare = "removed-share"
    case words
    case wordsLost = "words-lost"
    case headings
    case headingsLost = "headings-lost"
    case references
    case referencesLost = "references-lost"
    case referenceConfidence = "reference-confidence"
    case figures
    case undecodableBytes = "undecodable-bytes"
    case fields

    public var unit: Unit {
      switch self {
      case .removedShare, .referenceConfidence: .share
      case .fields: .fields
      default: .count
      }
    }

    /// One or two sentences, for schema and help.
    public var help: String {
      switch self {
      case .removedShare: "How much of the text that a reader sees was removed, as a share of its bytes."
      case .words: "How many words the article's kept blocks have."
      case .wordsLost:
        "How many words stand in removed paragraphs: removed blocks of 25 words or more, most of which begin with a small "
          + "letter. Menus and lists of links are none."
      case .headings: "How many headings the article has."
      case .headingsLost:
        "How many headings were removed while the paragraph under them stayed: a removed heading or name of a section "
          + "('Methods'), with a kept paragraph as the next block."
      case .references: "How many references were found."
      case .referencesLost:
        "How many entries of the page's reference list are no reference of the record: blocks in the list that have a year, "
          + "and initials, pages or a DOI, that were removed or stayed in the body, and that don't begin as a reference does."
      case .referenceConfidence: "How sure the parser is of the references' fields, on average; 1 where there are none."
      case .figures: "How many figures and tables were found."
      case .undecodableBytes: "How many bytes of the file couldn't be decoded."
      case .fields: "What must be known of the article itself."
      }
    }

    /// What was found, in words.
    func sentence(_ found: String) -> String {
      switch self {
      case .removedShare: "\(found) of the text was removed"
      case .words: "the article has \(found) words"
      case .wordsLost: "\(found) words stand in removed paragraphs"
      case .headings: "the article has \(found) headings"
      case .headingsLost: "\(found) headings were removed from above text that stayed"
      case .references: "\(found) references were found"
      case .referencesLost: "\(found) entries of the reference list are in no reference"
      case .referenceConfidence: "the references' mean confidence is \(found)"
      case .figures: "\(found) figures and tables were found"
      case .undecodableBytes: "\(found) bytes couldn't be decoded"
      case .fields: ""
      }
    }

    /// The measure of a finished document; 0 for `.fields`.
    func value(of document: borrowing Document, _ balance: Balance) -> Double {
      switch self {
      case .removedShare:
        let visible = balance.kept + balance.removed
        return visible == 0 ? 0 : Double(balance.removed) / Double(visible)
      case .words: return Double(Losses.words(document))
      case .wordsLost: return Double(Losses.wordsLost(document))
      case .headings: return Double(Losses.headings(document))
      case .headingsLost: return Double(Losses.headingsLost(document))
      case .references: return Double(document.references.count)
      case .referencesLost: return Double(Losses.referencesLost(document))
      case .referenceConfidence:
        // Added in the order of the list: the sum of the same numbers is the same on every machine.
        let sum = document.references.reduce(0) { $0 + $1.confidence }
        return document.references.isEmpty ? 1 : sum / Double(document.references.count)
      case .figures: return Double(document.figures.count)
      case .undecodableBytes: return document.quality["undecodable-bytes"]?.number ?? 0
      case .fields: return 0
      }
    }
  }
}
