/// A file that a run reads.
public struct InputFile: Sendable, Equatable {
  /// How records and the manifest name it: relative, without `..`, the same on every machine. Bytes of a name that are
  /// no UTF-8 are written `%XX`.
  public var path: String
  /// Where it lies, as bytes of a path that can be opened; "-" for standard input.
  public var location: [UInt8]
  /// Of a document in an archive; `nil` for the file itself.
  public var entry: EntryPlace?

  public init(path: String, location: [UInt8], entry: EntryPlace? = nil) {
    self.path = path
    self.location = location
    self.entry = entry
  }

  public var isStandardInput: Bool { location == [UInt8(ascii: "-")] }
}

/// Where a document lies in an archive.
public struct EntryPlace: Sendable, Equatable {
  /// Of all documents of the archive, from 0.
  public var ordinal: Int
  /// The document before it, or itself, at which reading can begin …
  public var begin: Int
  /// … at this byte of the file, which is that byte of what comes out of its compression.
  public var file: Int
  public var decoded: Int
  /// One of several, by a name that the archive gives it; not the only one, by the archive's own.
  public var isNamed = true
  /// Why it can't be read, where that is known.
  public var failure: IngestError?

  public init(ordinal: Int, begin: Int, file: Int, decoded: Int) {
    self.ordinal = ordinal
    self.begin = begin
    self.file = file
    self.decoded = decoded
  }
}
