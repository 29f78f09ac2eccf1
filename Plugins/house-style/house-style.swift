// house-style: a stage for Fettle, as a program of its own. Build it with
//
//     swiftc -O house-style.swift -o house-style
//
// It reads lines of JSON from one pipe and writes lines of JSON to another; Docs/plugins.md says what is in them.
import Foundation

/// Spellings of other houses, and ours.
let spellings = [
  ("e-mail", "email"), ("web site", "website"), ("data base", "database"), ("on-line", "online"), ("co-operat", "cooperat"),
]

/// The text of a block as the house spells it: small letters stay small, and a capital at the start stays one.
func rewritten(_ text: String) -> String {
  var text = text
  for (other, ours) in spellings {
    text = text.replacingOccurrences(of: other, with: ours)
    text = text.replacingOccurrences(of: capitalized(other), with: capitalized(ours))
  }
  return text
}

func capitalized(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }

let hello: [String: Any] = [
  "type": "hello", "protocol": 1, "name": "house-style", "version": "1", "kind": "edit", "answers": "pure",
]

let environment = ProcessInfo.processInfo.environment
if CommandLine.arguments.dropFirst().first == "--describe" {
  let line = try JSONSerialization.data(withJSONObject: hello) + Data([0x0A])
  let target = environment["FETTLE_OUT"].flatMap { Int32($0) } ?? 1
  try FileHandle(fileDescriptor: target).write(contentsOf: line)
  exit(0)
}
guard let source = environment["FETTLE_IN"].flatMap({ Int32($0) }),
  let target = environment["FETTLE_OUT"].flatMap({ Int32($0) })
else {
  print("This is a plugin: name it in a pipeline, as plugin: { run: house-style }")
  exit(1)
}
let input = fdopen(source, "r")
let output = FileHandle(fileDescriptor: target)

func send(_ message: [String: Any]) throws {
  try output.write(contentsOf: JSONSerialization.data(withJSONObject: message) + Data([0x0A]))
}

func answer(_ document: [String: Any]) -> [String: Any] {
  var edits: [[String: Any]] = []
  for block in document["blocks"] as? [[String: Any]] ?? [] {
    guard let text = block["text"] as? String, let index = block["index"] else { continue }
    let new = rewritten(text)
    if new != text { edits.append(["action": "rewrite", "block": index, "rule": "spelling", "text": new]) }
  }
  return ["type": "answer", "id": document["id"] ?? 0, "edits": edits]
}

var line: UnsafeMutablePointer<CChar>?
var room = 0
while true {
  let count = getline(&line, &room, input)
  guard count > 0, let line else { break }
  let bytes = Data(bytes: line, count: count)
  guard let message = try JSONSerialization.jsonObject(with: bytes) as? [String: Any] else { continue }
  switch message["type"] as? String {
  case "hello": try send(hello)
  case "start": try send(["type": "ready"])
  case "document": try send(answer(message))
  case "flush": try send(["type": "flushed", "number": message["number"] ?? 0])
  default: break  // of a later version of the protocol
  }
}
