import CArchive

/// Archives as libarchive writes them.
enum WrittenArchive {
  struct File {
    var name: String
    var bytes: [UInt8]
    /// S_IFREG, S_IFLNK …
    var type: UInt32 = 0o100000
  }

  static func tar(_ files: [File]) -> [UInt8] { archive(files) { archive_write_set_format_pax_restricted($0) } }
  static func gnuTar(_ files: [File]) -> [UInt8] { archive(files) { archive_write_set_format_gnutar($0) } }
  static func zip(_ files: [File]) -> [UInt8] { archive(files) { archive_write_set_format_zip($0) } }

  private static func archive(_ files: [File], format: (OpaquePointer?) -> CInt) -> [UInt8] {
    let room = files.reduce(1 << 16) { $0 + $1.bytes.count * 2 + 4096 }
    var output = [UInt8](repeating: 0, count: room)
    var used = 0
    output.withUnsafeMutableBytes { output in
      let archive = archive_write_new()
      _ = format(archive)
      archive_write_open_memory(archive, output.baseAddress, room, &used)
      for file in files {
        let entry = archive_entry_new()
        file.name.withCString { archive_entry_copy_pathname(entry, $0) }
        archive_entry_set_filetype(entry, file.type)
        archive_entry_set_perm(entry, 0o644)
        if file.type == 0o120000 { archive_entry_copy_symlink(entry, "elsewhere.txt") }
        archive_entry_set_size(entry, Int64(file.bytes.count))
        archive_entry_set_mtime(entry, 0, 0)
        archive_write_header(archive, entry)
        file.bytes.withUnsafeBytes { _ = archive_write_data(archive, $0.baseAddress, $0.count) }
        archive_entry_free(entry)
      }
      archive_write_close(archive)
      archive_write_free(archive)
    }
    return Array(output[..<used])
  }
}
