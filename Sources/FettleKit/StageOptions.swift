/// A value of an option, and where it was written.
public struct OptionValue: Sendable {
  public var value: JSONValue
  /// `nil` for a default.
  public var place: SourcePlace?
  /// For a list or a map, the same of each part.
  public var elements: [OptionValue]
  public var members: [String: OptionValue]
  /// For a scalar of `OptionType.any` without quotes: as it is spelled.
  public var written: String?

  public init(
    value: JSONValue, place: SourcePlace? = nil, elements: [OptionValue] = [], members: [String: OptionValue] = [:],
    written: String? = nil
  ) {
    self.value = value
    self.place = place
    self.written = written
    self.elements = elements
    self.members = members
  }
}

/// The options of one stage, checked against its manifest and with defaults filled in.
public struct StageOptions: Sendable {
  public var values: [String: OptionValue]
  /// Where the stage is named in the pipeline file; `nil` when made by a program.
  public var place: SourcePlace?
  /// Reads a file that an option names, by its path as written. The reader knows what paths are relative to, and keeps
  /// account of what was read, since it is part of what determines the output.
  public var readFile: @Sendable (_ path: String) throws(Diagnostic) -> [UInt8]
  /// For a stage that leaves the process.
  public var surroundings: StageSurroundings

  public init(
    values: [String: OptionValue] = [:], place: SourcePlace? = nil,
    readFile: @escaping @Sendable (String) throws(Diagnostic) -> [UInt8] = { path throws(Diagnostic) in
      throw Diagnostic("no file can be read here", file: path)
    }, surroundings: StageSurroundings = StageSurroundings()
  ) {
    self.surroundings = surroundings
    self.values = values
    self.place = place
    self.readFile = readFile
  }

  public subscript(name: String) -> OptionValue? { values[name] }

  /// The option's value, or `fallback` where it has none. Types were checked against the manifest.
  public func bool(_ name: String, default fallback: Bool = false) -> Bool {
    if case .bool(let value)? = values[name]?.value { return value }
    return fallback
  }

  public func int(_ name: String, default fallback: Int = 0) -> Int {
    values[name]?.value.number.flatMap { Int(exactly: $0) } ?? fallback
  }

  public func number(_ name: String, default fallback: Double = 0) -> Double {
    values[name]?.value.number ?? fallback
  }

  public func string(_ name: String, default fallback: String = "") -> String {
    values[name]?.value.string ?? fallback
  }

  public func strings(_ name: String) -> [String] {
    values[name]?.value.array?.compactMap(\.string) ?? []
  }
}
