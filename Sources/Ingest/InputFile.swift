/// A file that a run reads.
public struct InputFile: Sendable, Equatable {
  /// How records and the manifest name it: relative, without `..`, the same on every machine. Bytes of a name that are
  /// no UTF-8 are written `%XX`.
  public var path: String
  /// Where it lies, as bytes of a path that can be opened; "-" for standard input.
  public var location: [UInt8]

  public init(path: String, location: [UInt8]) {
    self.path = path
    self.location = location
  }

  public var isStandardInput: Bool { location == [UInt8(ascii: "-")] }
}
