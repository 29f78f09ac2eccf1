import FettleKit
import TestSupport
import Testing

@testable import ReferenceNormalization

@Suite("Lists of publishers, whatever a page was rendered with")
struct PublisherListTests {
  /// What renderings make of an entry and its links.
  enum Shape: String, CaseIterable, CustomTestStringConvertible {
    case links = "links on a line below"
    case inline = "an entry a line"
    case labelAlone = "the label on a line of its own"
    case bullets = "bullets"
    case oneLine = "the whole list on one line"
    case wrapped = "wrapped, hanging"
    case wrappedFlat = "wrapped, flush"
    case markdown = "Markdown"

    var testDescription: String { rawValue }
    var isWrapped: Bool { self == .wrapped || self == .wrappedFlat }
  }

  private func print(_ entries: [PublisherList.Entry], _ publisher: PublisherList, _ shape: Shape) -> String {
    let printed = entries.map { entry in
      let label = entry.label.map { $0 + " " } ?? ""
      let links = entry.links.joined(separator: publisher.separator)
      let behind = links.isEmpty ? "" : " " + links
      switch shape {
      case .links:
        return label + entry.raw + (links.isEmpty ? "" : "\n" + links) + "\n"
      case .labelAlone:
        return "  " + (entry.label.map { $0 + "\n\n    " } ?? "") + entry.raw
          + (links.isEmpty ? "" : "\n\n    " + links)
          + "\n"
      case .inline, .oneLine: return label + entry.raw + behind
      case .bullets: return "  \u{2022} " + label + entry.raw + behind
      case .wrapped: return wrapped(label + entry.raw + behind, "   ", hanging: "      ")
      case .wrappedFlat: return wrapped(label + entry.raw + behind, "   ", hanging: "   ")
      case .markdown:
        let marked = entry.links.map {
          "[\($0.filter { $0 != "[" && $0 != "]" })](https://example.org/\($0.utf8.count)?q=1)"
        }
        return "  * " + label + entry.raw + (marked.isEmpty ? "" : " " + marked.joined(separator: publisher.separator))
      }
    }
    return printed.joined(separator: shape == .oneLine ? " " : "\n")
  }

  private func wrapped(_ text: String, _ first: String, hanging: String) -> String {
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > 76 {
        lines.append(line)
        line = hanging
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return (lines + [line]).joined(separator: "\n")
  }

  @Test("each entry is there, with its label and its links apart", arguments: PublisherList.all, Shape.allCases)
  func entries(_ publisher: PublisherList, _ shape: Shape) throws {
    // A name and a year at the start of a line that holds more than one entry part nothing.
    if publisher.label == .name, shape == .oneLine || shape == .wrappedFlat { return }
    // A link that nobody knows is known where it ends most lines: not before an address, or inside of a block.
    if publisher.isUnknownLink, shape == .markdown || shape == .oneLine || shape.isWrapped { return }
    var random = SplitMix(seed: UInt64(publisher.name.utf8.count) &* 7919 &+ UInt64(shape.rawValue.utf8.count))
    let entries = publisher.entries(14, &random)
    let prose = WrittenList.prose.map { shape.isWrapped ? wrapped($0, "   ", hanging: "   ") : $0 }
    let heading = shape == .markdown ? "## " + publisher.heading : publisher.heading
    let parts =
      ["On Brown Water"] + prose + prose + [heading, print(entries, publisher, shape), publisher.tail, "Words."]
    let document = try WrittenList.processed(parts.joined(separator: "\n\n"))
    #expect(document.references.map(\.raw) == entries.map(\.raw))
    guard document.references.count == entries.count else { return }
    #expect(document.references.map(\.number) == entries.map(\.number))
    // No list ends with a link that nobody knows.
    for (reference, entry) in zip(document.references, entries.dropLast(publisher.isUnknownLink ? 1 : 0)) {
      if entry.label != nil { #expect(reference.label == entry.label) }
      #expect(
        reference.links.map(\.label).joined(separator: "|").filter { $0.isLetter || $0 == "|" }
          == entry.links.joined(separator: "|").filter { $0.isLetter || $0 == "|" })
    }
  }
}
