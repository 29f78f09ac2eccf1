import Compression
import Ingest

/// The documents of a WARC or WET file: responses, resources and conversions that hold a page or a text.
///
/// A record that is damaged costs itself: what follows begins where the next header stands, or in a compressed file where
/// the next member does.
final class WARCReader: EntryReader {
  let stream: ByteStream
  /// What the stream comes out of, where it is compressed.
  let members: DecompressedSource?
  let options: ContainerOptions
  private(set) var skipped: [String: Int] = [:]
  var isOver = false

  /// In bytes: no program writes longer headers.
  private static let longestHeader = 1 << 18
  /// In bytes: what is looked at behind a record, to tell whether its length was right.
  private static let trailer = 12

  init(_ stream: ByteStream, members: DecompressedSource?, _ options: ContainerOptions) {
    self.stream = stream
    self.members = members
    self.options = options
  }

  func next(reading: Bool) -> FoundEntry? {
    while !isOver {
      skipLineEnds()
      if stream.require(1) == 0 {
        guard let fault = stream.fault else { break }
        let place = stream.offset
        recover(fault)
        return damaged(place, fault.reason)
      }
      let place = stream.offset
      guard let header = header() else {
        let reason = stream.fault?.reason ?? "no header of a record can be read here"
        goOn(behind: place)
        return damaged(place, reason)
      }
      let restart = restart(at: place)
      switch record(header, at: place, reading: reading) {
      case .skipped: continue
      case .document(let content):
        return FoundEntry(name: name(header, place), content: .document(content), restart: restart)
      case .failure(let error):
        return FoundEntry(name: name(header, place), content: .failure(error), restart: restart)
      }
    }
    return nil
  }

  private enum Outcome {
    case skipped
    case document(InputContent?)
    case failure(IngestError)
  }

  private func header() -> WARCHeader? {
    var wanted = 1 << 12
    while true {
      let there = stream.require(wanted)
      if let header = stream.withBytes({ WARCHeader($0) }) { return header }
      if there < wanted || wanted >= WARCReader.longestHeader || !stream.withBytes({ WARCHeader.isVersion($0) }) {
        return nil
      }
      wanted *= 2
    }
  }

  /// Takes the record whose header stands in the buffer, and goes behind it.
  private func record(_ header: WARCHeader, at place: Int, reading: Bool) -> Outcome {
    guard let length = header.contentLength else {
      goOn(behind: place)
      return failure(header, "its length isn't stated, or not as a number")
    }
    // What a document may be, and the header of HTTP with it.
    let (end, isTooLarge) = header.length.addingReportingOverflow(length)
    if isTooLarge || length > options.limits.entryBytes + WARCReader.longestHeader {
      return largeRecord(header, length, at: place)
    }
    let there = stream.require(end + WARCReader.trailer)
    if there < end { return shortRecord(header, length, there, at: place) }
    if let fault = stream.fault, let members, members.faultyMember.decoded < place + end {
      recover(fault)
      return failure(header, fault.reason)
    }
    let behind = stream.withBytes { WARCReader.trailerLength($0, at: end) }
    guard let behind else {
      goOn(behind: place)
      return failure(header, "its length is wrong: no record ends \(length) bytes behind its header")
    }
    let outcome = stream.withBytes { bytes in
      WARCRecord(header, UnsafeRawBufferPointer(rebasing: bytes[header.length..<end]), options).outcome(
        reading: reading)
    }
    stream.consume(end + behind)
    stream.shrink()
    switch outcome {
    case .skipped(let kind): return skip(kind)
    case .document(let content): return .document(content)
    case .failure(let error): return .failure(error)
    }
  }

  /// One that holds less than it says.
  private func shortRecord(_ header: WARCHeader, _ length: Int, _ there: Int, at place: Int) -> Outcome {
    if let fault = stream.fault {
      recover(fault)
      return failure(header, fault.reason)
    }
    let got = there - header.length
    let isCut = stream.withBytes { WARCHeader.find(in: $0, from: 5) } == nil
    goOn(behind: place)
    return failure(
      header,
      isCut
        ? "it is cut off: \(got) of \(length) bytes are there"
        : "its length is wrong: no record ends \(length) bytes behind its header")
  }

  /// One that is larger than any document: gone past without being held in memory.
  private func largeRecord(_ header: WARCHeader, _ length: Int, at place: Int) -> Outcome {
    let isMember = members != nil && restart(at: place) != nil
    stream.consume(header.length)
    let there = isMember ? skip(length, from: place) : stream.skip(length)
    stream.require(WARCReader.trailer)
    let behind = there == length ? stream.withBytes { WARCReader.trailerLength($0, at: 0) } : nil
    guard let behind else {
      let fault = stream.fault
      if let fault { recover(fault) } else { goOn(behind: place) }
      return failure(header, fault?.reason ?? "its length is wrong: no record ends \(length) bytes behind its header")
    }
    stream.consume(behind)
    return failure(header, "is larger than the limit of \(options.limits.entryBytes) bytes")
  }

  /// Takes bytes of a record that begins with a member of a compressed file: not beyond the next one that holds a record.
  ///
  /// - Returns: how many there were.
  private func skip(_ length: Int, from place: Int) -> Int {
    var left = length
    while left > 0, stream.require(1) > 0 {
      let offset = stream.offset
      let next = members?.members.first { $0.decoded > place && $0.decoded >= offset }
      if next?.decoded == offset {
        stream.require(64)
        if stream.withBytes({ WARCHeader.isLikely($0) }) { break }
      }
      let border = members?.members.first { $0.decoded > offset }?.decoded ?? .max
      let step = min(left, stream.available, border - offset)
      stream.consume(step)
      left -= step
    }
    return length - left
  }

  /// A record that can't be read is reported where it would have been a document; any other is passed over.
  private func failure(_ header: WARCHeader, _ reason: String) -> Outcome {
    WARCRecord.otherTypes.contains(header.type) ? skip("damaged \(header.type)") : .failure(IngestError(reason))
  }

  private func skip(_ kind: String) -> Outcome {
    // Kinds stand in records as anyone may write them: what is no name isn't passed on, nor any number of them.
    let isName = kind.utf8.count <= 80 && kind.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    let isKept = isName && (skipped[kind] != nil || skipped.count < 200)
    skipped[isKept ? kind : "of unknown kinds", default: 0] += 1
    return .skipped
  }

  /// How long the line ends behind a block are; `nil` where what stands there is no end of a record.
  private static func trailerLength(_ bytes: UnsafeRawBufferPointer, at end: Int) -> Int? {
    var at = end
    var lines = 0
    while at < bytes.count, at - end < trailer, bytes[at] == 0x0D || bytes[at] == 0x0A {
      if bytes[at] == 0x0A { lines += 1 }
      at += 1
    }
    if lines >= 2 || at == bytes.count { return at - end }
    // One of the line ends is damaged or missing, but the next header stands where it should.
    let next = (end..<min(end + 6, bytes.count)).first {
      UnsafeRawBufferPointer(rebasing: bytes[$0...]).starts(with: "WARC/".utf8)
    }
    return next.map { $0 - end }
  }
}
