/// What a page in HTML says beside its text: which bytes of the source a reader sees, the elements that its blocks stand
/// in, and what its head states. Stages read it; it never changes.
public struct PageMarkup: Sendable {
  /// Ranges of the source text that a reader sees, ascending and disjoint. Everything else is markup: tags, attributes,
  /// comments, scripts, styles. A range begins and ends with something other than white space; one that holds character
  /// references ("&amp;") holds them as they are written.
  public var visible: [Range<Int>] = []
  /// The elements that blocks stand in, in document order: a parent before its children.
  public var elements: [MarkupElement] = []
  /// The bytes that `MarkupElement.names` counts in.
  public var names: [UInt8] = []
  /// `<title>`, `<meta>`, `<link rel>`, JSON-LD, microdata and RDFa, in document order.
  public var statements: [MarkupStatement] = []
  /// The things that microdata and RDFa describe, in document order: an owner before what it owns.
  public var things: [MarkupThing] = []
  /// The tables of data, in document order.
  public var tables: [MarkupTable] = []
  /// The formulas that the page gives in TeX as well, in document order.
  public var formulas: [MarkupFormula] = []
  /// What the stage `content` took the page for.
  public var kind = Kind.unknown
  /// Where the fields of the document's item were stated, by field.
  public var origins: [FieldOrigin] = []

  public enum Kind: Sendable {
    case unknown
    /// A page of a journal or an archive.
    case scholarly
    /// News, a blog, a forum, a shop …: nothing but the article was kept.
    case general
  }

  public init() {}

  /// How many visible bytes a range of the source holds.
  public func visibleBytes(in range: Range<Int>) -> Int {
    var count = 0
    var index = firstVisible(endingAfter: range.lowerBound)
    while index < visible.count, visible[index].lowerBound < range.upperBound {
      count += visible[index].clamped(to: range).count
      index += 1
    }
    return count
  }

  /// The index of the first visible range that ends behind an offset of the source.
  public func firstVisible(endingAfter offset: Int) -> Int {
    var low = 0
    var high = visible.count
    while low < high {
      let middle = (low + high) / 2
      if visible[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// An element of a page that blocks stand in.
public struct MarkupElement: Sendable {
  /// The element's name.
  public var tag: MarkupTag
  /// In `PageMarkup.elements`; -1 for the outermost.
  public var parent: Int32
  /// What the page calls the element: the values of `id`, `class`, `role`, `itemprop` and the like in lower case, with a
  /// space before, between and behind them. In bytes of `PageMarkup.names`.
  public var names: Range<Int32>

  public init(tag: MarkupTag, parent: Int32, names: Range<Int32>) {
    self.tag = tag
    self.parent = parent
    self.names = names
  }
}

/// The names of elements that say what a block is. All others are `other`.
public enum MarkupTag: UInt8, Sendable, CaseIterable {
  case other
  case address, article, aside, blockquote, body, button, caption, center, dd, details, dialog, div, dl, dt, fieldset
  case figcaption, figure, footer, form, h1, h2, h3, h4, h5, h6, header, html, iframe, label, legend, li, main, math,
    menu
  case nav, noscript, ol, option, p, pre, section, select, summary, svg, table, tbody, td, textarea, tfoot, th, thead,
    tr
  case ul, video
}

/// Something that a page states outside of its text.
public struct MarkupStatement: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case title, meta, link
    /// A script of type application/ld+json, as it stands.
    case linkedData = "json-ld"
    /// An element with `itemprop`.
    case microdata
    /// An element with `property` that has its value in the page's text or in an attribute.
    case rdfa
  }

  public var kind: Kind
  /// The name of a meta element or of a property in lower case; empty for the title and JSON-LD.
  public var name: String
  /// With character references resolved and white space folded; of JSON-LD as it stands.
  public var value: String
  /// Of microdata and RDFa: the thing that has the property, in `PageMarkup.things`; -1 where the page names none.
  public var thing: Int32 = -1
  /// Where the value stands, half-open, in bytes of the source text.
  public var range: Range<Int>

  public init(kind: Kind, name: String, value: String, range: Range<Int>) {
    self.kind = kind
    self.name = name
    self.value = value
    self.range = range
  }
}

/// Something that a page describes in its markup: an article, one of its authors, the journal that it is part of.
public struct MarkupThing: Sendable, Equatable {
  /// Its type in lower case, without the vocabulary's address: "scholarlyarticle", "person"; empty where none is given.
  public var type: String
  /// The property of another thing that this one is the value of: "author"; empty for none.
  public var property: String
  /// That other thing, in `PageMarkup.things`; -1 for none.
  public var owner: Int32

  public init(type: String, property: String, owner: Int32) {
    self.type = type
    self.property = property
    self.owner = owner
  }
}

/// Where a page states a field of its article.
public struct FieldOrigin: Sendable, Equatable {
  /// A key of the record's `item`.
  public var field: String
  /// The name of the meta element or property: "citation_title", "og:title", "json-ld".
  public var origin: String
  /// Half-open, in bytes of the source text.
  public var range: Range<Int>

  public init(field: String, origin: String, range: Range<Int>) {
    self.field = field
    self.origin = origin
    self.range = range
  }
}

/// What a block's place in a page says of it.
public struct BlockMarkup: Sendable {
  /// The innermost of `PageMarkup.elements` that it stands in; -1 where the document is no HTML page.
  public var element: Int32 = -1
  /// How many bytes of its text are links.
  public var linkBytes: Int32 = 0
  public var traits: Traits = []

  public struct Traits: OptionSet, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    /// The page hides it from a reader: `hidden`, `display: none`.
    public static let hidden = Traits(rawValue: 1)
    /// A reader sees it only where scripts don't run.
    public static let noscript = Traits(rawValue: 2)
    /// A control to press, fill or choose from.
    public static let control = Traits(rawValue: 4)
    /// It ends where a line break stands, not an element.
    public static let brokenLine = Traits(rawValue: 8)
    /// It stands in an element of its own: a `<p>`, a heading, an item.
    public static let paragraphElement = Traits(rawValue: 16)
    /// It consists of bold or other emphasized text.
    public static let emphasized = Traits(rawValue: 32)
  }

  public init() {}
}
