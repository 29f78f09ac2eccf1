import FettleKit
import JournalTable

// For libm, by way of which Swift rounds numbers in debug builds: a program that imports nothing else wouldn't link it.
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Takes one reference string apart.
///
/// ```swift
/// import ReferenceNormalization
///
/// let reference = parseReference("Wang, Y. et al. Nat. Med. 18, 385–387 (2012).")
/// reference.item.author.first?.family    // "Wang"
/// reference.hasEtAl                      // true
/// reference.item.containerTitle          // "Nature Medicine", looked up in the table of journals
/// reference.item.containerTitleShort     // "Nat. Med.", as written
/// reference.confidences[.volume]         // 0.99…: the probability that the volume was found as it is
/// reference.ranges[.volume]              // 26..<28, in bytes of the string's UTF-8
/// ```
///
/// A label before the reference ("[6]") and link crumbs behind it ("Google Scholar") are passed over. A field that the string
/// doesn't state is absent. Any string gives an answer, in time linear in its length; of one longer than 128 KiB only so much
/// is read. The function may be called from many threads at once; its first call reads the word lists, which takes some
/// milliseconds.
///
/// - Parameters:
///   - string: the reference, as printed.
///   - journals: journals of your own (`JournalList`), looked up before the built-in table.
/// - Returns: the item, the range and the confidence of each of its fields, and the confidence of them all.
public func parseReference(_ string: String, journals: JournalList? = nil) -> ParsedReference {
  parseReference(utf8: Array(string.utf8)[...], journals: journals)
}

/// The same for bytes that should be UTF-8: broken ones are read as they are.
///
/// Ranges count from the first byte of `bytes`. With journals of your own, and many references, make one `ListedJournalParser`
/// of them and ask that: here the list is put into a table with every call.
public func parseReference(utf8 bytes: ArraySlice<UInt8>, journals: JournalList? = nil) -> ParsedReference {
  let parser = LearnedReferenceParser()
  guard let journals else { return parser.parse(bytes) }
  return ListedJournalParser(parser, journals: JournalTable(journals.journals)).parse(bytes)
}

extension ParsedReference {
  /// How sure the parser is, and where it read: `{"confidence": {"reference": …, "author": …}, "ranges": {"author": [0, 14]}}`,
  /// confidences with four decimals, ranges half-open in bytes of the string; and under `looked-up` which fields the string
  /// doesn't state.
  public var evidence: JSONValue {
    var sure: [String: JSONValue] = ["reference": ParsedReference.rounded(confidence)]
    var places: [String: JSONValue] = [:]
    for field in ReferenceField.allCases {
      if let confidence = confidences[field] { sure[field.rawValue] = ParsedReference.rounded(confidence) }
      if let range = ranges[field] {
        places[field.rawValue] = .array([.number(Double(range.lowerBound)), .number(Double(range.upperBound))])
      }
    }
    var evidence: [String: JSONValue] = ["confidence": .object(sure), "ranges": .object(places)]
    if !lookedUp.isEmpty {
      evidence["looked-up"] = .array(lookedUp.map(\.rawValue).sorted().map { .string($0) })
    }
    return .object(evidence)
  }

  private static func rounded(_ confidence: Double) -> JSONValue {
    .number((confidence * 10_000).rounded() / 10_000)
  }
}
