import FettleKit

/// An open element, with what it hands down to the texts below it.
struct Frame {
  /// Index of its node.
  var node: Int
  var tag = MarkupTag.other
  /// Whether its text stands apart from what is around it.
  var takesBlock = false
  /// In the list of elements, once a block stands in it.
  var element: Int32 = -1
  /// In the list of links, or -1.
  var link: Int32 = -1
  var endsLink = false
  /// Whether it is the label that a block begins with, which a page sets apart from what is behind it.
  var endsLabel = false
  /// The depth of the row of a table of data, or of the list item, that it stands in; -1 for none.
  var row: Int32 = -1
  var item: Int32 = -1
  /// Of a list item: whether a block of it was begun.
  var isTaken = false
  /// Of a table: whether its rows are blocks.
  var isData = false
  var role = Role.line
  var level: UInt8 = 0
  var isParagraph = false
  var isPreformatted = false
  var isEmphasized = false
  var isRaised = false
  /// Whether it is the power of the number or unit before it.
  var isExponent = false
  var traits: BlockMarkup.Traits = []

  init(node: Int) { self.node = node }

  /// The frame of an element below this one, before the element adds what it says.
  func inner(_ node: Int) -> Frame {
    var frame = self
    frame.node = node
    frame.element = -1
    frame.endsLink = false
    frame.endsLabel = false
    frame.isTaken = false
    return frame
  }

  mutating func setHeading(_ level: UInt8) {
    role = .heading
    self.level = level
    isParagraph = false
  }
}
