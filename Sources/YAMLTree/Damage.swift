import FettleKit

/// The lines of a file that were left out so that the rest could be read.
struct Damage {
  let source: SourceLines
  private var lines: Set<Int> = []
  private var lastReported = 0
  private var lastKind: YAMLSyntaxError.Kind?
  /// The last line that was left out for the last mistake.
  private var lastLine = 0

  init(source: SourceLines) {
    self.source = source
  }

  /// Whether an anchor stands in a line that was left out.
  func holds(anchor name: String) -> Bool {
    let anchor = Array("&\(name)".utf8)
    return lines.contains { line in
      let text = source.text[source.bytes(ofLine: line)]
      return text.indices.contains { text[$0] == anchor[0] && text[$0...].starts(with: anchor) }
    }
  }

  /// Whether a mistake is worth a message: not one that leaving lines out may have caused, nor the same one again on the
  /// next line.
  func isNews(_ error: YAMLSyntaxError) -> Bool {
    if lines.isEmpty { return true }
    let line = error.diagnostic.place?.line ?? 0
    if line <= lastReported || lines.contains(line) { return false }
    return !(error.kind == lastKind && error.kind != .missingColon && isNext(line))
  }

  private func isNext(_ line: Int) -> Bool {
    guard line > lastLine else { return true }
    return (lastLine + 1..<line).allSatisfy { source.indentation(ofLine: $0) == nil }
  }

  /// Leaves out a mistake's line and what is indented under it: each of their characters becomes a space, so that
  /// positions stay what they are.
  ///
  /// - Returns: the text without them; `nil` where there is nothing more to leave out.
  mutating func leaveOut(_ error: YAMLSyntaxError, from text: [UInt8]) -> [UInt8]? {
    lastReported = max(lastReported, error.diagnostic.place?.line ?? 0)
    lastKind = error.kind
    var first = error.line
    // A line that is gone already can't be the cause: look further down.
    while first <= source.count, lines.contains(first) { first += 1 }
    guard first <= source.count else { return nil }
    var last = first
    let indentation = source.indentation(ofLine: first) ?? 0
    while last < source.count {
      guard let next = source.indentation(ofLine: last + 1) else {
        last += 1
        continue
      }
      guard next > indentation || closes(last + 1) || (error.kind == .tab && hasTab(last + 1)) else { break }
      last += 1
    }
    lastLine = last
    let fresh = (first...last).filter { lines.insert($0).inserted }
    return fresh.isEmpty ? nil : blank(fresh, in: text)
  }

  /// Whether a line's indentation has a tab.
  private func hasTab(_ line: Int) -> Bool {
    let text = source.text[source.bytes(ofLine: line)]
    return text.prefix { $0 == 0x20 || $0 == 0x09 }.contains(0x09)
  }

  /// Whether a line begins with a closing bracket.
  private func closes(_ line: Int) -> Bool {
    let first = source.text[source.bytes(ofLine: line)].first { $0 != 0x20 && $0 != 0x09 }
    return first == UInt8(ascii: "]") || first == UInt8(ascii: "}")
  }

  private func blank(_ numbers: [Int], in text: [UInt8]) -> [UInt8] {
    // `text` may be shorter in bytes than the source, but has the same lines: LF and CR stay.
    let current = SourceLines(file: "", text: text)
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var at = 0
    for number in numbers {
      let range = current.bytes(ofLine: number)
      guard range.lowerBound >= at else { continue }
      result += text[at..<range.lowerBound]
      result += repeatElement(0x20, count: current.length(ofLine: number))
      at = range.upperBound
    }
    result += text[at...]
    return result
  }
}
