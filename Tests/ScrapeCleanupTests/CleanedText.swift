import FettleKit

@testable import ScrapeCleanup

/// A document of paragraphs parted by empty lines, for tests that are about characters, not about layout.
func document(_ text: String, role: Role = .paragraph) -> Document {
  let bytes = Array(text.utf8)
  var blocks: [Block] = []
  var start = 0
  while start < bytes.count {
    var end = start
    while end < bytes.count, !(bytes[end] == 0x0A && end + 1 < bytes.count && bytes[end + 1] == 0x0A) { end += 1 }
    if let trimmed = BlockText(source: bytes, range: start..<end).trimmed(of: bytes) {
      blocks.append(Block(text: trimmed, role: role))
    }
    start = end + 2
  }
  let source = SourceInfo(
    path: "test.txt", sha256: "", bytes: bytes.count, textSHA256: "", mediaType: "text/plain", charset: "UTF-8")
  return Document(source: source, text: bytes, layout: .lines, blocks: blocks)
}

func stage(_ options: [String: JSONValue] = [:]) throws -> CleanupStage {
  try CleanupStage(options: StageOptions(values: options.mapValues { OptionValue(value: $0) }))
}

func cleanedDocument(_ text: String, role: Role = .paragraph, options: [String: JSONValue] = [:]) throws -> Document {
  var result = document(text, role: role)
  try stage(options).process(&result, in: StageContext())
  return result
}

/// The text of all kept blocks, a line each.
func cleaned(_ text: String, role: Role = .paragraph, options: [String: JSONValue] = [:]) throws -> String {
  try cleanedDocument(text, role: role, options: options).blocks.filter(\.isKept).map(\.text.string)
    .joined(separator: "\n")
}

extension Document {
  func count(of rule: String) -> Int { changes[Change(stage: "cleanup", rule: rule)] ?? 0 }
}
