import ArchiveExport
import ArgumentParser
import CanonicalJSON
import FettleKit
import PipelineRunner
import ReferenceNormalization

/// What `fettle references` writes for each string.
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

  mutating func add(_ line: ArraySlice<UInt8>) {
    number += 1
    let isEmpty = !line.contains { $0 > 0x20 }
    switch kind {
    case .csl(let hasConfidence):
      let parsed = parser.parse(line)
      var json = JSONWriter(capacity: 512)
      CSLItem.write(parsed.item, custom: hasConfidence && !isEmpty ? parsed.evidence : nil, to: &json)
      json.newline()
      bytes += json.bytes
    case .bibtex(var writer):
      if isEmpty { return }
      // The writer's memory stays its own while it is here.
      kind = .csl(hasConfidence: false)
      let parsed = parser.parse(line)
      writer.write(parsed.item, hasEtAl: parsed.hasEtAl, raw: ReferenceOutput.string(line))
      bytes += writer.bytes
      writer.bytes.removeAll(keepingCapacity: true)
      kind = .bibtex(writer)
    case .ris(var writer):
      if isEmpty { return }
      writer.write(parser.parse(line).item, raw: ReferenceOutput.string(line))
      bytes += writer.bytes
      writer.bytes.removeAll(keepingCapacity: true)
      kind = .ris(writer)
    case .explanation(let explanation):
      if !isEmpty { bytes += ReferenceExplanation.text(line, number, parser, explanation).utf8 }
    }
  }

  /// What was written since the last time.
  mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  private static func string(_ line: ArraySlice<UInt8>) -> String {
    String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
  }
}
