/// Where a document came from. Everything here is part of the record, so nothing here may depend on the machine.
public struct SourceInfo: Sendable, Equatable {
  /// As given, relative to the pipeline file or the folder that was named; "-" for standard input.
  public var path: String
  /// Of the file as read: lower-case hexadecimal SHA-256, and its size.
  public var sha256: String
  public var bytes: Int
  /// Of the decoded UTF-8 text, in which all ranges count.
  public var textSHA256: String
  /// "text/plain" or "text/html".
  public var mediaType: String
  /// The IANA name of the encoding that the bytes were read as.
  public var charset: String
  /// Of the WARC record that it was read from, without angle brackets.
  public var recordID: String?
  /// Where it was captured, and when, as the archive says.
  public var url: String?
  public var date: String?

  public init(path: String, sha256: String, bytes: Int, textSHA256: String, mediaType: String, charset: String) {
    self.path = path
    self.sha256 = sha256
    self.bytes = bytes
    self.textSHA256 = textSHA256
    self.mediaType = mediaType
    self.charset = charset
  }
}

/// How the lines of the source text came about, which decides what a line is worth.
public enum LineLayout: String, Sendable {
  /// Paragraphs and items stand on a line each.
  case lines
  /// Paragraphs were wrapped at a column, as terminal browsers do.
  case hardWrapped = "hard-wrapped"
  /// Each text node of a page stands on a line, without empty lines: sentences are torn at links and superscripts.
  case textNodes = "text-nodes"
  /// Everything stands on one line, or on very few.
  case oneLine = "one-line"
}

/// How often a rule rewrote something.
public struct Change: Sendable, Hashable {
  public var stage: String
  public var rule: String

  public init(stage: String, rule: String) {
    self.stage = stage
    self.rule = rule
  }
}

/// A finished file of a document's output.
public struct ExportedFile: Sendable {
  /// The format's name as in the pipeline file: "json", "csl".
  public var format: String
  /// What follows the document's name: ".json", ".csl.json".
  public var ending: String
  public var bytes: [UInt8]
  /// The file in which the bytes of all documents stand one behind the other ("articles.ndjson"); `nil` for a file of
  /// the document's own.
  public var container: String?

  public init(format: String, ending: String, bytes: [UInt8], container: String? = nil) {
    self.format = format
    self.ending = ending
    self.bytes = bytes
    self.container = container
  }
}

/// A document on its way through the stages. A value: a stage changes only the one in its hands.
public struct Document: Sendable {
  public var source: SourceInfo
  /// The decoded source text, UTF-8. Ranges count in it. Never changes.
  public let text: [UInt8]
  public var layout: LineLayout
  /// In source order, disjoint; together they hold every byte that isn't white space (of an HTML page: every byte that a
  /// reader sees).
  public var blocks: [Block]
  /// What an HTML page says beside its text; `nil` for plain text.
  public var markup: PageMarkup?
  /// What the page states of the article itself.
  public var item = Item()
  public var figures: [Figure] = []
  public var references: [Reference] = []
  /// How often each rule rewrote something.
  public var changes: [Change: Int] = [:]
  /// Flags for the record's `quality`, such as "paywalled": true.
  public var quality: [String: JSONValue] = [:]
  /// Fields that plugins added, by the plugin's namespace.
  public var plugins: [String: JSONValue] = [:]
  /// The files that the export stage made.
  public var exports: [ExportedFile] = []
  /// What was worked out of the blocks and may be asked for again.
  public var memo = Memo()

  public init(source: SourceInfo, text: [UInt8], layout: LineLayout, blocks: [Block]) {
    self.source = source
    self.text = text
    self.layout = layout
    self.blocks = blocks
  }

  /// Adds to the count of a rule's rewrites; 0 adds nothing.
  public mutating func count(stage: String, rule: String, by count: Int) {
    if count > 0 { changes[Change(stage: stage, rule: rule), default: 0] += count }
  }

  /// Cuts a block in two at a byte offset of its text, and returns whether both parts hold something. White space at the
  /// cut belongs to neither. The second part stands behind the first, with the same outcome and role.
  @discardableResult
  public mutating func split(block index: Int, atTextOffset offset: Int) -> Bool {
    let (left, right) = blocks[index].text.split(at: offset)
    guard let first = left.trimmed(of: text), let second = right.trimmed(of: text) else { return false }
    var tail = blocks[index]
    blocks[index].text = first
    tail.text = second
    tail.markerLength = 0
    tail.isAfterGap = false
    let cut = second.sourceRange.lowerBound
    tail.links = blocks[index].links.filter { ($0.offset ?? 0) >= cut }
    blocks[index].links.removeAll { ($0.offset ?? 0) >= cut }
    blocks.insert(tail, at: index + 1)
    return true
  }

  /// Puts the blocks of a range together into its first one, with `separator` between their texts.
  public mutating func merge(blocks range: Range<Int>, separator: [UInt8] = TextEdit.space) {
    guard range.count > 1 else { return }
    for index in range.dropFirst() {
      blocks[range.lowerBound].text.append(blocks[index].text, separator: separator)
      blocks[range.lowerBound].links += blocks[index].links
    }
    blocks.removeSubrange((range.lowerBound + 1)..<range.upperBound)
  }
}

extension BlockText {
  /// The text without separators at its ends, and its source range without separators at its ends; `nil` where either has
  /// nothing else. The two are trimmed each by itself, since the source may hold marks at its ends that a rewrite took out
  /// of the text, and those must stay in the range.
  ///
  /// - Parameter source: the document's source text.
  public func trimmed(of source: [UInt8]) -> BlockText? {
    let inText = bytes.withUnsafeBufferPointer { Separator.trimmed($0, 0..<$0.count) }
    let inSource = source.withUnsafeBufferPointer { Separator.trimmed($0, sourceRange) }
    guard !inText.isEmpty, !inSource.isEmpty else { return nil }
    return part(inText, standingFor: inSource)
  }
}
