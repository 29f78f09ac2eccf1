import FettleKit

/// What a surveying stage has learned so far, without its type, so that a run can hold stages of any kind in one list.
protocol ErasedSurvey: Sendable {
  /// One that has seen nothing.
  func empty() -> any ErasedSurvey
  mutating func add(_ document: borrowing Document) throws(StageError)
  mutating func merge(_ other: any ErasedSurvey)
  func process(_ document: inout Document, in context: StageContext) throws(StageError)
}

struct SurveyBox<S: SurveyingStage>: ErasedSurvey {
  let stage: S
  var survey: S.Survey?

  func empty() -> any ErasedSurvey { SurveyBox(stage: stage, survey: nil) }

  mutating func add(_ document: borrowing Document) throws(StageError) {
    merge(survey: try stage.survey(document))
  }

  mutating func merge(_ other: any ErasedSurvey) {
    if let other = other as? SurveyBox<S>, let learned = other.survey { merge(survey: learned) }
  }

  private mutating func merge(survey other: S.Survey) {
    if survey == nil { survey = other } else { survey?.merge(other) }
  }

  func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    if let survey {
      try stage.process(&document, knowing: survey, in: context)
    } else {
      try stage.process(&document, in: context)
    }
  }
}

enum Surveys {
  /// A box for a stage that surveys; `nil` for one that doesn't.
  static func box(_ stage: any Stage) -> (any ErasedSurvey)? {
    func open<S: SurveyingStage>(_ stage: S) -> any ErasedSurvey { SurveyBox(stage: stage, survey: nil) }
    guard let surveying = stage as? any SurveyingStage else { return nil }
    return open(surveying)
  }
}
