import Compression
import Ingest

/// Reads documents out of archives, quickest in the order in which an index names them. Not for use by several threads.
public final class ContainerReader {
  private let options: ContainerOptions
  private var walk: ContainerWalk?
  private var location: [UInt8] = []
  /// Of the document that the walk gives next.
  private var ordinal = 0

  public init(_ options: ContainerOptions) { self.options = options }

  /// The content of an input, in an archive or not.
  ///
  /// - Throws: `IngestError`, in words.
  public func read(_ file: InputFile) throws(IngestError) -> InputContent {
    guard let place = file.entry else {
      return InputContent(
        file.isStandardInput ? try StandardInput.shared.bytes() : try InputReader.read(file))
    }
    if let failure = place.failure { throw failure }
    if walk == nil || location != file.location || ordinal > place.ordinal || ordinal < place.begin {
      walk = nil
      var start = Restart(file: place.file, decoded: place.decoded)
      if place.begin == 0 { start = Restart(file: 0, decoded: 0) }
      // What bombs expand to was counted when the file was looked into.
      walk = try ContainerWalk(
        file, path: "", options, expansion: Expansion(ratio: .max), from: place.begin == 0 ? nil : start,
        reading: place.ordinal == place.begin)
      location = file.location
      ordinal = place.begin
    }
    while let walk {
      let isWanted = ordinal == place.ordinal
      guard let entry = walk.next(reading: isWanted) else { break }
      ordinal += 1
      guard isWanted else { continue }
      guard let content = entry.content, ContainerReader.isNamed(file.path, entry.path) else { break }
      return try content.get()
    }
    walk = nil
    throw IngestError("its archive has changed since the run began")
  }

  /// Whether a path ends as an archive names the entry, but for the number that tells entries of one name apart.
  private static func isNamed(_ path: String, _ entry: String) -> Bool {
    if path.hasSuffix(entry) { return true }
    guard let mark = path.utf8.lastIndex(of: UInt8(ascii: "#")) else { return false }
    return path[..<mark].hasSuffix(entry)
  }
}
