/// What is fuzzed: each takes any bytes, and must neither crash nor hang nor break its promise.
///
/// `Scripts/fuzz` feeds them with bytes that libFuzzer makes; the suite feeds them with Tests/Fuzzing/Corpus, where every
/// input that once did harm is kept.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// YAML into a tree: every diagnostic points into the file.
  case yaml
  /// A pipeline file, checked against the stages.
  case pipeline
  /// Bytes of any kind through decoding and block cutting: the ledger holds.
  case text
  /// The same of bytes that are said to be HTML.
  case html
  /// A page through all built-in stages: the ledger holds, and the record says of every byte what it became.
  case page
  /// A reference string: ranges lie in it, and it reads the same twice.
  case reference
  /// A web archive: what is in it is found twice, and leads nowhere else.
  case warc
  /// The same of archives of other kinds, and of compressed files.
  case archive
  /// The same of JSON lines.
  case jsonlines
  /// JSON: what can be read is written canonically, and reads the same again.
  case json

  /// - Throws: `FuzzFault`, where a promise is broken.
  public func run(_ bytes: [UInt8]) throws(FuzzFault) {
    switch self {
    case .yaml: try YAMLFuzzing.run(bytes)
    case .pipeline: try YAMLFuzzing.runPipeline(bytes)
    case .text: try PageFuzzing.ingest(bytes, path: "page.txt", mediaType: nil)
    case .html: try PageFuzzing.ingest(bytes, path: "page.html", mediaType: "text/html")
    case .page: try PageFuzzing.run(bytes)
    case .reference: try ReferenceFuzzing.run(bytes)
    case .warc: try ContainerFuzzing.run(bytes, name: "fuzz.warc")
    case .archive: try ContainerFuzzing.run(bytes, name: "fuzz")
    case .jsonlines: try ContainerFuzzing.run(bytes, name: "fuzz.jsonl")
    case .json: try JSONFuzzing.run(bytes)
    }
  }
}

/// A promise that some bytes broke.
public struct FuzzFault: Error, CustomStringConvertible {
  public var description: String

  init(_ description: String) { self.description = description }
}
