import CanonicalJSON
import Digest
import FettleKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder that a run writes to.
///
/// A file is written under another name in `.unfinished/` and then renamed, so that whatever stops the run, only whole
/// files are in place. Which files a run has put there, and which the one before it had, stands in
/// `.unfinished/written` until the manifest says it: so nothing stale is left behind, and nothing is deleted that Fettle
/// didn't write. `manifest.json` is there exactly when the last run was complete.
///
/// What was done of each document stands in `.receipts`, and during a run in `.unfinished/receipts`, so that the next run
/// does only what is left or has changed. Both may be deleted at any time; then everything is done again.
final class OutputFolder {
  let path: String
  private let unfinished: String
  /// What earlier runs wrote, relative to the folder.
  private var earlier: Set<String>
  private var made: Set<String> = []
  private var written: Set<String> = []
  private var journal: CInt = -1
  private var containers: [String: SharedFile] = [:]
  /// Whether the run before this one came to its end.
  private let wasComplete: Bool
  private var receipts: CInt = -1

  private struct SharedFile {
    var descriptor: CInt
    var part: String
    var size: Int
  }

  /// Takes the folder for one run: makes it, sweeps up after a run that was stopped, and shuts other runs out.
  ///
  /// - Throws: `RunFailure`, where it can't be written to, where another run is at work in it, or where it holds articles
  ///   that Fettle doesn't know.
  init(_ path: String) throws(RunFailure) {
    self.path = path
    unfinished = path + "/.unfinished"
    let isKnown = FileSystem.exists(path + "/manifest.json") || FileSystem.exists(unfinished)
    if !isKnown,
      let stranger = ["articles", "quarantine"].first(where: { !FileSystem.names(in: "\(path)/\($0)").isEmpty })
    {
      throw RunFailure(
        "\(path)/\(stranger) holds files, but no manifest says that fettle wrote them; name another folder with --output",
        isWorthRetrying: false)
    }
    wasComplete = FileSystem.exists(path + "/manifest.json")
    try FileSystem.makeFolder(unfinished)
    let journalPath = unfinished + "/written"
    earlier = try OutputFolder.outputs(ofManifest: path + "/manifest.json")
    journal = open(journalPath, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard journal >= 0 else { throw FileSystem.failure("cannot write \(journalPath)") }
    guard flock(journal, LOCK_EX | LOCK_NB) == 0 else {
      close(journal)
      journal = -1
      throw RunFailure("another run is writing to \(path)", isWorthRetrying: true)
    }
    guard let noted = FileSystem.read(journalPath) else { throw FileSystem.failure("cannot read \(journalPath)") }
    let lines = noted.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
    // A line that a full disk cut short must not run into the next one.
    if let last = noted.last, last != 0x0A { try FileSystem.append([0x0A], to: journal, journalPath) }
    let known = Set(lines.map { String(decoding: $0, as: UTF8.self) }.filter(OutputFolder.isOwn))
    for name in FileSystem.names(in: unfinished) where name.hasSuffix(".part") {
      try FileSystem.remove(unfinished + "/" + name)
    }
    // Only when the journal knows what the manifest knows may the manifest go.
    try note(earlier.subtracting(known).sorted())
    if wasComplete {
      // On the disk, that is: a power cut must not take the journal's words and leave the manifest away.
      try FileSystem.synchronize(file: journal, journalPath)
      try FileSystem.synchronizeEntries(of: unfinished)
      try FileSystem.synchronizeEntries(of: path)
    }
    try FileSystem.remove(path + "/manifest.json")
    try FileSystem.remove(path + "/run.json")
    earlier.formUnion(known)
  }

  deinit {
    for container in containers.values { close(container.descriptor) }
    if journal >= 0 { close(journal) }
    if receipts >= 0 { close(receipts) }
  }

  /// The receipts of earlier runs. From here on `write` adds to them.
  ///
  /// - Parameters:
  ///   - trustsMarks: whether a file whose mark is the same may be taken for unchanged.
  ///   - retries: whether documents in quarantine are run again though nothing changed.
  func receiptBook(_ settings: Settings, trustsMarks: Bool, retries: Bool) throws(RunFailure) -> ReceiptBook {
    var book = ReceiptBook(settings: settings, folder: path, trustsMarks: trustsMarks && wasComplete)
    book.retriesQuarantined = retries
    for bytes in try startReceipts(under: settings.line) { book.read(bytes) }
    return book
  }

  /// Starts the receipts of this run.
  ///
  /// - Returns: those of the runs before, the latest last.
  func startReceipts(under line: String) throws(RunFailure) -> [[UInt8]] {
    let (current, earlier) = (unfinished + "/receipts", unfinished + "/receipts.earlier")
    // What a stopped run noted is kept until the run that goes on from there is at its end.
    if let bytes = FileSystem.read(current) {
      let descriptor = open(earlier, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw FileSystem.failure("cannot write \(earlier)") }
      defer { close(descriptor) }
      let whole = bytes.lastIndex(of: 0x0A).map { bytes[...$0] } ?? []
      try FileSystem.append([0x0A] + whole, to: descriptor, earlier)
    }
    let before = [path + "/.receipts", earlier].compactMap { FileSystem.read($0) }
    receipts = open(current, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard receipts >= 0 else { throw FileSystem.failure("cannot write \(current)") }
    try FileSystem.append(Array((line + "\n").utf8), to: receipts, current)
    return before
  }

  /// Notes how the run was started, so that one that was stopped can be taken up again.
  func note(_ origin: RunOrigin) throws(RunFailure) {
    let command: JSONValue = ["command": origin.json]
    try FileSystem.write(JSONWriter.bytes(of: command) + [0x0A], to: unfinished + "/command")
  }

  /// Notes documents whose files are in place.
  func note(_ documents: [Receipt]) throws(RunFailure) {
    var lines: [UInt8] = []
    for document in documents { document.append(to: &lines) }
    try FileSystem.append(lines, to: receipts, unfinished + "/receipts")
  }

  /// Has the next run do everything again.
  func forgetReceipts() throws(RunFailure) {
    for name in ["/.receipts", "/.unfinished/receipts", "/.unfinished/receipts.earlier"] {
      try FileSystem.remove(path + name)
    }
  }

  /// Takes files of an earlier run for this one's own.
  func keep(_ files: [Receipt.Output]) { for file in files { written.insert(file.path) } }

  /// Puts files in place, each of them whole.
  ///
  /// - Returns: the same files, as a receipt has them.
  @discardableResult
  func write(_ files: [OutputFile]) throws(RunFailure) -> [Receipt.Output] {
    var outputs: [Receipt.Output] = []
    try note(files.map(\.path).filter { !earlier.contains($0) && !written.contains($0) })
    for file in files {
      let target = path + "/" + file.path
      // A run that is repeated mostly finds its files as it would write them; comparing is cheaper than replacing, above
      // all on file systems that search long for an inode when many were just freed.
      if earlier.contains(file.path), FileSystem.holds(target, file.bytes) {
        written.insert(file.path)
        outputs.append(receipt(of: file))
        continue
      }
      let part = unfinished + "/file.part"
      try FileSystem.write(file.bytes, to: part, for: target)
      let folder = FileSystem.folder(of: target)
      if !made.contains(folder) {
        try FileSystem.makeFolder(folder)
        made.insert(folder)
      }
      try FileSystem.rename(part, to: target)
      written.insert(file.path)
      outputs.append(receipt(of: file))
    }
    return outputs
  }

  private func receipt(of file: OutputFile) -> Receipt.Output {
    Receipt.Output(
      path: file.path, size: file.bytes.count, sha256: file.sha256, mark: FileSystem.mark(path + "/" + file.path)?.mark)
  }

  /// Adds to a file that all documents share. It is put in place by `finishShared`.
  ///
  /// - Returns: where the bytes begin in it.
  @discardableResult
  func append(_ bytes: [UInt8], toShared name: String) throws(RunFailure) -> Int {
    var container: SharedFile
    if let open = containers[name] {
      container = open
    } else {
      let part = unfinished + "/" + name + ".part"
      let descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw FileSystem.failure("cannot write \(part)") }
      container = SharedFile(descriptor: descriptor, part: part, size: 0)
    }
    try FileSystem.append(bytes, to: container.descriptor, container.part)
    let offset = container.size
    container.size += bytes.count
    containers[name] = container
    return offset
  }

  /// Puts the shared files in place.
  ///
  /// - Returns: their names and sizes, sorted by name.
  func finishShared() throws(RunFailure) -> [(name: String, size: Int)] {
    var finished: [(name: String, size: Int)] = []
    for name in containers.keys.sorted() {
      guard let container = containers.removeValue(forKey: name) else { continue }
      try note(earlier.contains(name) ? [] : [name])
      guard close(container.descriptor) == 0 else { throw FileSystem.failure("cannot write \(container.part)") }
      try FileSystem.rename(container.part, to: path + "/" + name)
      written.insert(name)
      finished.append((name, container.size))
    }
    return finished
  }

  /// Ends a complete run: what earlier runs wrote and this one didn't is removed, and the manifest is put in place.
  ///
  /// - Parameter seal: for the end of the receipts; without one, the next run looks at every document.
  func finish(manifest: [UInt8], report: [UInt8], seal: ReceiptFile.Seal? = nil) throws(RunFailure) {
    for stale in earlier.subtracting(written).sorted() {
      try FileSystem.remove(path + "/" + stale)
      var folder = FileSystem.folder(of: stale)
      while !folder.isEmpty {
        try FileSystem.removeEmptyFolder(path + "/" + folder)
        folder = FileSystem.folder(of: folder)
      }
    }
    let receiptsPath = unfinished + "/receipts"
    if var seal {
      for name in seal.shared.keys { seal.shared[name] = FileSystem.mark(path + "/" + name)?.mark }
      try FileSystem.append(seal.line, to: receipts, receiptsPath)
    }
    let descriptor = receipts
    receipts = -1
    guard close(descriptor) == 0 else { throw FileSystem.failure("cannot write \(receiptsPath)") }
    try FileSystem.rename(receiptsPath, to: path + "/.receipts")
    // The manifest says that everything is there: first it must be, even if the power goes.
    try FileSystem.synchronize(path)
    for (name, bytes) in [("run.json", report), ("manifest.json", manifest)] {
      let part = unfinished + "/file.part"
      try FileSystem.write(bytes, to: part, for: path + "/" + name, synchronized: true)
      try FileSystem.rename(part, to: path + "/" + name)
    }
    // What a stopped run needs goes only when nothing can take the manifest away any more.
    try FileSystem.synchronizeEntries(of: path)
    for name in ["receipts.earlier", "written", "command"] { try FileSystem.remove(unfinished + "/" + name) }
    try FileSystem.removeEmptyFolder(unfinished)
  }

  /// Says in the journal that these paths are Fettle's, before they are.
  private func note(_ paths: [String]) throws(RunFailure) {
    if paths.isEmpty { return }
    var lines: [UInt8] = []
    for path in paths {
      lines += path.utf8
      lines.append(0x0A)
    }
    try FileSystem.append(lines, to: journal, unfinished + "/written")
  }

  /// The outputs that a manifest names; none where there is no manifest that can be read. Read one by one: the manifest of
  /// millions of documents as one value would take more memory than the run.
  ///
  /// - Throws: `RunFailure`, where the manifest is there and the system can't read it: without it, nobody knows what to clear
  ///   away.
  private static func outputs(ofManifest path: String) throws(RunFailure) -> Set<String> {
    guard let bytes = FileSystem.read(path) else {
      if FileSystem.exists(path) { throw FileSystem.failure("cannot read \(path)") }
      return []
    }
    guard var at = FileSystem.end(ofFirst: Array("\"outputs\":[".utf8), in: bytes) else { return [] }
    var outputs: Set<String> = []
    while at < bytes.count, bytes[at] == UInt8(ascii: "{") {
      if let (path, end) = plainOutput(in: bytes, at: at) {
        if isOwn(path) { outputs.insert(path) }
        at = end < bytes.count && bytes[end] == UInt8(ascii: ",") ? end + 1 : end
        continue
      }
      guard let end = bytes[at...].firstIndex(of: UInt8(ascii: "}")) else { return outputs }
      // A name may hold a bracket: then the object ends at a later one.
      var last = end
      var value = try? JSONReader.read(Array(bytes[at...last]))
      while value == nil, let next = bytes[(last + 1)...].firstIndex(of: UInt8(ascii: "}")), next - at < 8192 {
        last = next
        value = try? JSONReader.read(Array(bytes[at...last]))
      }
      guard let value else { return outputs }
      if let path = value["path"]?.string, isOwn(path) { outputs.insert(path) }
      at = last + 1
      if at < bytes.count, bytes[at] == UInt8(ascii: ",") { at += 1 }
    }
    return outputs
  }

  /// The path of an output as a run writes it, without anything escaped in it, and where its object ends; `nil` for any other.
  private static func plainOutput(in bytes: [UInt8], at start: Int) -> (path: String, end: Int)? {
    var at = start
    func passes(_ text: StaticString) -> Bool {
      let isThere = text.withUTF8Buffer { bytes[at...].starts(with: $0) }
      if isThere { at += text.utf8CodeUnitCount }
      return isThere
    }
    guard passes("{\"bytes\":") else { return nil }
    while at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) { at += 1 }
    guard passes(",\"path\":\"") else { return nil }
    let name = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      if bytes[at] == UInt8(ascii: "\\") { return nil }
      at += 1
    }
    let path = String(decoding: bytes[name..<at], as: UTF8.self)
    guard passes("\",\"sha256\":\"") else { return nil }
    at += 64
    guard at < bytes.count, passes("\"}") else { return nil }
    return (path, at)
  }

  /// Whether a path can be one of a run's outputs: a manifest or a receipt that someone edited must not lead anywhere else.
  static func isOwn(_ path: String) -> Bool {
    if path.isEmpty || path.hasPrefix("/") { return false }
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return !parts.contains { $0.isEmpty || $0.elementsEqual("..".utf8) || $0.elementsEqual(".".utf8) }
      && (parts.count > 1 || path.hasSuffix(".ndjson") || path.hasSuffix(".warc"))
  }
}
