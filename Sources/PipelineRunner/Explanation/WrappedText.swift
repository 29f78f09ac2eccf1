import PipelineFile

/// Text broken into lines of a width, safe for a terminal.
enum WrappedText {
  /// - Parameters:
  ///   - width: in columns.
  ///   - keepsLines: whether line ends stay where they are, as in code and tables.
  static func lines(_ text: String, width: Int, keepsLines: Bool) -> [String] {
    if keepsLines {
      return text.unicodeScalars.split(omittingEmptySubsequences: false) { $0.value == 0x0A }
        .flatMap { broken(visible($0), width: width) }
    }
    var lines: [String] = []
    var line = ""
    var columns = 0
    for word in text.unicodeScalars.split(whereSeparator: isSpace) {
      let shown = visible(word)
      let needed = DisplayWidth.of(shown.unicodeScalars)
      if columns > 0, columns + 1 + needed <= width {
        line += " " + shown
        columns += 1 + needed
        continue
      }
      if columns > 0 { lines.append(line) }
      // A word that is longer than a line is broken where the line ends.
      let parts = broken(shown, width: width)
      lines += parts.dropLast()
      line = parts.last ?? ""
      columns = DisplayWidth.of(line.unicodeScalars)
    }
    if columns > 0 { lines.append(line) }
    return lines
  }

  /// The text, or its begin and "…" where it is wider.
  static func cut(_ text: String, to width: Int) -> String {
    if DisplayWidth.of(text.unicodeScalars) <= width { return text }
    return (broken(text, width: max(1, width - 1)).first ?? "") + "…"
  }

  private static func broken(_ text: String, width: Int) -> [String] {
    var parts: [String] = []
    var part = ""
    var columns = 0
    for scalar in text.unicodeScalars {
      let needed = DisplayWidth.of(scalar)
      if columns + needed > width, columns > 0 {
        parts.append(part)
        part = ""
        columns = 0
      }
      part.unicodeScalars.append(scalar)
      columns += needed
    }
    parts.append(part)
    return parts
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  /// What stands for a scalar that a terminal would take as a command, or that takes no room.
  static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.value < 0x300, scalar.value >= 0x20, scalar.value < 0x7F || scalar.value > 0xAD { return scalar }
    if scalar.properties.isWhitespace { return " " }
    switch scalar.properties.generalCategory {
    case .control, .format: return "\u{FFFD}"
    default: return scalar
    }
  }

  /// Without what a terminal would take as a command: controls, and marks that turn the direction of writing.
  private static func visible(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var shown = ""
    for scalar in scalars {
      switch scalar.properties.generalCategory {
      case .control where scalar.value == 0x0D: continue
      case .control: shown.unicodeScalars.append("\u{FFFD}")
      case .format: continue
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
