/// A journal as the table knows it.
public struct Journal: Sendable, Equatable {
  /// One form of its short title, such as "N. Engl. J. Med."
  public var short: String
  /// "New England Journal of Medicine".
  public var full: String
  /// Of the print edition, else of the one online, with its hyphen; `nil` where the table doesn't say.
  public var issn: String?

  public init(short: String, full: String, issn: String? = nil) {
    self.short = short
    self.full = full
    self.issn = issn
  }
}

/// What a name that was looked up turned out to be.
public enum JournalMatch: Sendable, Equatable {
  /// A short title of this journal.
  case short(Journal)
  /// Its full title.
  case full(Journal)
  /// A title that is its own short form, such as "Neuroscience".
  case both(Journal)
  /// A short title of more than one journal: known as a journal's, but it can't be said which.
  case ambiguous

  /// The journal, where there is exactly one.
  public var journal: Journal? {
    switch self {
    case .short(let journal), .full(let journal), .both(let journal): journal
    case .ambiguous: nil
    }
  }
}
