import FettleKit
import Foundation

/// What a surveying stage has learned so far, without its type, so that a run can hold stages of any kind in one list.
protocol ErasedSurvey: Sendable {
  /// One that has seen nothing.
  func empty() -> any ErasedSurvey
  mutating func add(_ document: borrowing Document) throws(StageError)
  mutating func merge(_ other: any ErasedSurvey)
  /// Draws the conclusion from what was surveyed. Nothing is added from then on.
  mutating func conclude()
  func process(_ document: inout Document, in context: StageContext) throws(StageError)
  /// What was surveyed so far, for another process; `nil` where that can't be written.
  var encoded: [UInt8]? { get }
  /// What another process surveyed; `nil` where the bytes are none of this stage's.
  func decoded(_ bytes: [UInt8]) -> (any ErasedSurvey)?
  /// What was concluded, the same for the same conclusion.
  var bytes: [UInt8] { get }
}

struct SurveyBox<S: SurveyingStage>: ErasedSurvey {
  let stage: S
  private var survey: S.Survey?
  private var knowledge: S.Knowledge?

  init(_ stage: S) { self.stage = stage }

  func empty() -> any ErasedSurvey { SurveyBox(stage) }

  mutating func add(_ document: borrowing Document) throws(StageError) {
    merge(survey: try stage.survey(document))
  }

  mutating func merge(_ other: any ErasedSurvey) {
    if let other = other as? SurveyBox<S>, let learned = other.survey { merge(survey: learned) }
  }

  private mutating func merge(survey other: S.Survey) {
    if survey == nil { survey = other } else { survey?.merge(other) }
  }

  mutating func conclude() {
    knowledge = survey.map { stage.conclude($0) }
    survey = nil
  }

  var encoded: [UInt8]? { (try? JSONEncoder().encode(survey)).map { [UInt8]($0) } }

  func decoded(_ bytes: [UInt8]) -> (any ErasedSurvey)? {
    guard let survey = try? JSONDecoder().decode(S.Survey?.self, from: Data(bytes)) else { return nil }
    var box = SurveyBox(stage)
    box.survey = survey
    return box
  }

  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // What can't be encoded is taken to be different each time, so that nothing is skipped because of it.
    return (try? encoder.encode(knowledge)).map { [UInt8]($0) } ?? Array(UUID().uuidString.utf8)
  }

  func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    if let knowledge {
      try stage.process(&document, knowing: knowledge, in: context)
    } else {
      try stage.process(&document, in: context)
    }
  }
}

enum Surveys {
  /// A box for a stage that surveys; `nil` for one that doesn't.
  static func box(_ stage: any Stage) -> (any ErasedSurvey)? {
    func open<S: SurveyingStage>(_ stage: S) -> (any ErasedSurvey)? { stage.isSurveying ? SurveyBox(stage) : nil }
    guard let surveying = stage as? any SurveyingStage else { return nil }
    return open(surveying)
  }
}
