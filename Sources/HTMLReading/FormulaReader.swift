import FettleKit
import HTMLTree

/// Reads what a page says of its formulas beside what it shows: their TeX, and that one stands there twice.
///
/// Pages hold a formula in two forms where scripts drew it (KaTeX, MathJax): once to be seen, once as MathML for those who
/// hear the page. Only the MathML is read into the text, since what is drawn has its parts in any order.
enum FormulaReader {
  /// In bytes.
  private static let longestTeX = 16_384

  /// The TeX of a `<math>` element: an annotation, or the attribute `alttext`.
  static func formula(_ nodes: UnsafeBufferPointer<fettle_html_node>, _ math: Int) -> MarkupFormula? {
    let node = nodes[math]
    let range = Int(node.start)..<max(Int(node.end), Int(node.after))
    for index in (math + 1)..<max(math + 1, Int(node.last)) where !nodes[index].isText {
      guard nodes[index].bytes.elementsEqual("annotation".utf8), let kind = nodes[index].attribute("encoding"),
        isTeX(kind), index + 1 < Int(nodes[index].last), nodes[index + 1].isText
      else { continue }
      return formula(nodes[index + 1].bytes, range)
    }
    guard let text = node.attribute("alttext"), !isProse(text) else { return nil }
    return formula(text, range)
  }

  /// The TeX of `<script type="math/tex">`, which a script drew the formula before it from.
  ///
  /// - Parameter drawn: where that stands.
  static func formula(
    ofScript script: Int, _ nodes: UnsafeBufferPointer<fettle_html_node>, drawn: Range<Int>
  ) -> MarkupFormula? {
    guard !drawn.isEmpty, let type = nodes[script].attribute("type"), type.starts(with: "math/tex".utf8),
      script + 1 < Int(nodes[script].last), nodes[script + 1].isText, Int(nodes[script].start) >= drawn.upperBound
    else { return nil }
    return formula(nodes[script + 1].bytes, drawn.lowerBound..<max(Int(nodes[script].end), Int(nodes[script].after)))
  }

  private static func formula(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> MarkupFormula? {
    guard text.count <= longestTeX else { return nil }
    let tex = Folded.string(text)
    return tex.isEmpty ? nil : MarkupFormula(range: range, tex: tex)
  }

  private static func isTeX(_ encoding: UnsafeBufferPointer<UInt8>) -> Bool {
    let name = Folded.string(encoding).lowercased()
    return name == "application/x-tex" || name == "tex" || name == "latex" || name == "text/x-tex"
      || name == "application/x-latex"
  }

  /// Whether an alternative is in words: three of three letters or more, none of them a command.
  private static func isProse(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if text.contains(UInt8(ascii: "\\")) { return false }
    return Folded.string(text).split(separator: " ").count { $0.utf8.count >= 3 && $0.utf8.allSatisfy(isLetter) } >= 3
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  // MARK: - Twice

  /// Whether an element holds a formula that a script drew, with a name of the page's own.
  static func isDrawing(_ node: fettle_html_node) -> Bool {
    let name = node.bytes
    guard let first = name.first else { return false }
    if first == UInt8(ascii: "m"), name.elementsEqual("mjx-container".utf8) { return true }
    guard
      first == UInt8(ascii: "s") && name.elementsEqual("span".utf8)
        || first == UInt8(ascii: "d") && name.elementsEqual("div".utf8), let names = node.attribute("class")
    else { return false }
    return ["katex", "MathJax", "MathJax_CHTML", "MathJax_SVG", "MathJax_MathML", "mjx-chtml", "MJXc-processed"]
      .contains { holds(names, $0) }
  }

  /// The nodes of a drawn formula that say what its MathML says, below the element at `index`, half-open; empty where the page
  /// has no MathML of it, or that has no text.
  static func doubles(_ nodes: UnsafeBufferPointer<fettle_html_node>, _ drawing: Int) -> [Range<Int>] {
    let end = Int(nodes[drawing].last)
    var index = drawing + 1
    while index < end {
      if !nodes[index].isText, isSpoken(nodes[index]) {
        let last = Int(nodes[index].last)
        guard nodes[index..<last].contains(where: { $0.isText && !Blank.isBlank($0.bytes) }) else { return [] }
        return [drawing + 1..<index, last..<end].filter { !$0.isEmpty }
      }
      index += 1
    }
    return []
  }

  /// The form that is for those who hear the page.
  private static func isSpoken(_ node: fettle_html_node) -> Bool {
    if node.bytes.elementsEqual("mjx-assistive-mml".utf8) { return true }
    guard let names = node.attribute("class") else { return false }
    return holds(names, "katex-mathml") || holds(names, "MJX_Assistive_MathML")
  }

  /// Whether a list of names holds one.
  private static func holds(_ names: UnsafeBufferPointer<UInt8>, _ name: StaticString) -> Bool {
    let count = name.utf8CodeUnitCount
    var start = 0
    while start + count <= names.count {
      var end = start
      while end < names.count, !Blank.isSpace(names[end]) { end += 1 }
      if end - start == count,
        names[start..<end].elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: count))
      {
        return true
      }
      start = end + 1
    }
    return false
  }
}
