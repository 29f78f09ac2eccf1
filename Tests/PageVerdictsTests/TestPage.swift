import FettleKit

@testable import PageVerdicts

/// A page made of lines, as the stages before might leave it.
struct TestPage {
  var document: Document

  /// - Parameter text: one block a line; empty lines are gaps. "A: " before a line makes it part of the abstract, "R: " a
  ///   reference, "X: " a removed block.
  init(_ text: String, path: String = "page.txt", digest: String = "0") {
    var plain: [UInt8] = []
    var made: [(range: Range<Int>, mark: UInt8)] = []
    for line in text.split(separator: "\n") {
      let bytes = Array(line.utf8)
      let isMarked = bytes.count > 3 && bytes[1] == UInt8(ascii: ":") && "ARX".utf8.contains(bytes[0])
      let start = plain.count
      plain += isMarked ? bytes.dropFirst(3) : bytes[...]
      made.append((start..<plain.count, isMarked ? bytes[0] : 0))
      plain.append(0x0A)
    }
    let sha256 = String(repeating: "0", count: 64 - digest.count) + digest
    document = Document(
      source: SourceInfo(
        path: path, sha256: sha256, bytes: plain.count, textSHA256: sha256, mediaType: "text/plain", charset: "UTF-8"),
      text: plain, layout: .lines, blocks: [])
    for (range, mark) in made {
      var block = Block(
        text: BlockText(source: plain, range: range), role: range.count > 120 ? .paragraph : .line, isAfterGap: true)
      switch mark {
      case UInt8(ascii: "A"): block.outcome = .abstract
      case UInt8(ascii: "R"):
        block.outcome = .reference(document.references.count)
        document.references.append(Reference(raw: block.text.string, range: range))
      case UInt8(ascii: "X"):
        block.outcome = .removed(Reason(category: "access", rule: "access.options", stage: "boilerplate"))
      default: break
      }
      document.blocks.append(block)
    }
  }

  /// The flags, without what they rest on.
  var verdicts: [String] { PageJudge(document).findings(document).map(\.verdict.rawValue) }

  /// What `not-an-article` says that the page is.
  var kind: String? {
    for finding in PageJudge(document).findings(document) where finding.verdict == .notAnArticle {
      return finding.value["kind"]?.string
    }
    return nil
  }
}

/// Sentences that nobody wrote before, `count` words of them, which differ with `seed`.
func prose(_ count: Int, seed: Int = 0) -> String {
  let words = [
    "wind", "stone", "measured", "slowly", "under", "the", "open", "window", "every", "morning", "before", "others",
    "came", "and", "found", "little", "that", "had", "changed", "since", "winter",
  ]
  var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
  var sentence: [String] = []
  for _ in 0..<count {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    sentence.append(words[Int(state >> 33) % words.count])
  }
  return sentence.joined(separator: " ") + "."
}
