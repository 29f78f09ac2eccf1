import ContentExtraction
import FettleKit
import Foundation
import Ingest

/// Writes what the model of the stage `content` sees of pages, for Scripts/train-content: NAME.rows holds the features of all
/// blocks as 32-bit floats, row after row; NAME.jsonl an object a page: its file, how many blocks it has, their texts,
/// which of them is the title, and the elements that they stand in.
///
///     train-content NAME PAGE…
let arguments = CommandLine.arguments
guard arguments.count > 2 else {
  FileHandle.standardError.write(Data("usage: train-content NAME PAGE…\n".utf8))
  exit(1)
}
var rows = Data()
var pages = Data()
for path in arguments.dropFirst(2) {
  guard let bytes = FileManager.default.contents(atPath: path),
    let document = try? Ingest.document(bytes: Array(bytes), path: path)
  else { continue }
  let features = ContentFeatures(document)
  features.values.withUnsafeBytes { rows.append(contentsOf: $0) }
  let page: [String: Any] = [
    "path": path, "blocks": document.blocks.count, "width": features.width,
    "texts": document.blocks.map { $0.text.string }, "title": features.title, "elements": features.elements,
    "parents": features.parents, "kinds": features.kinds,
    "others": features.isOfAnotherPost.map { $0 ? 1 : 0 },
    "headings": document.blocks.map { $0.role == .heading ? 1 : 0 },
  ]
  pages.append(try JSONSerialization.data(withJSONObject: page, options: [.sortedKeys]))
  pages.append(0x0A)
}
try rows.write(to: URL(fileURLWithPath: arguments[1] + ".rows"))
try pages.write(to: URL(fileURLWithPath: arguments[1] + ".jsonl"))
