import FettleKit

/// How a scalar is written.
public enum YAMLScalarStyle: Sendable {
  /// Without quotes: the only style in which `true` may be a boolean and `3` a number.
  case plain
  case singleQuoted
  case doubleQuoted
  /// `|`
  case literal
  /// `>`
  case folded
}

/// A value as text. Nothing is resolved: `no`, `1.10` and `2024-01-01` are what they look like.
public struct YAMLScalar: Sendable, Equatable {
  public var text: String
  /// `.doubleQuoted` for a plain scalar that is tagged `!!str`.
  public var style: YAMLScalarStyle

  public init(text: String, style: YAMLScalarStyle) {
    self.text = text
    self.style = style
  }

  public var isPlain: Bool { style == .plain }
  /// Nothing is written: `key:`.
  public var isEmpty: Bool { isPlain && text.isEmpty }
}

/// A key of a mapping and what belongs to it.
public struct YAMLPair: Sendable {
  /// A scalar.
  public var key: YAMLNode
  public var value: YAMLNode

  public var name: String { key.scalar?.text ?? "" }

  /// Where to point when the value is at fault: the value, or the key where no value is written.
  public var valuePlace: SourcePlace { value.isEmpty ? key.place : value.place }
}

/// A value of a YAML file that knows where it stands.
///
/// What an alias stands for has the alias's place; its parts have the places where they are written.
public struct YAMLNode: Sendable {
  public indirect enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    /// In file order, each key once.
    case mapping([YAMLPair])
  }

  public let content: Content
  public let source: SourceLines
  /// Half-open, in scalars of the source.
  let start: Int
  let end: Int
  /// How many nodes this one is, with all that is in it and aliases followed.
  let weight: Int

  /// Where the value begins, as far as its first line goes.
  public var place: SourcePlace { source.place(from: start, to: end) }

  /// The line and column behind the value, both from 1.
  public var endPosition: (line: Int, column: Int) { source.position(ofScalar: end) }

  public var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { return scalar }
    return nil
  }

  public var sequence: [YAMLNode]? {
    if case .sequence(let elements) = content { return elements }
    return nil
  }

  public var mapping: [YAMLPair]? {
    if case .mapping(let pairs) = content { return pairs }
    return nil
  }

  /// The value of a mapping's key; `nil` where this is no mapping or has no such key.
  public subscript(key: String) -> YAMLNode? {
    mapping?.first { $0.name == key }?.value
  }

  /// Nothing is written here: `key:`.
  public var isEmpty: Bool { scalar?.isEmpty ?? false }

  /// "a list", "a mapping", "'text'", "nothing": for messages that say what was found.
  public var found: String {
    switch content {
    case .scalar(let scalar): scalar.isEmpty ? "nothing" : YAMLNode.quoted(scalar.text)
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// A mistake in this value, with the line that it is in.
  public func diagnostic(_ message: String, expected: String? = nil, suggestion: String? = nil) -> Diagnostic {
    source.diagnostic(message, at: place, expected: expected, suggestion: suggestion)
  }

  /// A user's word in a message: in quotes, on one line, and not longer than a message bears.
  public static func quoted(_ text: String) -> String {
    let limit = 60
    var short = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit) {
      short.append(scalar == "\n" || scalar == "\r" || scalar == "\t" ? " " : scalar)
    }
    return "'" + String(short) + (text.unicodeScalars.count > limit ? "…'" : "'")
  }
}
