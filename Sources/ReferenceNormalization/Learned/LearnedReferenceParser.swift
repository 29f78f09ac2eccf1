import FettleKit
import ReferenceModel
import SequenceLabeling

/// Takes a reference string apart with a model learned from references that people took apart: a linear-chain conditional
/// random field labels the tokens, and rules read what the labelled parts say. Identifiers are recognized first.
///
/// `confidences` of what is read are probabilities under the model that the whole part was found as it is.
public struct LearnedReferenceParser: ReferenceParsing {
  /// Longer strings are no references; only this much is labelled.
  static let longest = 1 << 17

  /// `nil` only if the program was built with damaged ones.
  private let weights: SequenceWeights?

  public init() { weights = LearnedReferenceParser.builtinWeights }

  /// For those who make weights.
  package init(weights: SequenceWeights) { self.weights = weights }

  public var labelsTokens: Bool { true }

  public func parse(_ text: ArraySlice<UInt8>) -> ParsedReference {
    var reading = LearnedReading(Array(text.prefix(LearnedReferenceParser.longest)), weights)
    reading.read()
    return reading.result
  }

  /// Reads a reference whose labels are known, as far as they are: of each token, a bit for each label that it may have.
  package func parse(_ text: ArraySlice<UInt8>, knowing labels: [UInt16]) -> ParsedReference {
    var reading = LearnedReading(Array(text.prefix(LearnedReferenceParser.longest)), weights)
    reading.known = labels
    reading.read()
    return reading.result
  }

  /// The tokens of a reference as the model labels them.
  ///
  /// - Returns: for each token its half-open range in bytes of `text`, its label, and how probable that is.
  public func labels(of text: ArraySlice<UInt8>) -> [LabeledToken] {
    var reading = LearnedReading(Array(text.prefix(LearnedReferenceParser.longest)), weights)
    reading.label()
    return reading.labeledTokens
  }

  /// The weights, mapped with the program.
  static let builtinWeights: SequenceWeights? = SequenceWeights(
    UnsafeRawBufferPointer(start: fettle_reference_model(), count: Int(fettle_reference_model_size())))
}

/// A token of a reference with its label.
public struct LabeledToken: Sendable, Equatable {
  /// Half-open, in bytes of the string.
  public var range: Range<Int>
  /// "author", "title", "journal" …
  public var label: String
  /// The label's probability, 0 to 1.
  public var confidence: Double
}
