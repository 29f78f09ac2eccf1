/// A place in a file that a user wrote.
public struct SourcePlace: Sendable, Hashable {
  /// As the user named it, or relative to what they named.
  public var file: String
  /// Both count from 1; `column` in Unicode scalars.
  public var line: Int
  public var column: Int
  /// How many scalars the caret underlines; at least 1.
  public var length: Int

  public init(file: String, line: Int, column: Int, length: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
    self.length = length
  }
}

/// A mistake that a user can mend, with the place, what was expected, and the nearest right spelling.
public struct Diagnostic: Error, Sendable, Equatable {
  /// One line, lower case, no full stop: "unknown option 'formt' of stage 'export'".
  public var message: String
  /// `nil` where a file as a whole is meant; then `file` says which.
  public var place: SourcePlace?
  public var file: String
  /// "one of: json, csl"; `nil` where the message says it.
  public var expected: String?
  /// The nearest right name: shown as "did you mean 'formats'?".
  public var suggestion: String?
  /// The line that `place` is in, without its line end.
  public var sourceLine: String?

  public init(
    _ message: String, at place: SourcePlace? = nil, file: String = "", expected: String? = nil,
    suggestion: String? = nil, sourceLine: String? = nil
  ) {
    self.message = message
    self.place = place
    self.file = place?.file ?? file
    self.expected = expected
    self.suggestion = suggestion
    self.sourceLine = sourceLine
  }
}

/// All mistakes of a file, in one go.
public struct Diagnostics: Error, Sendable, Equatable {
  public var all: [Diagnostic]

  public init(_ all: [Diagnostic]) { self.all = all }
}

/// A stage could not do its work on one document. The document goes to quarantine with this; the rest go on.
public struct StageError: Error, Sendable, CustomStringConvertible {
  public var stage: String
  /// In words for the person who reads the quarantine.
  public var reason: String
  /// In bytes of the source text, where there is a place.
  public var offset: Int?
  /// Whether another try may end otherwise (a process that died): the next run tries the document again.
  public var isWorthRetrying: Bool

  public init(stage: String, reason: String, offset: Int? = nil, isWorthRetrying: Bool = false) {
    self.stage = stage
    self.reason = reason
    self.offset = offset
    self.isWorthRetrying = isWorthRetrying
  }

  public var description: String { "\(stage): \(reason)" }
}
