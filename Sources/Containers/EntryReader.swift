import Compression
import Ingest

/// Where reading may begin so that an entry is the first that comes: in a file, and in what comes out of its compression.
struct Restart: Sendable, Equatable {
  var file: Int
  var decoded: Int
}

/// What an archive holds next.
struct FoundEntry {
  enum Content {
    /// Read, where that was asked for; else `nil`.
    case document(InputContent?)
    case failure(IngestError)
    /// Bytes that may be an archive themselves, and their name.
    case stream(ByteStream, name: String)
  }

  /// Below the archive: "a/b.txt".
  var name: String
  var content: Content
  var restart: Restart?
}

/// Reads an archive from front to back.
protocol EntryReader: AnyObject {
  /// The next document; `nil` at the end.
  ///
  /// - Parameter reading: whether its content is wanted.
  func next(reading: Bool) -> FoundEntry?

  /// How many entries were no documents, by kind: "request", "image/png".
  var skipped: [String: Int] { get }
}

extension EntryReader {
  var skipped: [String: Int] { [:] }
}
