import FettleKit
import TestSupport
import Testing

@testable import RepeatedLines

/// A page of short lines.
func page(_ lines: [String], path: String = "in/page.txt", digest: UInt64) -> Document {
  let bytes = Array(lines.joined(separator: "\n").utf8)
  var blocks: [Block] = []
  var start = 0
  for line in lines {
    let end = start + line.utf8.count
    if end > start { blocks.append(Block(text: BlockText(source: bytes, range: start..<end), role: .line)) }
    start = end + 1
  }
  let hexadecimal = String(digest, radix: 16)
  let sha256 = String(repeating: "0", count: 16 - hexadecimal.count) + hexadecimal + String(repeating: "0", count: 48)
  let source = SourceInfo(
    path: path, sha256: sha256, bytes: bytes.count, textSHA256: sha256, mediaType: "text/plain", charset: "UTF-8")
  return Document(source: source, text: bytes, layout: .lines, blocks: blocks)
}

@Suite("Surveys of lines")
struct LineSurveyTests {
  @Test("give the same whatever the order and the grouping they are merged in, also beyond what a source may hold")
  func associative() {
    var random = SplitMix(seed: 11)
    let surveys = (0..<1500).map { _ in
      let number = random.next() % 2000
      return LineSurvey(
        page(
          [
            "Sign in", "Article \(number) of the archive, see 10.\(1000 + number % 2)/x", "Menu of \(number % 3) items",
          ],
          path: "\(number % 2)/\(number).txt", digest: (number + 1) &* 0x9E37_79B9_7F4A_7C15))
    }
    func merged(_ surveys: [LineSurvey]) -> LineSurvey {
      surveys.reduce(into: LineSurvey()) { $0.merge($1) }
    }
    let whole = merged(surveys)
    #expect(whole.sources.values.allSatisfy { $0.count == LineSurvey.pagesPerSource })
    for _ in 0..<5 {
      let shuffled = surveys.shuffled(using: &random)
      let border = Int(random.next() % 1500)
      var parts = [merged(Array(shuffled[..<border])), merged(Array(shuffled[border...]))]
      if random.next() % 2 == 0 { parts.swapAt(0, 1) }
      // One part twice: a page that is seen again counts once.
      #expect(merged(parts + [parts[0]]) == whole)
    }
  }

  @Test("learn what stands on enough of a source's pages, and nothing from few pages")
  func learned() {
    var survey = LineSurvey()
    for number in 0..<10 {
      var lines = ["Sign in", "\(number * 37) Accesses", "Paper \(Array("abcdefghij")[number]) about sand"]
      if number < 3 { lines.append("Call for papers") }
      survey.merge(LineSurvey(page(lines, digest: UInt64(number + 1))))
    }
    let repeated = RepeatedLines(survey, minimumDocuments: 10, minimumShare: 0.35)
    let found = repeated.lines(for: page([], digest: 99))
    func standing(_ text: String) -> RepeatedLines.Standing? {
      Array(text.utf8).withUnsafeBufferPointer { LineFingerprint($0) }.flatMap { found.standing(of: $0) }
    }
    #expect(standing("SIGN IN") == .usual)
    #expect(standing("5 accesses") == .usual)
    #expect(standing("Call for papers") == nil)
    #expect(standing("Paper a about sand") == nil)
    #expect(RepeatedLines(survey, minimumDocuments: 11, minimumShare: 0.3) == RepeatedLines())
    #expect(repeated.lines(for: page([], path: "elsewhere/page.txt", digest: 99)).isEmpty)
  }

  @Test("take a page's source from its folder and the first DOI that it states")
  func sources() {
    #expect(
      PageSources.names(of: page(["See doi:10.1038/nm.4277 and 10.5555/x"], digest: 1)) == ["folder:in", "doi:10.1038"])
    #expect(
      PageSources.names(of: page(["Rises by 10.25/year, 110.1234/x, 10.123/x"], path: "a", digest: 1)) == ["folder:"])
    #expect(PageSources.names(of: page(["10.1234/", "10.1234/ x"], path: "a", digest: 1)) == ["folder:"])
    var archived = page(["10.1038/nm.4277"], digest: 1)
    archived.source.url = "https://WWW.Example.org:443/a?b"
    #expect(PageSources.names(of: archived) == ["folder:in", "host:example.org"])
  }
}
