import FettleKit
import HTMLTree

/// Goes over a page's tree once, and hands each text to the block that it belongs to.
struct PageWalk {
  let nodes: UnsafeBufferPointer<fettle_html_node>
  private(set) var runs: [TextRun] = []
  private(set) var drafts: [BlockDraft] = []
  private(set) var links: [PageLink] = []
  private(set) var elements: [MarkupElement] = []
  private(set) var names: [UInt8] = []
  private(set) var scripts = 0
  private(set) var tables: [MarkupTable] = []
  private(set) var formulas: [MarkupFormula] = []

  var frames: [Frame] = []
  /// Whether the next text begins a block.
  private var isBroken = true
  private var lineBreaks = 0
  /// Where a link ended and no text has come since.
  private var endedLink: Int32 = -1
  /// The nodes at hand that say a second time what stands beside them.
  private var doubles: [Range<Int>] = []
  /// Where the last formula that a script drew stands in the source.
  private var drawn = 0..<0

  init(_ tree: PageTree) {
    nodes = tree.nodes
    runs.reserveCapacity(nodes.count / 2)
    frames.reserveCapacity(64)
    walk()
  }

  private mutating func walk() {
    var index = 0
    while index < nodes.count {
      while let top = frames.last, Int(nodes[top.node].last) <= index { close() }
      let node = nodes[index]
      if node.isText {
        add(node, index)
        index += 1
      } else {
        index = open(node, index) ? index + 1 : Int(node.last)
      }
    }
    while !frames.isEmpty { close() }
  }

  // MARK: - Elements

  /// Returns whether the element's texts are to be looked at.
  private mutating func open(_ node: fettle_html_node, _ index: Int) -> Bool {
    let kind = ElementKind.of(node.bytes)
    switch kind.display {
    case .unseen:
      if node.isHTML, node.bytes.elementsEqual("script".utf8) {
        scripts += 1
        if let formula = FormulaReader.formula(ofScript: index, nodes, drawn: drawn) {
          formulas.append(formula)
          drawn = 0..<0
        }
      }
      return false
    case .lineBreak:
      lineBreak(at: Int32(node.start))
      return false
    default: break
    }
    var frame = frames.last?.inner(index) ?? Frame(node: index)
    frame.takesBlock = kind.display == .block || kind.display == .control
    frame.tag = kind.tag
    if isHidden(node) { frame.traits.insert(.hidden) }
    switch kind.display {
    case .control: frame.traits.insert(.control)
    case .fallback: frame.traits.insert(.hidden)
    default: break
    }
    if frame.takesBlock { enter(node, kind.tag, &frame) } else { enterInline(node, &frame) }
    if doubles.last.map({ $0.upperBound <= index }) ?? true, FormulaReader.isDrawing(node) {
      doubles = FormulaReader.doubles(nodes, index)
      drawn = Int(node.start)..<max(Int(node.end), Int(node.after))
    }
    frames.append(frame)
    return true
  }

  private mutating func enter(_ node: fettle_html_node, _ tag: MarkupTag, _ frame: inout Frame) {
    let isCell = tag == .td || tag == .th
    if frame.row >= 0 {
      // Inside a row of a table of data, everything is one block.
      frame.takesBlock = false
      if isCell { separateCells(at: Int32(node.start)) } else { space(at: Int32(node.start)) }
      return
    }
    isBroken = true
    lineBreaks = 0
    switch tag {
    case .h1: frame.setHeading(1)
    case .h2: frame.setHeading(2)
    case .h3: frame.setHeading(3)
    case .h4: frame.setHeading(4)
    case .h5: frame.setHeading(5)
    case .h6: frame.setHeading(6)
    case .p: frame.isParagraph = true
    case .pre: frame.isPreformatted = true
    case .figcaption, .caption: frame.role = .caption
    case .blockquote: frame.role = .quote
    case .li, .dd, .dt:
      frame.role = .listItem
      frame.item = Int32(frames.count)
    case .noscript: frame.traits.insert(.noscript)
    case .table:
      frame.isData = DataTables.isData(nodes, frame.node)
      if frame.isData, let table = TableReader.table(nodes, frame.node) { tables.append(table) }
    case .tr:
      if frame.isData {
        frame.role = .table
        frame.row = Int32(frames.count)
      }
    default:
      if node.bytes.elementsEqual("listing".utf8) || node.bytes.elementsEqual("xmp".utf8) {
        frame.isPreformatted = true
      }
    }
  }

  private mutating func enterInline(_ node: fettle_html_node, _ frame: inout Frame) {
    let name = node.bytes
    guard let first = name.first else { return }
    if !node.isHTML { return enterFormula(node, &frame) }
    if name.count == 1 {
      if first == UInt8(ascii: "a"), let url = node.attribute("href") {
        if endedLink == Int32(node.start) { space(at: Int32(node.start)) }
        frame.link = Int32(links.count)
        frame.endsLink = true
        links.append(PageLink(url: url, isMark: frame.isRaised))
      } else if first == UInt8(ascii: "b") {
        frame.isEmphasized = true
      }
    } else if name.elementsEqual("strong".utf8) {
      frame.isEmphasized = true
    } else if name.elementsEqual("span".utf8) {
      frame.endsLabel = isBroken && node.attribute("class").map(RaisedMark.isLabel) ?? false
    } else if name.elementsEqual("sup".utf8) {
      frame.isRaised = true
      let before = isBroken || lineBreaks > 0 ? UnsafeBufferPointer(start: nil, count: 0) : runs.last?.bytes
      if RaisedMark.isMark(nodes, frame.node, behind: before) {
        if frame.link >= 0 { links[Int(frame.link)].isMark = true }
        space(at: Int32(node.start))
      } else if RaisedMark.isExponent(nodes, frame.node, behind: before) {
        frame.isExponent = true
      }
    }
  }

  private mutating func enterFormula(_ node: fettle_html_node, _ frame: inout Frame) {
    let name = node.bytes
    if node.name_space == UInt8(FETTLE_HTML_NAMESPACE_SVG) {
      if name.elementsEqual("title".utf8) { frame.traits.insert(.hidden) }
    } else if name.elementsEqual("math".utf8) {
      if let formula = FormulaReader.formula(nodes, frame.node) { formulas.append(formula) }
    } else if node.parent >= 0, nodes[Int(node.parent)].bytes.elementsEqual("mfrac".utf8),
      FormulaParts.place(of: frame.node, nodes) == 1
    {
      append(.fraction, at: Int32(node.start))
    }
  }

  private mutating func close() {
    guard let frame = frames.popLast() else { return }
    if frame.takesBlock {
      isBroken = true
      lineBreaks = 0
    }
    if frame.endsLabel { space(at: max(nodes[frame.node].after, Int32(nodes[frame.node].end))) }
    if frame.endsLink { endedLink = nodes[frame.node].after }
  }

  private func isHidden(_ node: fettle_html_node) -> Bool {
    for attribute in node.attributeList {
      if attribute.isNamed("hidden") { return !attribute.bytes.elementsEqual("until-found".utf8) }
      if attribute.isNamed("style"), StyleText.hides(attribute.bytes) { return true }
    }
    return node.bytes.elementsEqual("dialog".utf8) && node.attribute("open") == nil
  }

  // MARK: - Texts

  private mutating func add(_ node: fettle_html_node, _ index: Int) {
    let bytes = node.bytes
    guard !bytes.isEmpty, let frame = frames.last else { return }
    let isBlank = Blank.isBlank(bytes)
    if isBlank, isBroken || drafts.isEmpty || lineBreaks > 0 { return }
    if !isBlank {
      if isBroken || lineBreaks > 1 {
        begin(frame)
      } else if lineBreaks == 1 {
        append(.space, at: Int32(node.start))
      }
      lineBreaks = 0
      endedLink = -1
    }
    var run = TextRun(
      bytes: bytes, start: Int32(node.start), end: Int32(node.end), draft: Int32(drafts.count - 1), link: frame.link)
    run.isPreformatted = frame.isPreformatted
    run.isEmphasized = frame.isEmphasized
    run.isExponent = frame.isExponent
    run.isRepeated = isRepeated(index)
    runs.append(run)
  }

  private func isRepeated(_ index: Int) -> Bool {
    for range in doubles where range.contains(index) { return true }
    return false
  }

  private mutating func begin(_ frame: Frame) {
    var draft = BlockDraft(role: frame.role)
    draft.level = frame.level
    draft.markup.traits = frame.traits
    if lineBreaks > 1 { draft.markup.traits.insert(.brokenLine) }
    if frame.isPreformatted {
      draft.role = .code
    } else if frame.isParagraph {
      draft.markup.traits.insert(.paragraphElement)
      if draft.role == .line { draft.role = .paragraph }
    } else if draft.role == .line {
      draft.isRoleOpen = true
    }
    draft.markup.element = register(frames.count - 1)
    if draft.role == .listItem, frame.item >= 0 {
      // Only the first block of an item is the item.
      if frames[Int(frame.item)].isTaken {
        draft.role = frame.isParagraph ? .paragraph : .line
      } else {
        frames[Int(frame.item)].isTaken = true
      }
    }
    drafts.append(draft)
    isBroken = false
  }

  /// The index of the innermost block element of the open ones in the list of elements.
  private mutating func register(_ position: Int) -> Int32 {
    var first = position
    while first >= 0, frames[first].element < 0 || !frames[first].takesBlock { first -= 1 }
    var parent = first >= 0 ? frames[first].element : -1
    for index in (first + 1)..<(position + 1) where frames[index].takesBlock {
      let start = Int32(names.count)
      ElementNames.append(nodes[frames[index].node], to: &names)
      elements.append(MarkupElement(tag: frames[index].tag, parent: parent, names: start..<Int32(names.count)))
      parent = Int32(elements.count - 1)
      frames[index].element = parent
    }
    return parent
  }

  // MARK: - Marks

  private mutating func lineBreak(at place: Int32) {
    if frames.last?.isPreformatted == true {
      append(.space, at: place)
    } else if let frame = frames.last, frame.row >= 0 {
      space(at: place)
    } else {
      lineBreaks += 1
    }
  }

  private mutating func space(at place: Int32) {
    if !isBroken { append(.space, at: place) }
  }

  private mutating func separateCells(at place: Int32) {
    if !isBroken, !drafts.isEmpty, drafts[drafts.count - 1].role == .table { append(.cell, at: place) }
  }

  private mutating func append(_ kind: TextRun.Kind, at place: Int32) {
    guard !drafts.isEmpty else { return }
    runs.append(
      TextRun(
        kind: kind, bytes: UnsafeBufferPointer(start: nil, count: 0), start: place, end: place,
        draft: Int32(drafts.count - 1), link: -1))
  }
}
