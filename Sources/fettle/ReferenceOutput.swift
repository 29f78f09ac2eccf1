import ArchiveExport
import ArgumentParser
import CanonicalJSON
import FettleKit
import PipelineRunner
import ReferenceNormalization

/// What `fettle references` writes.
struct ReferenceOutput {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csl
    case bibtex
    case ris
  }

  private enum Kind {
    case csl(hasConfidence: Bool)
    case bibtex(BibTeXWriter)
    case ris(RISWriter)
    case explanation(LabeledText)
  }

  private let parser: any ReferenceParsing
  private var kind: Kind
  private var bytes: [UInt8] = []
  private var number = 0

  init(_ parser: any ReferenceParsing, format: Format, hasConfidence: Bool) {
    self.parser = parser
    switch format {
    case .csl: kind = .csl(hasConfidence: hasConfidence)
    case .bibtex: kind = .bibtex(BibTeXWriter())
    case .ris: kind = .ris(RISWriter())
    }
  }

  init(explaining parser: any ReferenceParsing, isColoured: Bool, width: Int) {
    self.parser = parser
    kind = .explanation(LabeledText(isColoured: isColoured, width: width))
  }

  /// Writes what becomes of these lines.
  mutating func add(_ lines: [ArraySlice<UInt8>]) {
    switch kind {
    case .csl(let hasConfidence):
      var json = JSONWriter(capacity: 512 * lines.count)
      for line in lines {
        let parsed = parser.parse(line)
        // Not by "?:" with nil, which is JSON's null there.
        let custom: JSONValue? =
          hasConfidence && !ReferenceOutput.isEmpty(line) ? Optional.some(parsed.evidence) : Optional.none
        CSLItem.write(parsed.item, custom: custom, to: &json)
        json.newline()
      }
      bytes += json.bytes
    case .bibtex(var writer):
      // The writer's memory stays its own while it is here.
      kind = .csl(hasConfidence: false)
      for line in lines where !ReferenceOutput.isEmpty(line) {
        let parsed = parser.parse(line)
        writer.write(parsed.item, hasEtAl: parsed.hasEtAl, raw: ReferenceOutput.string(line))
      }
      bytes += writer.bytes
      writer.bytes.removeAll(keepingCapacity: true)
      kind = .bibtex(writer)
    case .ris(var writer):
      kind = .csl(hasConfidence: false)
      for line in lines where !ReferenceOutput.isEmpty(line) {
        writer.write(parser.parse(line).item, raw: ReferenceOutput.string(line))
      }
      bytes += writer.bytes
      writer.bytes.removeAll(keepingCapacity: true)
      kind = .ris(writer)
    case .explanation(let explanation):
      for line in lines {
        number += 1
        if ReferenceOutput.isEmpty(line) { continue }
        bytes += ReferenceExplanation.text(line, number, parser, explanation).utf8
      }
    }
  }

  private static func isEmpty(_ line: ArraySlice<UInt8>) -> Bool { !line.contains { $0 > 0x20 } }

  /// What was written since the last time.
  mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  private static func string(_ line: ArraySlice<UInt8>) -> String {
    String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
  }
}
