import CanonicalJSON
import Digest
import FettleKit

/// A test case made of a failure: the smallest input that still fails, and what is said of it.
public struct FailureCase: Sendable {
  /// The value of the case's `schema`.
  public static let schema = "fettle.case/1"

  /// The name of the input's file, which lies beside the case.
  public var input: String
  public var bytes: [UInt8]
  public var quarantine: Quarantine
  /// Of the pipeline.
  public var pipeline: String
  /// The document that it was made from: path, as the manifest names it, and digest.
  public var path: String
  public var sha256: String

  public init(
    _ result: Minimizer.Result, from entry: QuarantineEntry, _ original: [UInt8], pipeline: String
  ) {
    input = "input" + FailureCase.ending(of: entry.path)
    bytes = result.bytes
    quarantine = result.quarantine
    self.pipeline = pipeline
    path = entry.path
    sha256 = SHA256.hexadecimal(of: original)
  }

  /// Writes `case.json` and the input into a folder, which is made where it isn't there.
  public func write(to folder: String) throws(RunFailure) {
    try FileSystem.makeFolder(folder)
    try FileSystem.write(bytes, to: "\(folder)/\(input)")
    var expected: [String: JSONValue] = [
      "stage": .string(quarantine.stage), "reason": .string(quarantine.reason),
    ]
    if let offset = quarantine.offset { expected["offset"] = .number(Double(offset)) }
    let value: JSONValue = [
      "schema": .string(FailureCase.schema),
      "pipeline": .string(pipeline),
      "input": .string(input),
      "sha256": .string(SHA256.hexadecimal(of: bytes)),
      "quarantined": .object(expected),
      "from": ["path": .string(path), "sha256": .string(sha256)],
    ]
    try FileSystem.write(JSONWriter.bytes(of: value) + [0x0A], to: "\(folder)/case.json")
  }

  private static func ending(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return ".txt" }
    let ending = name[dot...]
    let isPlain = ending.utf8.dropFirst().allSatisfy {
      ($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z")) || (0x30...0x39).contains($0)
    }
    return isPlain && ending.utf8.count <= 8 ? String(ending) : ".txt"
  }
}
