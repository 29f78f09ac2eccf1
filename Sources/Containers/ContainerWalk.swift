import Compression
import Ingest

/// Goes through a file from front to back, document by document, into whatever lies in whatever.
final class ContainerWalk {
  struct Entry {
    /// As records and the manifest name it.
    var path: String
    /// `nil` where it wasn't asked for.
    var content: Result<InputContent, IngestError>?
    /// `nil` where reading can't begin here.
    var restart: Restart?
  }

  private struct Level {
    var reader: any EntryReader
    /// Of what the entries' names stand below.
    var path: String
    /// Of this level among archives and compressions.
    var depth: Int
  }

  private let options: ContainerOptions
  private let expansion: Expansion
  private var levels: [Level] = []
  /// What a file that is no archive holds, until it is handed out.
  private var single: Entry?
  /// What the readers passed over, of levels that are done.
  private var passedOver: [String: Int] = [:]

  /// What paths begin with.
  private let root: String
  /// Whether an entry says that the file holds too much.
  private var isLimitTold = false

  /// Whether the file holds several documents, or one that is compressed. Otherwise it is a document itself, and the walk
  /// gives nothing.
  private(set) var isContainer = false

  /// - Parameters:
  ///   - path: what the entries' paths begin with.
  ///   - restart: where to begin, as an earlier walk over the same file noted it.
  ///   - expansion: counts for all layers of the file.
  /// - Throws: where the file can't be opened.
  init(
    _ file: InputFile, path: String, _ options: ContainerOptions, expansion: Expansion,
    from restart: Restart? = nil, reading: Bool = false
  ) throws(IngestError) {
    self.options = options
    self.expansion = expansion
    root = path
    let source: any ByteSource =
      file.isStandardInput
      ? MemorySource(try StandardInput.shared.bytes()) : try FileSource(file, expansion: expansion)
    let stream = ByteStream(source)
    let name = String(decoding: file.location.split(separator: UInt8(ascii: "/")).last ?? [], as: UTF8.self)
    if let entry = open(stream, path: path, name: name, depth: 0, from: restart, reading: reading) {
      // A plain file is read by whoever reads files.
      if isContainer { single = entry }
    }
  }

  /// The same over bytes in memory.
  init(_ bytes: [UInt8], name: String, _ options: ContainerOptions, expansion: Expansion, reading: Bool) {
    self.options = options
    self.expansion = expansion
    root = name
    expansion.addRead(bytes.count)
    let stream = ByteStream(MemorySource(bytes))
    single = open(stream, path: name, name: name, depth: 0, from: nil, reading: reading)
  }

  /// What wasn't taken for a document, by kind.
  var skipped: [String: Int] {
    var all = passedOver
    for level in levels { all.merge(level.reader.skipped) { $0 + $1 } }
    return all
  }

  /// The next document; `nil` at the end. What holds too much for its size ends the file: whoever reads it later, without
  /// that limit, would find other documents behind it than were counted.
  ///
  /// - Parameter reading: whether its content is wanted.
  func next(reading: Bool) -> Entry? {
    if expansion.isExceeded { return limit() }
    let entry = found(reading: reading)
    if expansion.isExceeded {
      if case .failure? = entry?.content { isLimitTold = true }
      return entry ?? limit()
    }
    return entry
  }

  private func limit() -> Entry? {
    if isLimitTold { return nil }
    isLimitTold = true
    return Entry(
      path: root + "/~limit",
      content: .failure(IngestError("the rest of the file holds too much for its size; that is no honest archive")))
  }

  private func found(reading: Bool) -> Entry? {
    if let entry = single {
      single = nil
      return entry
    }
    while let level = levels.last {
      guard let found = level.reader.next(reading: reading) else {
        passedOver.merge(level.reader.skipped) { $0 + $1 }
        levels.removeLast()
        continue
      }
      let path = level.path + "/" + found.name
      let restart = levels.count == 1 ? found.restart : nil
      switch found.content {
      case .document(let content):
        return Entry(path: path, content: content.map(limited), restart: restart)
      case .failure(let error):
        return Entry(path: path, content: .failure(error), restart: restart)
      case .stream(let stream, let name):
        if let entry = open(stream, path: path, name: name, depth: level.depth, from: nil, reading: reading) {
          return entry
        }
      }
    }
    return nil
  }

  private func limited(_ content: InputContent) -> Result<InputContent, IngestError> {
    let limit = options.limits.entryBytes
    return content.bytes.count > limit
      ? .failure(IngestError("is larger than the limit of \(limit) bytes")) : .success(content)
  }

  /// Looks what a stream holds.
  ///
  /// - Returns: the document that it is; `nil` for an archive, which is the innermost level then.
  private func open(
    _ stream: ByteStream, path: String, name: String, depth: Int, from restart: Restart?, reading: Bool
  ) -> Entry? {
    var (stream, name, depth) = (stream, name, depth)
    var members: DecompressedSource?
    var restart = restart
    while let format = ContainerFormat.compression(stream, name: name) {
      isContainer = true
      depth += 1
      if depth > options.limits.depth { return tooDeep(path) }
      var dictionary: [UInt8] = []
      if let place = restart, place.file > 0 {
        if format == .zstd { dictionary = DecompressedSource.dictionary(stream, expansion: expansion) }
        if !stream.move(to: place.file) { return Entry(path: path, content: .failure(IngestError("has changed"))) }
      }
      let source = DecompressedSource(
        stream, format, expansion: expansion, dictionary: dictionary, decodedOffset: restart?.decoded ?? 0)
      members = source
      stream = ByteStream(source, offset: restart?.decoded ?? 0)
      name = ContainerFormat.inner(name, format)
      restart = nil
    }
    if let place = restart, place.file > 0, !stream.move(to: place.file) {
      return Entry(path: path, content: .failure(IngestError("has changed")))
    }
    guard let format = ContainerFormat.detect(stream, name: name) else {
      return document(stream, path, name: name, reading: reading)
    }
    isContainer = true
    depth += 1
    if depth > options.limits.depth { return tooDeep(path) }
    let reader: any EntryReader
    switch format {
    case .warc: reader = WARCReader(stream, members: members, options)
    case .jsonLines: reader = JSONLinesReader(stream, options)
    case .table: reader = TableReader(stream, options)
    case .tar, .zip:
      do throws(IngestError) {
        reader = try ArchiveReader(stream, isZip: format == .zip, expansion: expansion)
      } catch {
        return Entry(path: path, content: .failure(error))
      }
    }
    levels.append(Level(reader: reader, path: path, depth: depth))
    return nil
  }

  private func tooDeep(_ path: String) -> Entry {
    Entry(
      path: path,
      content: .failure(
        IngestError("archives lie in one another deeper than the limit of \(options.limits.depth)")))
  }

  private func document(_ stream: ByteStream, _ path: String, name: String, reading: Bool) -> Entry {
    guard reading else {
      // A stream that is damaged at its very begin is so for everyone; what comes later is seen when it is read.
      if let fault = stream.fault, fault.isLimit {
        return Entry(path: path, content: .failure(IngestError(fault.reason)))
      }
      return Entry(path: path, content: nil)
    }
    guard let bytes = stream.takeAll(limit: options.limits.entryBytes) else {
      return Entry(
        path: path, content: .failure(IngestError("is larger than the limit of \(options.limits.entryBytes) bytes")))
    }
    if let fault = stream.fault { return Entry(path: path, content: .failure(IngestError(fault.reason))) }
    return Entry(path: path, content: .success(InputContent(bytes)))
  }
}
