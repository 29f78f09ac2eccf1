import FettleKit

/// The features of a page's blocks, for training.
public struct ContentFeatures {
  /// Row after row, `width` numbers for each block.
  public let values: [Float]
  public let width: Int
  /// The block that holds the page's title, or -1.
  public let title: Int
  /// Of each block: whether it is part of another post than the page's own.
  public let isOfAnotherPost: [Bool]
  /// Of each block: the innermost element that it stands in, or -1.
  public let elements: [Int]
  /// Of each element: the one around it, or -1; and a number that those have in common whose tag and names are the same.
  public let parents: [Int]
  public let kinds: [Int]

  public init(_ document: borrowing Document) {
    guard let markup = document.markup else {
      values = []
      width = 0
      title = -1
      isOfAnotherPost = []
      elements = []
      parents = []
      kinds = []
      return
    }
    let features = Features(document, markup)
    values = features.values
    width = features.width
    title = features.title.block
    isOfAnotherPost = document.blocks.indices.map { features.isOfAnotherPost($0) }
    elements = document.blocks.map { Int($0.markup.element) }
    parents = markup.elements.map { Int($0.parent) }
    kinds = features.elements.facts.map(\.kind)
  }
}
