import FettleKit
import Foundation

/// The plainest plugin: the text of a document through a Unix filter. A process for each document, so that what a filter
/// keeps from line to line never goes from one document to the next.
struct CommandFilter: PluginWorker {
  private let command: String
  private let rule: String
  private let isPerBlock: Bool
  private let launch: Launch
  private let limits: PluginLimits
  private let log: @Sendable (String) -> Void
  let identity: StageIdentity

  /// Stands for a line end within a block that is a line: U+2028, or another where the text has that itself.
  private static let lineMarks: [[UInt8]] = [[0xE2, 0x80, 0xA8], [0xE2, 0x80, 0xA9], [0x0B], [0x1E]]

  init(_ call: PluginCall) throws(Diagnostics) {
    command = call.command ?? ""
    guard command.utf8.contains(where: { $0 > 0x20 }) else {
      throw call.diagnostic("the command is empty", at: "command")
    }
    let name = call.options.string("name", default: "command")
    guard PluginDescription.isName(name) else {
      throw call.diagnostic(
        "a plugin can't be called '\(name)'", at: "name", expected: "lower-case letters, digits and hyphens")
    }
    rule = "command"
    isPerBlock = call.options.string("per", default: "block") == "block"
    limits = call.limits
    let log = call.surroundings.log
    self.log = { log("\(name): \($0)") }
    launch = call.launch(["/bin/sh", "-c", command])
    let words = command.split(whereSeparator: { " \t\n'\";|<>".contains($0) }).map(String.init)
    let files: [JSONValue]
    do throws(PluginFailure) {
      files =
        try PluginFiles.digests(of: words + call.options.strings("files"), declared: [], in: call.folder)
    } catch {
      throw call.diagnostic("\(error)", at: "command")
    }
    identity = StageIdentity(
      name: "plugin/" + name, details: ["name": .string(name), "kind": ["edit"], "files": .array(files)],
      options: call.settings)
  }

  func finish() -> [StageNotice] { [] }

  func process(_ documents: inout [Document], in context: StageContext) -> [StageError?] {
    documents.indices.map { index in
      do throws(PluginFailure) {
        try filter(&documents[index])
        return nil
      } catch {
        return StageError(stage: identity.name, reason: "the command \(error)")
      }
    }
  }

  private func filter(_ document: inout Document) throws(PluginFailure) {
    let blocks = document.blocks.indices.filter {
      !document.blocks[$0].isRemoved && PluginMessage.isEditable(document.blocks[$0].outcome)
    }
    if blocks.isEmpty { return }
    let mark = try lineMark(document, blocks)
    let run = CommandRun(launch, timeout: limits.timeout, outputLimit: limits.lineBytes)
    let result = try run.output(of: input(document, blocks, mark))
    for line in result.complaints { log(line) }
    guard result.status.isClean else {
      // Not "it": the sentence begins with the command.
      throw PluginFailure(String(result.status.words.dropFirst(3)))
    }
    let texts = output(result.output, mark)
    guard texts.count == blocks.count else {
      throw PluginFailure("gave \(texts.count) \(isPerBlock ? "lines" : "paragraphs") for \(blocks.count) blocks")
    }
    var edits: [PluginAnswer.Edit] = []
    for (block, text) in zip(blocks, texts) where !document.blocks[block].text.bytes.elementsEqual(text) {
      guard String(validating: text, as: UTF8.self) != nil else { throw PluginFailure("gave what isn't UTF-8") }
      edits.append(PluginAnswer.Edit(block: block, range: nil, action: .rewrite(text), rule: rule))
    }
    try EditApplication(stage: identity.name).apply(edits, to: &document)
  }

  private func lineMark(_ document: borrowing Document, _ blocks: [Int]) throws(PluginFailure) -> [UInt8] {
    guard isPerBlock else { return [] }
    for mark in CommandFilter.lineMarks {
      var isFree = true
      for block in blocks where CommandFilter.contains(document.blocks[block].text.bytes, mark) { isFree = false }
      if isFree { return mark }
    }
    throw PluginFailure("can't be given this text a block a line: it holds every mark that could stand for a line end")
  }

  private static func contains(_ bytes: ArraySlice<UInt8>, _ mark: [UInt8]) -> Bool {
    guard bytes.contains(mark[0]), bytes.count >= mark.count else { return false }
    return (bytes.startIndex...(bytes.endIndex - mark.count)).contains {
      bytes[$0..<($0 + mark.count)].elementsEqual(mark)
    }
  }

  private func input(_ document: borrowing Document, _ blocks: [Int], _ mark: [UInt8]) -> [UInt8] {
    var input: [UInt8] = []
    for (number, block) in blocks.enumerated() {
      if !isPerBlock, number > 0 { input.append(0x0A) }
      for byte in document.blocks[block].text.bytes {
        if byte == 0x0A, isPerBlock { input += mark } else { input.append(byte) }
      }
      input.append(0x0A)
    }
    return input
  }

  private func output(_ bytes: [UInt8], _ mark: [UInt8]) -> [[UInt8]] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    if lines.last?.isEmpty == true { lines.removeLast() }
    if isPerBlock { return lines.map { CommandFilter.replaced(mark, in: $0) } }
    var texts: [[UInt8]] = []
    var text: [[UInt8]] = []
    for line in lines + [[]] {
      if !line.isEmpty {
        text.append(line)
      } else if !text.isEmpty {
        texts.append(Array(text.joined(separator: [0x0A])))
        text = []
      }
    }
    return texts
  }

  private static func replaced(_ mark: [UInt8], in line: [UInt8]) -> [UInt8] {
    guard contains(line[...], mark) else { return line }
    var text: [UInt8] = []
    var at = 0
    while at < line.count {
      if line[at...].starts(with: mark) {
        text.append(0x0A)
        at += mark.count
      } else {
        text.append(line[at])
        at += 1
      }
    }
    return text
  }
}
