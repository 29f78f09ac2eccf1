/// Why bytes could not become a document. In words for the person who reads the quarantine.
public struct IngestError: Error, Sendable, Equatable, CustomStringConvertible {
  public var reason: String
  /// In bytes of the file as read, where there is a place.
  public var offset: Int?

  public init(_ reason: String, offset: Int? = nil) {
    self.reason = reason
    self.offset = offset
  }

  public var description: String { reason }
}
