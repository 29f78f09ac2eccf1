import FettleKit

/// The features of a page's blocks, for training.
public enum ContentFeatures {
  public static func rows(of document: borrowing Document) -> (values: [Float], width: Int) {
    guard let markup = document.markup else { return ([], 0) }
    let features = Features(document, markup)
    return (features.values, features.width)
  }
}
