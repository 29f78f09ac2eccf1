/// What a token of a reference is a part of: the labels of the learned parser. A mark behind a part bears the part's label, a
/// word or a bracket that announces one ("pp.", "In", "(") that of what it announces.
package enum FieldLabel: UInt8, CaseIterable, Sendable {
  case author
  /// The year right behind the authors, before the title.
  case leadingDate = 1
  case title
  case journal
  case bookTitle
  case editor
  case volume
  case issue
  case pages
  case date
  case publisher
  case place
  case edition
  case series
  /// Anything else: degrees, translators, remarks.
  case note
  case identifier

  package var bit: UInt16 { 1 << UInt16(rawValue) }
}

extension FieldLabel {
  /// As users see it.
  var name: String {
    switch self {
    case .leadingDate: "date"
    case .bookTitle: "book-title"
    default: "\(self)"
    }
  }
}
