import FettleKit

/// The parts of a reference that a parser reads.
public enum ReferenceField: String, Sendable, CaseIterable {
  case label
  case author
  case editor
  case title
  case containerTitle = "container-title"
  case volume
  case issue
  case page
  case issued
  case accessed
  case publisher
  case publisherPlace = "publisher-place"
  case edition
  case genre
  case DOI
  case ISBN
  case PMID
  case PMCID
  case URL
  case arXiv
}

/// What was read from one reference string.
public struct ParsedReference: Sendable, Equatable {
  public var item = Item()
  /// How sure the parser is of the fields as a whole, 0 to 1.
  public var confidence: Double = 0
  /// Whether the authors end in "et al." or its like.
  public var hasEtAl = false
  /// Where each field was read: half-open, in bytes of the string counted from its start, on UTF-8 boundaries. A field
  /// that isn't stated has no range.
  public var ranges: [ReferenceField: Range<Int>] = [:]
  /// How sure the parser is of each field, 0 to 1; empty for a parser that can't say.
  public var confidences: [ReferenceField: Double] = [:]
  /// The fields that the string doesn't state: a table of journals gave them for the title that it does.
  public var lookedUp: [LookedUpField] = []

  public init() {}
}

/// Anything that takes a reference string apart: by rules or by a learned model.
public protocol ReferenceParsing: Sendable {
  /// Reads the fields of one reference.
  ///
  /// - Parameter text: UTF-8, the entry with or without its label and link crumbs. Broken UTF-8 is read as it is, and never
  ///   a reason to fail. Time is linear in its length.
  func parse(_ text: ArraySlice<UInt8>) -> ParsedReference

  /// Whether it reads what `LearnedReferenceParser` labels.
  var labelsTokens: Bool { get }
}

extension ReferenceParsing {
  public var labelsTokens: Bool { false }

  /// Reads the fields of one reference, given as a whole array.
  public func parse(_ text: [UInt8]) -> ParsedReference { parse(text[...]) }
}
