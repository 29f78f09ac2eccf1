import PipelineFile

/// A line of text with what each part of it was taken for, written under it:
///
/// ```
/// Wang, Y. et al. Nat. Med. 18, 385–387 (2012).
/// ┬─────────────╴ ┬───────╴ ┬─╴ ┬──────╴ ┬───╴
/// author 99 %     │         │   │        date 100 %
///                 │         │   pages 99 %
///                 │         volume 100 %
///                 journal 98 %
/// ```
///
/// Parts that nobody should rely on have a dotted line and a question mark, with colour and without.
public struct LabeledText: Sendable {
  /// A piece of the text that has a label, such as a token. Neighbours with the same label are one part.
  public struct Piece: Sendable {
    /// Half-open, in bytes of the text.
    public var range: Range<Int>
    public var label: String
    /// 0 to 1; `nil` where nobody can say.
    public var confidence: Double?

    public init(range: Range<Int>, label: String, confidence: Double?) {
      self.range = range
      self.label = label
      self.confidence = confidence
    }
  }

  /// With ANSI colours.
  public var isColoured: Bool
  /// In columns.
  public var width: Int

  public init(isColoured: Bool, width: Int) {
    self.isColoured = isColoured
    self.width = max(40, width)
  }

  /// Below this a label is doubtful.
  static let sure = 0.9

  /// Text without what a terminal would take as a command.
  public static func visible(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map(WrappedText.shown)))
  }

  /// Runs of pieces with one label.
  struct Part {
    var label: String
    var range: Range<Int>
    /// The lowest of its pieces.
    var confidence: Double?

    var isDoubtful: Bool { (confidence ?? 1) < LabeledText.sure }

    var caption: String {
      guard let confidence else { return label }
      // 99.7 % isn't certain.
      let percent = min(confidence >= 1 ? 100 : 99, Int((confidence * 100).rounded()))
      return "\(label) \(percent) %" + (isDoubtful ? "?" : "")
    }
  }

  static func parts(_ pieces: [Piece]) -> [Part] {
    var parts: [Part] = []
    for piece in pieces where !piece.range.isEmpty {
      if let last = parts.last, last.label == piece.label {
        parts[parts.count - 1].range = last.range.lowerBound..<piece.range.upperBound
        if let confidence = piece.confidence {
          parts[parts.count - 1].confidence = min(last.confidence ?? 1, confidence)
        }
      } else {
        parts.append(Part(label: piece.label, range: piece.range, confidence: piece.confidence))
      }
    }
    return parts
  }

  /// The text broken into lines of the width, each with its labels under it; ended by a line end.
  ///
  /// - Parameters:
  ///   - text: should be UTF-8.
  ///   - pieces: ascending, without overlaps, within the text.
  ///   - indent: how many columns all lines are moved to the right.
  public func text(_ text: ArraySlice<UInt8>, _ pieces: [Piece], indent: Int = 0) -> String {
    let cells = LabeledText.cells(of: text, pieces)
    let margin = String(repeating: " ", count: indent)
    var out = ""
    for line in LabeledText.lines(cells, width: width - indent) {
      for row in rows(line, LabeledText.parts(pieces)) where !row.isEmpty { out += margin + row + "\n" }
    }
    return out
  }
}
