import CArchive
import CSystem
import Compression
import Ingest

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// tar and zip, by libarchive. Of a zip that can be read at any place the list of entries at its end counts; of any other,
/// what stands before each entry.
final class ArchiveReader: EntryReader {
  private var archive: OpaquePointer
  private let feed: ArchiveFeed
  private let expansion: Expansion
  private let isZip: Bool
  /// Whether the archive's own list of entries may be looked for.
  private var readsList: Bool
  private var count = 0
  private var isOver = false
  /// The last thing that came was a place that is no header.
  private var wasDamaged = false
  private(set) var skipped: [String: Int] = [:]

  init(_ stream: ByteStream, isZip: Bool, expansion: Expansion) throws(IngestError) {
    guard let archive = archive_read_new() else { throw IngestError("there is no memory to read it") }
    self.archive = archive
    self.isZip = isZip
    self.expansion = expansion
    readsList = isZip && stream.size != nil
    feed = ArchiveFeed(stream)
    open()
  }

  private func open() {
    if readsList {
      archive_read_support_format_zip(archive)
    } else if isZip {
      archive_read_support_format_zip_streamable(archive)
    } else {
      archive_read_support_format_tar(archive)
    }
    archive_read_set_read_callback(archive) { _, feed, target in ArchiveFeed.of(feed)?.read(target) ?? 0 }
    if feed.stream.size != nil {
      archive_read_set_seek_callback(archive) { _, feed, offset, whence in
        Int64(ArchiveFeed.of(feed)?.seek(Int(offset), whence) ?? Int(ARCHIVE_FATAL))
      }
      archive_read_set_skip_callback(archive) { _, feed, count in
        Int64(ArchiveFeed.of(feed)?.stream.skip(Int(count)) ?? 0)
      }
    }
    archive_read_set_callback_data(archive, Unmanaged.passUnretained(feed).toOpaque())
    // Where that fails, so does the first header, which says so.
    _ = inUTF8 { archive_read_open1(archive) }
  }

  /// A zip whose list is damaged can be read from front to back all the same.
  private func startAgain() -> Bool {
    guard readsList, count == 1, feed.stream.move(to: 0), let another = archive_read_new() else { return false }
    archive_read_free(archive)
    archive = another
    (readsList, count) = (false, 0)
    open()
    return true
  }

  deinit { archive_read_free(archive) }

  func next(reading: Bool) -> FoundEntry? {
    while !isOver {
      var entry: OpaquePointer?
      let code = inUTF8 { archive_read_next_header(archive, &entry) }
      count += 1
      switch code {
      case ARCHIVE_EOF:
        isOver = true
        guard let fault = feed.stream.fault else { return nil }
        return damaged(fault.reason)
      case ARCHIVE_OK, ARCHIVE_WARN:
        guard let entry else { continue }
        if let found = found(entry) { return found }
      case ARCHIVE_RETRY:
        // A header that isn't one: the next that is goes on. Once for each run of such places.
        if wasDamaged { continue }
        wasDamaged = true
        return damaged("its list of files is damaged here")
      default:
        if startAgain() { continue }
        isOver = true
        return damaged(feed.stream.fault?.reason ?? "the archive is damaged from here on, or ends too early")
      }
    }
    return nil
  }

  private func damaged(_ reason: String) -> FoundEntry {
    FoundEntry(name: "damaged-\(count)", content: .failure(IngestError(reason)))
  }

  /// - Returns: `nil` for what is no file: a folder, a link, a device.
  private func found(_ entry: OpaquePointer) -> FoundEntry? {
    wasDamaged = false
    // S_IFREG; the library's own macro for it holds a cast.
    guard archive_entry_filetype(entry) == 0o100000, archive_entry_hardlink(entry) == nil else {
      if archive_entry_filetype(entry) != 0o040000 { skipped["links and devices", default: 0] += 1 }
      return nil
    }
    let bytes = ArchiveReader.bytes(archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry))
    if EntryName.isHidden(bytes) {
      skipped["hidden files", default: 0] += 1
      return nil
    }
    let name = EntryName.path(bytes)
    if archive_entry_is_encrypted(entry) != 0 {
      return FoundEntry(name: name, content: .failure(IngestError("it is encrypted")))
    }
    let size = archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil
    // What a zip says of sizes counts at once, since its entries are not all read.
    if isZip, let size {
      do throws(StreamFault) {
        try expansion.add(max(0, size))
      } catch {
        isOver = true
        return FoundEntry(name: name, content: .failure(IngestError(error.reason)))
      }
    }
    let data = ArchiveEntrySource(self, archive, expansion: isZip && size == nil ? expansion : nil)
    return FoundEntry(name: name, content: .stream(ByteStream(data), name: name))
  }

  private static func bytes(_ name: UnsafePointer<CChar>?) -> [UInt8] {
    guard let name else { return [] }
    return Array(UnsafeRawBufferPointer(start: name, count: strlen(name)))
  }

  /// libarchive reads names by the thread's locale, which must not matter.
  private func inUTF8(_ body: () -> CInt) -> CInt {
    let before = fettle_use_utf8_names()
    defer { fettle_restore_names(before) }
    return body()
  }
}

/// The bytes of an archive's entry, until the archive goes on to the next one.
private final class ArchiveEntrySource: ByteSource {
  /// Keeps the archive open.
  private let reader: ArchiveReader
  private let archive: OpaquePointer
  private let expansion: Expansion?

  init(_ reader: ArchiveReader, _ archive: OpaquePointer, expansion: Expansion?) {
    self.reader = reader
    self.archive = archive
    self.expansion = expansion
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamFault) -> Int {
    while true {
      let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
      if count == Int(ARCHIVE_RETRY) { continue }
      if count < 0 { throw StreamFault("its data in the archive is damaged, or ends too early") }
      try expansion?.add(count)
      return count
    }
  }
}
