import FettleKit

/// Takes a reference string apart by rules: identifiers first, then the names it begins with, then the numbers that say where
/// the work stands, and what lies between is title and container.
public struct ReferenceParser: ReferenceParsing {
  /// Longer strings are no references; only this much is read.
  static let longest = 1 << 21

  public init() {}

  public func parse(_ text: ArraySlice<UInt8>) -> ParsedReference {
    var reading = ReferenceReading(Array(text.prefix(ReferenceParser.longest)))
    reading.read()
    return reading.result
  }
}
