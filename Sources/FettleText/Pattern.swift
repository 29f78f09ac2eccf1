import CRE2

/// A regular expression (RE2's syntax) over bytes, matched in time linear in the text however it is written.
///
/// One value may be used by many threads at once.
public final class Pattern: Sendable {
  /// As it was written.
  public let source: String
  /// How many capture groups it has, the whole match not counted.
  public let groupCount: Int
  // RE2 objects are immutable after construction and safe to match from many threads; freed once, in `deinit`.
  private nonisolated(unsafe) let compiled: OpaquePointer

  /// - Throws: `PatternError` with RE2's words for what is wrong.
  public init(_ source: String, ignoringCase: Bool = false) throws(PatternError) {
    var error = [CChar](repeating: 0, count: 256)
    let made = Array(source.utf8).withUnsafeBufferPointer { bytes in
      fettle_re2_create(bytes.baseAddress, bytes.count, ignoringCase, &error, error.count)
    }
    guard let made else { throw PatternError(pattern: source, message: PatternError.text(error)) }
    self.source = source
    compiled = made
    groupCount = Int(fettle_re2_group_count(made))
  }

  deinit { fettle_re2_destroy(compiled) }

  /// The leftmost match at or after `from`: half-open, in bytes of `text`.
  public func firstMatch(in text: UnsafeBufferPointer<UInt8>, from: Int = 0) -> Range<Int>? {
    var offsets: (Int64, Int64) = (-1, -1)
    let found = withUnsafeMutableBytes(of: &offsets) { raw in
      fettle_re2_match(
        compiled, text.baseAddress, text.count, from, raw.bindMemory(to: Int64.self).baseAddress!, 1)
    }
    guard found, offsets.0 >= 0 else { return nil }
    return Int(offsets.0)..<Int(offsets.1)
  }

  /// The leftmost match with its groups: element 0 is the whole match, `nil` a group that took no part.
  public func firstMatchGroups(in text: UnsafeBufferPointer<UInt8>, from: Int = 0) -> [Range<Int>?]? {
    var offsets = [Int64](repeating: -1, count: 2 * (groupCount + 1))
    guard
      fettle_re2_match(compiled, text.baseAddress, text.count, from, &offsets, Int32(groupCount + 1))
    else { return nil }
    return (0...groupCount).map { group in
      offsets[2 * group] < 0 ? nil : Int(offsets[2 * group])..<Int(offsets[2 * group + 1])
    }
  }

  /// Whether it matches anywhere in the text.
  public func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    fettle_re2_matches(compiled, text.baseAddress, text.count)
  }

  /// Whether it matches anywhere in the string.
  public func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matches($0) }
  }
}

/// A pattern that RE2 can't read.
public struct PatternError: Error, Sendable, Equatable {
  public var pattern: String
  /// RE2's words: "missing ): (abc".
  public var message: String

  public init(pattern: String, message: String) {
    self.pattern = pattern
    self.message = message
  }

  static func text(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
