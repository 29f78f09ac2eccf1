import FettleKit
import PageMetadata
import PageZones

/// Stage `content`: tells, block by block, what of an HTML page is the article. Plain text passes through.
public struct ContentStage: Stage {
  static let name = "content"

  /// What is believed of blocks.
  private enum Judge: Sendable {
    case rules
    case model(ContentModel)
  }

  private let judge: Judge

  /// - Throws: `Diagnostics` where the model that comes with the stage is broken.
  public init(options: StageOptions) throws(Diagnostics) {
    if options.string("judge", default: "model") == "rules" {
      judge = .rules
    } else if let model = ContentModel.builtin {
      judge = .model(model)
    } else {
      throw Diagnostics([Diagnostic("the model of the stage 'content' is broken; reinstall Fettle")])
    }
  }

  public func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    guard let markup = document.markup, !document.blocks.isEmpty else { return }
    let zones = ReferenceZones.find(for: &document)
    let isScholarly =
      ScholarlyPage.isScholarly(markup) || zones.contains { $0.count >= 10 } || ArXivStamp.isAlone(in: document)
    document.markup?.kind = isScholarly ? .scholarly : .general
    let features = Features(document, markup)
    var beliefs: [Float] =
      switch judge {
      case .rules: ContentRules.beliefs(of: features)
      case .model(let model): model.probabilities(of: features)
      }
    for index in beliefs.indices where features.isOfAnotherPost(index) { beliefs[index] = 0 }
    let isArticle: [Bool] =
      if isScholarly {
        beliefs.map { $0 >= ContentStage.scholarlyThreshold }
      } else if case .rules = judge {
        beliefs.map { $0 >= ContentStage.threshold }
      } else {
        ArticleSelection.chosen(beliefs, lengths: features.lengths)
      }
    let reasons = RemovalReasons.builtin
    for index in document.blocks.indices where !isArticle[index] && document.blocks[index].isKept {
      if index == features.title.block || (isScholarly && zones.contains { $0.contains(index) }) { continue }
      document.blocks[index].outcome = .removed(
        reasons.reason(for: document.blocks[index], features.texts[index], features.elements))
    }
    if !isScholarly {
      let kept = document.blocks.indices.filter { document.blocks[$0].isKept && $0 != features.title.block }
      for index in RepeatedText.find(among: kept, features.texts) {
        document.blocks[index].outcome = .removed(reasons.repeated)
      }
    }
    if !isScholarly, features.title.block >= 0 {
      let title = document.blocks[features.title.block].text.string
      document.item.title = title
      document.blocks[features.title.block].outcome = .title
    }
  }

  /// What a block must be believed with to stay, where rules alone judge.
  private static let threshold: Float = 0.5
  /// On pages of journals less: bylines, citations and reference lists are no prose, and the stages behind this one know them.
  private static let scholarlyThreshold: Float = 0.03
}

/// Tells pages of journals and archives from others.
enum ScholarlyPage {
  static func isScholarly(_ markup: PageMarkup) -> Bool {
    markup.statements.contains { statement in
      switch statement.kind {
      case .meta:
        statement.name.hasPrefix("citation_title") || statement.name == "citation_doi"
          || statement.name == "citation_journal_title" || statement.name == "prism.doi"
          || statement.name == "dc.identifier" && statement.value.contains("10.")
      case .linkedData: statement.value.contains("ScholarlyArticle\"")
      default: false
      }
    }
  }
}
