import FettleKit
import PipelineRunner
import ReferenceNormalization

/// One reference as `fettle references --explain` shows it: its number, the string with its labels, and what was read.
enum ReferenceExplanation {
  static func text(
    _ line: ArraySlice<UInt8>, _ number: Int, _ parser: any ReferenceParsing, _ layout: LabeledText
  ) -> String {
    let parsed = parser.parse(line)
    let bytes = Array(String(decoding: line, as: UTF8.self).utf8)
    let gutter = "\(number)  "
    let body = layout.text(bytes[...], pieces(bytes, parsed, parser), indent: gutter.count)
    // The gutter's place is left empty by the indent.
    return bold(gutter, layout) + body.dropFirst(gutter.count) + verdict(parsed, gutter.count, layout) + "\n"
  }

  /// What each token was taken for; for a parser that doesn't say, where each field was read.
  private static func pieces(
    _ bytes: [UInt8], _ parsed: ParsedReference, _ parser: any ReferenceParsing
  ) -> [LabeledText.Piece] {
    if parser.labelsTokens {
      return LearnedReferenceParser().labels(of: bytes[...]).map { token in
        LabeledText.Piece(range: token.range, label: token.label, confidence: token.confidence)
      }
    }
    var pieces: [LabeledText.Piece] = []
    for field in ReferenceField.allCases {
      guard let range = parsed.ranges[field], field != .label else { continue }
      let at = pieces.firstIndex { $0.range.lowerBound >= range.lowerBound } ?? pieces.count
      let isFree =
        (at == 0 || pieces[at - 1].range.upperBound <= range.lowerBound)
        && (at == pieces.count || range.upperBound <= pieces[at].range.lowerBound)
      if isFree {
        let piece = LabeledText.Piece(range: range, label: field.rawValue, confidence: parsed.confidences[field])
        pieces.insert(piece, at: at)
      }
    }
    return pieces
  }

  /// "→ article-journal · Nature Medicine · 98 % sure of the whole"
  private static func verdict(_ parsed: ParsedReference, _ indent: Int, _ layout: LabeledText) -> String {
    var parts = [parsed.item.type ?? "nothing read"]
    for field in parsed.lookedUp {
      switch field {
      case .containerTitle: parts.append(parsed.item.containerTitle ?? "")
      case .containerTitleShort: parts.append(parsed.item.containerTitleShort ?? "")
      case .ISSN: parts.append("ISSN " + (parsed.item.ISSN ?? ""))
      }
    }
    if let DOI = parsed.item.DOI { parts.append("doi:" + DOI) }
    if parsed.hasEtAl { parts.append("et al.") }
    if parsed.confidence > 0 { parts.append("\(Int((parsed.confidence * 100).rounded())) % sure of the whole") }
    let text = LabeledText.visible("→ " + parts.joined(separator: " · "))
    return String(repeating: " ", count: indent) + (layout.isColoured ? "\u{1B}[2m\(text)\u{1B}[0m" : text) + "\n"
  }

  private static func bold(_ text: String, _ layout: LabeledText) -> String {
    layout.isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }
}
