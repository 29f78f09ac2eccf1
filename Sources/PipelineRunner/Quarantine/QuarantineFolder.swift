import Digest
import FettleKit
import Ingest

/// What an output folder holds in quarantine.
public struct QuarantineFolder: Sendable {
  /// The output folder.
  public let folder: String
  /// Sorted by the bytes of their paths.
  public let entries: [QuarantineEntry]

  /// - Throws: `RunFailure`, where no run has written to the folder.
  public init(_ folder: String) throws(RunFailure) {
    guard FileSystem.isFolder(folder) else {
      throw RunFailure("there is no folder \(folder)", isWorthRetrying: false)
    }
    guard FileSystem.exists(folder + "/manifest.json") || FileSystem.exists(folder + "/.unfinished") else {
      throw RunFailure("\(folder) is not the output of a run: it has no manifest.json", isWorthRetrying: false)
    }
    self.folder = folder
    entries = FileSystem.files(below: folder + "/quarantine").filter { $0.hasSuffix(".json") }
      .compactMap { name in
        FileSystem.read("\(folder)/quarantine/\(name)").flatMap {
          QuarantineEntry($0, record: "quarantine/\(name)")
        }
      }
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Those that a person means by a name: the input's path or the end of it, or a file of the quarantine.
  public func entries(named name: String) -> [QuarantineEntry] {
    let exact = entries.filter { entry in
      entry.path == name || entry.record == name || entry.copy == name || "\(folder)/\(entry.record)" == name
        || entry.copy.map { "\(folder)/\($0)" == name } == true
    }
    return exact.isEmpty ? entries.filter { $0.path.hasSuffix("/" + name) } : exact
  }

  /// The document's bytes, as they were when it was set aside.
  ///
  /// - Throws: `RunFailure`, where there is no copy (the input couldn't be read, or is very large), or another's bytes
  ///   stand in its place.
  public func source(of entry: QuarantineEntry) throws(RunFailure) -> [UInt8] {
    guard let copy = entry.copy else {
      throw RunFailure(
        entry.size == nil
          ? "\(entry.path) could not be read, so there is no copy of it"
          : "\(entry.path) is too large to be copied into quarantine; name the file itself with --input",
        isWorthRetrying: false)
    }
    guard let bytes = FileSystem.read("\(folder)/\(copy)") else {
      throw RunFailure("\(folder)/\(copy) can't be read", isWorthRetrying: false)
    }
    if let sha256 = entry.sha256, SHA256.hexadecimal(of: bytes) != sha256 {
      throw RunFailure("\(folder)/\(copy) isn't as it was written", isWorthRetrying: false)
    }
    return bytes
  }

  /// The text in which an entry's offset counts: of the bytes as read where ingest failed, else of the decoded text.
  public static func text(of entry: QuarantineEntry, _ bytes: [UInt8]) -> [UInt8] {
    if entry.quarantine.isBeforeStages { return bytes }
    return (try? Ingest.document(bytes: bytes, path: entry.path).text) ?? bytes
  }
}
