import FettleKit
import PageMetadata

/// Stage `structure`: finds out what the kept blocks of a page are, and what the page says of the article.
public struct StructureStage: Stage {
  public static let manifest = StructureManifest.manifest

  private let patterns: CitationPatterns

  /// - Throws: `Diagnostics` where a file that comes with the stage is broken.
  public init(options: StageOptions) throws(Diagnostics) {
    patterns = try CitationPatterns.builtin.get()
  }

  public func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    // Pages that are no journal's have no front matter; what they state of the article stands in their heads.
    if document.markup?.kind == .general { return PageMetadata.complete(&document) }
    let plan = Page.read(document) { StructureReading(page: $0, patterns: patterns).plan() }
    plan.apply(to: &document)
    for rule in plan.counts.keys.sorted() {
      document.count(stage: StructureManifest.name, rule: rule, by: plan.counts[rule] ?? 0)
    }
    document.count(
      stage: StructureManifest.name, rule: StructureManifest.tornParagraph, by: ParagraphMender.mend(&document))
    PageMetadata.complete(&document)
  }
}
