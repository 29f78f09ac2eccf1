import Compression
import Ingest

/// What bytes in memory hold, read as a run reads a file: for programs that look for mistakes in the readers.
public enum ContainerContents {
  /// Goes through everything twice, once for what is there and once for what it holds.
  ///
  /// - Parameter name: tells what the bytes are where they don't: "list.jsonl".
  /// - Returns: paths and contents; `nil` where both goes don't find the same, which is a mistake of a reader.
  public static func read(
    _ bytes: [UInt8], name: String, _ options: ContainerOptions = ContainerOptions()
  ) -> [(path: String, content: Result<InputContent, IngestError>)]? {
    let index = ContainerWalk(
      bytes, name: name, options, expansion: Expansion(ratio: options.limits.ratio), reading: false)
    var paths: [String] = []
    while let entry = index.next(reading: false), paths.count < options.limits.entries { paths.append(entry.path) }
    let walk = ContainerWalk(bytes, name: name, options, expansion: Expansion(ratio: .max), reading: true)
    var found: [(path: String, content: Result<InputContent, IngestError>)] = []
    while found.count < paths.count, let entry = walk.next(reading: true) {
      guard entry.path == paths[found.count], let content = entry.content else { return nil }
      found.append((entry.path, content))
    }
    return found.count == paths.count ? found : nil
  }
}
