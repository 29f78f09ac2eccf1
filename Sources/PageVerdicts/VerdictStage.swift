import FettleKit

/// Stage `verdict`: says of a page as a whole what a reader of its record should know before using it.
public struct VerdictStage: SurveyingStage {
  private let quarantined: Set<String>
  private let similarity: Double
  public let isSurveying: Bool

  public init(options: StageOptions) throws(Diagnostics) {
    quarantined = Set(options.strings("quarantine"))
    similarity = options.number("similarity", default: VerdictStage.defaultSimilarity)
    isSurveying = options.bool("duplicates")
  }

  public func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    try note(PageJudge(document).findings(document), in: &document)
  }

  public func survey(_ document: borrowing Document) throws(StageError) -> DuplicateSurvey {
    let judge = PageJudge(document)
    let verdicts = judge.findings(document).map(\.verdict)
    // Error pages are all alike.
    if verdicts.contains(.notAnArticle) { return DuplicateSurvey() }
    return DuplicateSurvey(document, isWhole: verdicts.isEmpty)
  }

  public func conclude(_ survey: DuplicateSurvey) -> Duplicates { Duplicates(survey, similarity: similarity) }

  public func process(
    _ document: inout Document, knowing duplicates: Duplicates, in context: StageContext
  ) throws(StageError) {
    var findings = PageJudge(document).findings(document)
    if let duplicate = duplicates.found[document.source.path] { findings.append(Finding(duplicate)) }
    try note(findings, in: &document)
  }

  private func note(_ findings: [Finding], in document: inout Document) throws(StageError) {
    for finding in findings { document.quality[finding.verdict.rawValue] = finding.value }
    let reasons = findings.filter { quarantined.contains($0.verdict.rawValue) }
    if let first = reasons.first {
      throw StageError(
        stage: VerdictStage.manifest.name, reason: reasons.map(\.reason).joined(separator: "; "),
        offset: first.range?.lowerBound)
    }
  }
}

extension Finding {
  fileprivate init(_ duplicate: Duplicates.Duplicate) {
    var members: [String: JSONValue] = [
      "by": .array(duplicate.by.map { .string($0) }), "id": .string(duplicate.id), "path": .string(duplicate.path),
    ]
    if let percent = duplicate.percent { members["similarity"] = .number(Double(percent) / 100) }
    let how = duplicate.by.map { $0 == "doi" ? "the same DOI" : "nearly the same text" }.joined(separator: " and ")
    self.init(.duplicate, "a duplicate of \(duplicate.path) (\(duplicate.id)): \(how)", members)
  }
}
