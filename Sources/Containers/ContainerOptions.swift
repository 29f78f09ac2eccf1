/// How archives and lists of documents are read.
public struct ContainerOptions: Sendable, Equatable {
  /// The members of a JSON line, or the columns of a table, that hold a document and what is known of it: names, tried in
  /// order. A name that begins with "/" is a JSON Pointer.
  public struct Fields: Sendable, Equatable {
    public var text = ["text"]
    public var html = ["html"]
    public var url = ["url"]
    public var id = ["id"]
    public var date = ["date"]

    public init() {}
  }

  /// Which records of a WARC are documents.
  public struct Records: Sendable, Equatable {
    public var mediaTypes = ["text/html", "application/xhtml+xml", "text/plain"]
    /// HTTP status codes.
    public var statuses = [200]
    /// Whether a record whose content doesn't have the digest that it states is damaged.
    public var checksDigests = true

    public init() {}
  }

  /// What keeps hostile or broken archives from taking a run's time and memory.
  public struct Limits: Sendable, Equatable {
    /// How many bytes may come out of each byte of a file, once 64 MiB have come out.
    public var ratio = 250
    /// How many archives and compressions may lie in one another.
    public var depth = 6
    /// How many documents one file may hold.
    public var entries = 10_000_000
    /// In bytes: the largest document.
    public var entryBytes = 64 << 20

    public init() {}
  }

  public var fields = Fields()
  public var records = Records()
  public var limits = Limits()

  public init() {}
}
