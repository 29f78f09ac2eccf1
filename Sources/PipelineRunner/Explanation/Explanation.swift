import FettleKit
import PipelineFile

/// A page as text, with what became of each block: kept plainly, removed with class and rule in the margin, fields and
/// references labelled; and a one-line account at the end.
public struct Explanation: Sendable {
  /// With ANSI colours; without them, signs in the margin say the same.
  public var isColoured: Bool
  /// In columns.
  public var width: Int

  public init(isColoured: Bool, width: Int) {
    self.isColoured = isColoured
    self.width = max(40, width)
  }

  /// Three tenths of a line for the margin, no less than a short label needs and no more than a long one.
  private var margin: Int { min(30, max(14, width * 3 / 10)) }

  /// The whole page, ended by a line end.
  public func text(_ document: borrowing Document) -> String {
    var lines: [String] = []
    for index in document.blocks.indices {
      let block = document.blocks[index]
      if block.isAfterGap, !lines.isEmpty { lines.append(row("", "", Look.kept)) }
      lines += self.lines(block, document)
    }
    if !lines.isEmpty { lines.append("") }
    lines.append(Explanation.account(of: document))
    return lines.joined(separator: "\n") + "\n"
  }

  /// "kept 61.2 %, removed 33.0 %, separators 5.8 %"
  public static func account(of document: borrowing Document) -> String {
    let balance: Balance
    do {
      balance = try Ledger.check(document)
    } catch {
      return error.description
    }
    func share(_ part: Int) -> String {
      let tenths = balance.total == 0 ? 0 : Int((Double(part) * 1000 / Double(balance.total)).rounded())
      return "\(tenths / 10).\(tenths % 10) %"
    }
    return "kept \(share(balance.kept)), removed \(share(balance.removed)), separators \(share(balance.separators))"
  }

  // MARK: - Blocks

  /// How a kind of block is shown.
  private enum Look {
    case kept
    case heading
    case removed
    case field
    case reference

    var codes: String? {
      switch self {
      case .kept: nil
      case .heading: "1"
      case .removed: "2;9"
      case .field: "36"
      case .reference: "34"
      }
    }

    /// For the margin: a removed block's rule is what one looks for, so it isn't dimmed with the text.
    var marginCodes: String? {
      switch self {
      case .kept, .heading: "2"
      case .removed: "31"
      case .field: "36"
      case .reference: "34"
      }
    }

    /// Before the label where there is no colour.
    var sign: String {
      switch self {
      case .removed: "- "
      case .field, .reference: "= "
      case .kept, .heading: ""
      }
    }
  }

  private func lines(_ block: Block, _ document: borrowing Document) -> [String] {
    let (labels, look) = label(block, document)
    let isRemoved = block.isRemoved
    let bytes = isRemoved && document.markup == nil ? document.text[block.range] : block.text.bytes
    let keepsLines = !isRemoved && (block.role == .code || block.role == .table)
    var wrapped = WrappedText.lines(
      String(decoding: bytes, as: UTF8.self), width: width - margin - 3, keepsLines: keepsLines)
    if wrapped.isEmpty { wrapped = [""] }
    let count = max(wrapped.count, labels.count)
    return (0..<count).map { line in
      row(line < labels.count ? labels[line] : "", line < wrapped.count ? wrapped[line] : "", look, isFirst: line == 0)
    }
  }

  /// What the margin says, line by line, and how the block is shown.
  private func label(_ block: Block, _ document: borrowing Document) -> ([String], Look) {
    switch block.outcome {
    case .kept:
      switch block.role {
      case .heading: return ([block.level > 0 ? "heading \(block.level)" : "heading"], .heading)
      case .paragraph, .line: return ([], .kept)
      default: return ([block.role.rawValue], .kept)
      }
    case .removed(let reason):
      let together = "\(reason.category) · \(reason.rule)"
      // A rule of the class's own name needs no second word.
      if reason.category == reason.rule { return ([reason.rule], .removed) }
      return (together.unicodeScalars.count + 2 <= margin ? [together] : [reason.category, reason.rule], .removed)
    case .title: return (["title"], .field)
    case .abstract: return (["abstract"], .field)
    case .figure(let index):
      let isTable = document.figures.indices.contains(index) && document.figures[index].isTable
      return (["\(isTable ? "table" : "figure") \(index + 1)"], .field)
    case .statement(let statement): return ([statement.rawValue], .field)
    case .reference(let index): return (["reference \(index + 1)"], .reference)
    }
  }

  // MARK: - Rows

  private func row(_ label: String, _ text: String, _ look: Look, isFirst: Bool = false) -> String {
    let sign = isColoured || !isFirst && label.isEmpty ? "" : (isFirst ? look.sign : "  ")
    let shown = WrappedText.cut(sign + label, to: margin)
    let space = String(repeating: " ", count: margin - DisplayWidth.of(shown.unicodeScalars))
    let line = paint(shown, look.marginCodes) + space + paint(" │", "2") + (text.isEmpty ? "" : " ")
    return line + paint(text, look.codes)
  }

  private func paint(_ text: String, _ codes: String?) -> String {
    guard isColoured, let codes, !text.isEmpty else { return text }
    return "\u{1B}[\(codes)m\(text)\u{1B}[0m"
  }
}
