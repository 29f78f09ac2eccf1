import Compression
import Ingest

/// Tables of comma-separated values (RFC 4180; semicolons and tabs as well): a document a row, the names of the columns in
/// the first one.
final class TableReader: EntryReader {
  private let stream: ByteStream
  private let limit: Int
  private let separator: UInt8
  private var columns = Columns()
  private var row = 0
  private var isOver = false
  /// What is wrong with the whole table; told once.
  private var problem: IngestError?

  private struct Columns {
    var html: [Int] = []
    var text: [Int] = []
    var url: [Int] = []
    var id: [Int] = []
    var date: [Int] = []
  }

  init(_ stream: ByteStream, _ options: ContainerOptions) {
    self.stream = stream
    limit = options.limits.entryBytes * 2
    if stream.require(3) >= 3, stream.withBytes({ $0.starts(with: [0xEF, 0xBB, 0xBF]) }) { stream.consume(3) }
    separator = TableReader.separator(stream)
    guard case .success(let header)? = nextRow() else {
      problem = IngestError("the table has no row that names its columns")
      return
    }
    row = 1
    let names = header.map { String(decoding: $0, as: UTF8.self) }
    func places(_ wanted: [String]) -> [Int] { wanted.compactMap { names.firstIndex(of: $0) } }
    let fields = options.fields
    columns = Columns(
      html: places(fields.html), text: places(fields.text), url: places(fields.url), id: places(fields.id),
      date: places(fields.date))
    if columns.html.isEmpty, columns.text.isEmpty {
      let wanted = (fields.html + fields.text).map { "'\($0)'" }.joined(separator: " or ")
      let found = names.prefix(12).map { "'\($0.prefix(40))'" }.joined(separator: ", ")
      problem = IngestError("the table has no column \(wanted); its columns are \(found)")
    }
  }

  func next(reading: Bool) -> FoundEntry? {
    if let problem {
      self.problem = nil
      isOver = true
      return FoundEntry(name: "row-1", content: .failure(problem))
    }
    while !isOver, let found = nextRow() {
      row += 1
      switch found {
      case .failure(let error):
        return FoundEntry(name: "row-\(row)", content: .failure(error))
      case .success(let cells):
        if cells.count == 1, cells[0].isEmpty { continue }
        func cell(_ places: [Int]) -> [UInt8]? {
          places.lazy.filter { $0 < cells.count && !cells[$0].isEmpty }.first.map { cells[$0] }
        }
        func string(_ places: [Int]) -> String? { cell(places).map { String(decoding: $0, as: UTF8.self) } }
        let name = string(columns.id).map(EntryName.component) ?? "row-\(row)"
        var content: InputContent
        if let page = cell(columns.html) {
          content = InputContent(page, mediaType: "text/html")
        } else if let text = cell(columns.text) {
          content = InputContent(text, mediaType: "text/plain")
        } else {
          return FoundEntry(name: name, content: .failure(IngestError("the row has no text")))
        }
        content.url = string(columns.url)
        content.date = string(columns.date)
        return FoundEntry(name: name, content: .document(reading ? content : nil))
      }
    }
    return nil
  }

  /// The one of `,`, `;` and tab that the first line holds most of.
  private static func separator(_ stream: ByteStream) -> UInt8 {
    stream.require(4096)
    return stream.withBytes { bytes in
      let line = bytes.prefix(4096).prefix { $0 != 0x0A && $0 != 0x0D }
      let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
      let counts = candidates.map { candidate in line.count { $0 == candidate } }
      let most = counts.max() ?? 0
      return candidates[counts.firstIndex(of: most) ?? 0]
    }
  }

  /// The cells of the next row, without quotation marks; `nil` at the end.
  private func nextRow() -> Result<[[UInt8]], IngestError>? {
    var at = 0
    var isQuoted = false
    while true {
      let there = stream.require(at + 1)
      if there == at {
        guard there > 0 || stream.fault != nil else { return nil }
        isOver = true
        let rest = stream.take(there)
        if let fault = stream.fault { return .failure(IngestError(fault.reason)) }
        if isQuoted { return .failure(IngestError("a quotation mark has no other that ends it")) }
        return .success(cells(rest))
      }
      if there > limit {
        isOver = true
        return .failure(IngestError("the row is larger than the limit of \(limit) bytes"))
      }
      let end = stream.withBytes { bytes -> Int? in
        while at < bytes.count {
          if bytes[at] == UInt8(ascii: "\"") {
            isQuoted.toggle()
          } else if bytes[at] == 0x0A, !isQuoted {
            return at
          }
          at += 1
        }
        return nil
      }
      if let end {
        let line = stream.take(end)
        stream.consume(1)
        return .success(cells(line))
      }
    }
  }

  private func cells(_ line: [UInt8]) -> [[UInt8]] {
    var cells: [[UInt8]] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var index = 0
    let end = line.last == 0x0D ? line.count - 1 : line.count
    while index < end {
      let byte = line[index]
      if byte == UInt8(ascii: "\"") {
        // Two of them inside quotation marks are one.
        if isQuoted, index + 1 < end, line[index + 1] == byte {
          cell.append(byte)
          index += 1
        } else {
          isQuoted.toggle()
        }
      } else if byte == separator, !isQuoted {
        cells.append(cell)
        cell = []
      } else {
        cell.append(byte)
      }
      index += 1
    }
    cells.append(cell)
    return cells
  }
}
