import Compression
import Ingest

extension WARCReader {
  func skipLineEnds() {
    while stream.require(1) > 0 {
      let count = stream.withBytes { $0.prefix { $0 == 0x0D || $0 == 0x0A }.count }
      if count == 0 { return }
      stream.consume(count)
    }
  }

  /// Goes to the next header behind the first bytes of a record that can't be read.
  func goOn(behind place: Int) {
    if stream.offset > place + 5 { _ = stream.move(to: place + 5) } else { stream.consume(place + 5 - stream.offset) }
    while true {
      let there = stream.require(1 << 16)
      let found = stream.withBytes { WARCHeader.find(in: $0, from: 0) }
      if let found {
        stream.consume(found)
        return
      }
      if there < 1 << 16 {
        stream.consume(there)
        if let fault = stream.fault { recover(fault) }
        return
      }
      // A header may have begun in the last bytes.
      stream.consume(there - 64)
    }
  }

  /// Behind a fault: goes to the next member of the compressed file that begins with a record.
  func recover(_ fault: StreamFault) {
    stream.consume(stream.available)
    guard !fault.isLimit, let members, let next = members.recover(beginning: Array("WARC/".utf8)) else {
      isOver = true
      return
    }
    stream.resume(at: next.decoded)
  }

  func restart(at place: Int) -> Restart? {
    guard let members else { return Restart(file: place, decoded: place) }
    return members.members.last { $0.decoded == place }.map { Restart(file: $0.compressed, decoded: place) }
  }

  func name(_ header: WARCHeader, _ place: Int) -> String {
    header.recordID.map(EntryName.component) ?? "record-at-\(place)"
  }

  func damaged(_ place: Int, _ reason: String) -> FoundEntry {
    FoundEntry(name: "damaged-at-\(place)", content: .failure(IngestError(reason)))
  }
}
