import FettleKit

/// Writes diagnostics for people: what is wrong and where, the line with a caret under the place, what was expected, and
/// the nearest right spelling.
///
/// ```
/// articles.yaml:5:7: error: unknown option 'formt' of stage 'export'
///   5 |       formt: [json]
///     |       ^~~~~
///     | expected: one of: formats, indent
///     | did you mean 'formats'?
/// ```
public struct DiagnosticPrinter: Sendable {
  /// With ANSI colours.
  public var isColoured: Bool
  /// A longer line is cut to the part around the place. In columns.
  public var width: Int

  public init(isColoured: Bool = false, width: Int = 100) {
    self.isColoured = isColoured
    self.width = max(20, width)
  }

  /// All of them, parted by empty lines, with a count at the end where there are several. Ends with a line end.
  public func text(_ diagnostics: Diagnostics) -> String {
    var text = diagnostics.all.map { self.text($0) }.joined(separator: "\n")
    if diagnostics.all.count > 1 { text += "\n\(diagnostics.all.count) errors\n" }
    return text
  }

  /// One, ended by a line end.
  public func text(_ diagnostic: Diagnostic) -> String {
    var head = visible(diagnostic.place?.file ?? diagnostic.file)
    if let place = diagnostic.place { head += ":\(place.line):\(place.column)" }
    if !head.isEmpty { head += ": " }
    var text = style(head, .bold) + style("error:", .red) + " " + style(visible(diagnostic.message), .bold) + "\n"
    var gutter = "  "
    if let place = diagnostic.place, let line = diagnostic.sourceLine {
      let number = String(place.line)
      gutter = String(repeating: " ", count: max(3, number.count) + 1)
      let (shown, caret) = excerpt(of: line, place)
      let numbered = String(repeating: " ", count: max(0, 3 - number.count)) + number
      text += style("\(numbered) |", .dim) + (shown.isEmpty ? "" : " " + shown) + "\n"
      text += style("\(gutter)|", .dim) + " " + style(caret, .red) + "\n"
      gutter += style("|", .dim) + " "
    }
    if let expected = diagnostic.expected { text += "\(gutter)expected: \(visible(expected))\n" }
    if let suggestion = diagnostic.suggestion {
      text += "\(gutter)did you mean '\(style(visible(suggestion), .green))'?\n"
    }
    return text
  }

  // MARK: The line and its caret

  /// The part of a line around a place, and the caret for the line under it.
  private func excerpt(of line: String, _ place: SourcePlace) -> (line: String, caret: String) {
    let scalars = Array(line.unicodeScalars)
    let start = min(max(0, place.column - 1), scalars.count)
    let end = min(max(start + 1, start + place.length), max(start + 1, scalars.count))
    // Where each scalar begins on the screen; one more for the end.
    var columns = [0]
    columns.reserveCapacity(scalars.count + 1)
    for scalar in scalars {
      columns.append(columns[columns.count - 1] + cell(scalar, at: columns.count - 1, columns).columns)
    }
    columns.append(columns[columns.count - 1] + 1)

    var first = 0
    var last = scalars.count
    if columns[scalars.count] > width {
      // A third of the room before the place, the rest from there on.
      while first < start, columns[start] - columns[first] > width / 3 { first += 1 }
      while last > max(start, first), columns[last] - columns[first] > width { last -= 1 }
    }
    var shown = first > 0 ? "…" : ""
    let offset = columns[first] - (first > 0 ? 1 : 0)
    for index in first..<last { shown += cell(scalars[index], at: index, columns).text }
    while shown.last == " " { shown.removeLast() }
    if last < scalars.count { shown += "…" }
    let underlined = max(1, columns[min(end, max(last, start + 1))] - columns[start])
    let caret =
      String(repeating: " ", count: columns[start] - offset) + "^" + String(repeating: "~", count: underlined - 1)
    return (shown, caret)
  }

  /// How a character stands in the line: tabs as spaces up to the next fourth column, controls as a dot.
  private func cell(_ scalar: Unicode.Scalar, at index: Int, _ columns: [Int]) -> (text: String, columns: Int) {
    if scalar == "\t" {
      let count = 4 - columns[index] % 4
      return (String(repeating: " ", count: count), count)
    }
    if DiagnosticPrinter.isControl(scalar) { return ("·", 1) }
    return (String(Character(scalar)), DisplayWidth.of(scalar))
  }

  /// A file may hold sequences that move a terminal's cursor or turn a line's direction: they are not passed on.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x2028, 0x2029: true
    default: false
    }
  }

  private func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: DiagnosticPrinter.isControl) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(DiagnosticPrinter.isControl(scalar) ? "·" : scalar) }
    return String(result)
  }

  // MARK: Colour

  private enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "1;31"
    case green = "32"
  }

  private func style(_ text: String, _ style: Style) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
