import CanonicalJSON
import FettleKit

/// The article records of a run's output, by the path of the input.
struct RecordFolder {
  let manifest: JSONValue
  let inputs: Set<String>
  private let folder: String
  /// By the input's path: the file that its record is in.
  private var files: [String: String] = [:]
  private var lines: [String: ArraySlice<UInt8>] = [:]

  init(_ folder: String) throws(RunFailure) {
    self.folder = folder
    manifest = try Verifier(folder: folder).manifest
    inputs = Set((manifest["inputs"]?.array ?? []).compactMap { $0["path"]?.string })
    let names = Set((manifest["outputs"]?.array ?? []).compactMap { $0["path"]?.string })
    if names.contains("articles.ndjson"), let bytes = FileSystem.read(folder + "/articles.ndjson") {
      for line in bytes.split(separator: 0x0A) {
        if let path = RecordFolder.path(of: line) { lines[path] = line }
      }
      return
    }
    let isRecord = { (name: String) in name.hasPrefix("articles/") && name.hasSuffix(".json") }
    for name in names where isRecord(name) {
      guard let bytes = FileSystem.read(folder + "/" + name), let path = RecordFolder.path(of: bytes[...]) else {
        continue
      }
      files[path] = name
    }
    if files.isEmpty, !inputs.isEmpty, (manifest["counts"]?["articles"]?.number ?? 0) > 0 {
      throw RunFailure(
        "\(folder) has no article records to compare (export's format json or ndjson)", isWorthRetrying: false)
    }
  }

  /// The record's `source.path`, found without reading all of it: in canonical order `source` is the last key but one.
  private static func path(of record: ArraySlice<UInt8>) -> String? {
    let mark = Array("\"source\":{".utf8)
    guard record.count > mark.count else { return nil }
    var at = record.endIndex - mark.count
    while at >= record.startIndex {
      if record[at] == mark[0], record[at..<(at + mark.count)].elementsEqual(mark) {
        let object = record[(at + mark.count - 1)...]
        guard let end = object.firstIndex(of: UInt8(ascii: "}")) else { return nil }
        if let path = (try? JSONReader.read(Array(object[...end])))?["path"]?.string { return path }
      }
      at -= 1
    }
    return nil
  }

  /// The bytes of a document's record; `nil` where it was quarantined.
  func bytes(of path: String) -> [UInt8]? {
    if let line = lines[path] { return Array(line) + [0x0A] }
    return files[path].flatMap { FileSystem.read(folder + "/" + $0) }
  }

  func record(_ bytes: [UInt8]?, _ path: String) throws(RunFailure) -> JSONValue? {
    guard let bytes else { return nil }
    do {
      return try JSONReader.read(bytes)
    } catch {
      throw RunFailure("\(folder): the record of \(path) can't be read: \(error)", isWorthRetrying: false)
    }
  }
}
