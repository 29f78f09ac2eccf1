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
    var listed: [ContainerWalk.Entry] = []
    while let entry = index.next(reading: false), listed.count < options.limits.entries { listed.append(entry) }
    let walk = ContainerWalk(bytes, name: name, options, expansion: Expansion(ratio: .max), reading: true)
    var found: [(path: String, content: Result<InputContent, IngestError>)] = []
    for known in listed {
      let entry = walk.next(reading: true)
      if case .failure(let error)? = known.content {
        // Nobody reads what is known to be broken.
        found.append((known.path, .failure(error)))
        continue
      }
      guard let entry, entry.path == known.path, let content = entry.content else { return nil }
      found.append((entry.path, content))
    }
    return found
  }
}
