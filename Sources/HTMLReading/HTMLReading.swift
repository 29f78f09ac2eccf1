import FettleKit
import HTMLTree

/// Reads HTML pages into blocks.
///
/// Each text that a reader may see is in one block, with the place in the source at which each of its bytes was read. What a
/// page hides, offers to press, or shows only without scripts is in blocks as well, which say so (`BlockMarkup.traits`): what
/// becomes of them is for stages to decide.
public enum HTMLReading {
  /// What a page holds, before it becomes a document.
  public struct Page: Sendable {
    public var blocks: [Block]
    public var markup: PageMarkup
    /// Whether a program makes the page: scripts, and next to no text.
    public var isShell: Bool
  }

  /// In blocks. A page with more is no article but data.
  public static let blockLimit = 500_000

  /// In bytes of visible text: a page with scripts and less than this is made by them.
  private static let shellLimit = 200

  /// - Parameter text: the page, as valid UTF-8. Ranges count in it.
  /// - Throws: `HTMLError` for pages that are nested so deep, or hold so many elements, that reading them would take hours.
  public static func read(_ text: [UInt8]) throws(HTMLError) -> Page {
    if text.count >= Int(Int32.max) { throw HTMLError(reason: "the page is larger than 2 GiB") }
    if let offset = NestingGuard.excess(in: text) {
      throw HTMLError(reason: "the page's elements are nested too deep", offset: offset)
    }
    let result: Result<Page, HTMLError> = text.withUnsafeBufferPointer { source in
      do throws(HTMLError) {
        let tree = try PageTree(source)
        return .success(try page(tree, source, text))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private static func page(
    _ tree: PageTree, _ source: UnsafeBufferPointer<UInt8>, _ text: [UInt8]
  ) throws(HTMLError) -> Page {
    let walk = PageWalk(tree)
    if walk.drafts.count > blockLimit { throw HTMLError(reason: "the page has more than \(blockLimit) blocks") }
    var assembler = BlockAssembler(source: source)
    assembler.assemble(inSourceOrder(walk.runs), links: walk.links)
    var markup = PageMarkup()
    markup.visible = assembler.visible
    markup.elements = walk.elements
    markup.names = walk.names
    markup.tables = walk.tables
    markup.formulas = walk.formulas
    let head = HeadReader(tree)
    markup.statements = head.found
    markup.things = head.things
    let rendered = assembler.rendered
    var blocks: [Block] = []
    blocks.reserveCapacity(assembler.pieces.count)
    for piece in assembler.pieces { blocks.append(block(piece, walk.drafts[piece.draft], rendered)) }
    return Page(
      blocks: blocks, markup: markup, isShell: walk.scripts > 0 && rendered.count < shellLimit)
  }

  private static func block(_ piece: BlockAssembler.Piece, _ draft: BlockDraft, _ rendered: [UInt8]) -> Block {
    let text = BlockText(bytes: rendered[piece.text], sourceRange: piece.source, places: piece.places)
    var block = Block(text: text, role: draft.role, level: draft.level)
    if draft.isRoleOpen { block.role = TextLength.role(of: text.bytes) }
    block.isAfterGap = true
    block.links = piece.links
    block.markup = draft.markup
    block.markup.linkBytes = Int32(clamping: piece.linkBytes)
    if piece.emphasizedBytes * 10 >= piece.text.count * 9 { block.markup.traits.insert(.emphasized) }
    return block
  }

  /// The parser moves texts of broken tables in front of them; the ledger counts in the order of the source.
  private static func inSourceOrder(_ runs: [TextRun]) -> [TextRun] {
    var isSorted = true
    for index in runs.indices.dropFirst() where runs[index].start < runs[index - 1].start {
      isSorted = false
      break
    }
    guard !isSorted else { return runs }
    let order = runs.indices.sorted { runs[$0].start == runs[$1].start ? $0 < $1 : runs[$0].start < runs[$1].start }
    return order.map { runs[$0] }
  }
}

enum TextLength {
  /// A sentence or more is a paragraph; anything shorter is a line.
  static func role(of text: ArraySlice<UInt8>) -> Role {
    if text.count >= 120 { return .paragraph }
    guard text.count >= 40, let last = text.last else { return .line }
    return last == UInt8(ascii: ".") || last == UInt8(ascii: "?") || last == UInt8(ascii: "!") ? .paragraph : .line
  }
}
