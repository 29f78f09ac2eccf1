import FettleKit

/// The runs of `*` and `_` of a block, and which of them are emphasis: the delimiter algorithm of CommonMark, but more
/// careful inside words. "CYP2D6*4 and CYP2D6*10" and "snake_case_name" hold none.
struct MarkdownEmphasis {
  private var runs: [Run] = []

  private struct Run {
    var position: Int
    var length: Int
    var mark: UInt8
    var canOpen: Bool
    var canClose: Bool
    var isBehindWord: Bool
    var isBeforeWord: Bool
    /// Marks used as a closer, from the left, and as an opener, from the right.
    var closing = 0
    var opening = 0

    var left: Int { length - closing - opening }
  }

  /// Reads the run at `index`, and returns where it ends.
  mutating func read(_ bytes: Span<UInt8>, at index: Int) -> Int {
    let mark = bytes[index]
    var end = index
    while end < bytes.count, bytes[end] == mark { end += 1 }
    let before = index > 0 ? bytes[index - 1] : 0x20
    let after = end < bytes.count ? bytes[end] : 0x20
    let isBehindSpace = ASCII.isWhite(before) || before == 0xA0
    let isBeforeSpace = ASCII.isWhite(after) || (after == 0xC2 && end + 1 < bytes.count && bytes[end + 1] == 0xA0)
    let isBehindWord = ASCII.isAlphanumeric(before) || (before >= 0x80 && before != 0xA0)
    let isBeforeWord = ASCII.isAlphanumeric(after) || (after >= 0x80 && !isBeforeSpace)
    runs.append(
      Run(
        position: index, length: end - index, mark: mark,
        canOpen: !isBeforeSpace && !(mark == UInt8(ascii: "_") && isBehindWord),
        canClose: !isBehindSpace && !(mark == UInt8(ascii: "_") && isBeforeWord),
        isBehindWord: isBehindWord, isBeforeWord: isBeforeWord))
    return end
  }

  var isEmpty: Bool { runs.isEmpty }

  mutating func removeAll() { runs.removeAll(keepingCapacity: true) }

  /// Adds the marks that go.
  mutating func edits(into edits: inout [TextEdit]) {
    match()
    for run in runs {
      if run.closing > 0 {
        edits.append(TextEdit(run.position..<(run.position + run.closing), TextEdit.nothing))
      }
      // html2text writes an icon as an empty emphasis: two underscores and nothing between.
      let isIcon =
        run.left == 2 && run.length == 2 && run.mark == UInt8(ascii: "_") && !(run.isBehindWord && run.isBeforeWord)
      let opening = isIcon ? run.length : run.opening
      if opening > 0 {
        edits.append(
          TextEdit((run.position + run.length - opening)..<(run.position + run.length), TextEdit.nothing))
      }
    }
  }

  private mutating func match() {
    var open: [Int] = []
    for index in runs.indices {
      // Runs longer than three are rules and blanks.
      guard runs[index].length <= 3 else { continue }
      if runs[index].canClose {
        var depth = open.count - 1
        while depth >= 0, runs[index].left > 0, open.count - depth <= 32 {
          let opener = open[depth]
          if fits(opener: runs[opener], closer: runs[index]) {
            let used = min(runs[opener].left, runs[index].left)
            runs[opener].opening += used
            runs[index].closing += used
            open.removeSubrange((runs[opener].left > 0 ? depth + 1 : depth)...)
            depth = open.count
          }
          depth -= 1
        }
      }
      if runs[index].canOpen, runs[index].left > 0 { open.append(index) }
    }
  }

  private func fits(opener: Run, closer: Run) -> Bool {
    opener.mark == closer.mark && opener.left > 0 && !(opener.isBehindWord && closer.isBeforeWord)
      && !(opener.position + opener.length == closer.position)
  }
}
