import FettleKit

/// The stages of a run one behind the other, and what the surveying ones among them know.
public struct StageChain: Sendable {
  let steps: [RunStep]
  /// By index of the step.
  var surveys: [Int: any ErasedSurvey] = [:]
  /// By index of the step: those that take many documents at a time.
  let batchStages: [Int: any BatchStage]

  public init(_ steps: [RunStep]) {
    self.steps = steps
    var batchStages: [Int: any BatchStage] = [:]
    for (index, step) in steps.enumerated() { batchStages[index] = step.stage as? any BatchStage }
    self.batchStages = batchStages
    for (index, step) in steps.enumerated() {
      if let box = Surveys.box(step.stage) { surveys[index] = box }
    }
  }

  /// Indices of the steps that need a pass of their own over the batch first, in order.
  var surveyingSteps: [Int] { surveys.keys.sorted() }

  /// Takes a document through the stages.
  ///
  /// - Parameters:
  ///   - end: the first stage that isn't done any more; `nil` for all.
  ///   - context: the worker's.
  ///   - nanoseconds: the processor time of each stage is added to its place; must have as many elements as there are stages.
  public func process(
    _ document: inout Document, upTo end: Int? = nil, in context: StageContext, nanoseconds: inout [UInt64]
  ) throws(StageError) {
    var before = ThreadClock.now()
    for index in 0..<(end ?? steps.count) {
      try process(&document, step: index, in: context)
      let now = ThreadClock.now()
      nanoseconds[index] += now - before
      before = now
    }
  }

  /// Ends what stages have running outside of the process. No document may be on its way any more.
  @discardableResult
  public func finish() -> [StageNotice] { batchStages.sorted { $0.key < $1.key }.flatMap { $0.value.finish() } }

  /// Takes a document through one stage.
  func process(_ document: inout Document, step index: Int, in context: StageContext) throws(StageError) {
    if let survey = surveys[index] {
      try survey.process(&document, in: context)
    } else {
      try steps[index].stage.process(&document, in: context)
    }
  }
}
