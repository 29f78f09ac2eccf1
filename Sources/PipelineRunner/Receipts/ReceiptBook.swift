import Digest
import FettleText
import Ingest

/// The receipts of earlier runs into a folder, and whether they can be believed.
///
/// They stay as they were read, and a receipt is taken apart when its document comes: there may be millions.
struct ReceiptBook: Sendable {
  private struct Place {
    var file: Int32
    /// Whether the settings are those of this run.
    var isOurs: Bool
    var start: Int
  }

  private var files: [[UInt8]] = []
  /// By the hash of the name of the document's files, as it is written.
  private var places: [UInt64: Place] = [:]
  private var difference = ""
  private let settings: Settings
  /// Whether a file whose mark is the same may be taken for unchanged. Not behind a run that was stopped: after a power
  /// cut a file may be there and not its bytes.
  private let trustsMarks: Bool
  private let folder: String

  init(settings: Settings, folder: String, trustsMarks: Bool) {
    self.settings = settings
    self.folder = folder
    self.trustsMarks = trustsMarks
  }

  /// Takes in a file of receipts; later lines take the place of earlier ones.
  mutating func read(_ bytes: [UInt8]) {
    let file = Int32(files.count)
    files.append(bytes)
    var isOurs = false
    var start = 0
    while start < bytes.count {
      // A line that isn't whole is none.
      guard let end = bytes[start...].firstIndex(of: 0x0A) else { return }
      if bytes[start] == UInt8(ascii: "#") {
        let other = Settings(line: String(decoding: bytes[start..<end], as: UTF8.self))
        isOurs = other == settings
        if !isOurs, let other, let what = settings.difference(from: other) { difference = what }
      } else if let name = Receipt.name(of: bytes[start..<end]) {
        places[ReceiptBook.hash(name)] = Place(file: file, isOurs: isOurs, start: start)
      }
      start = end + 1
    }
  }

  private static func hash(_ name: ArraySlice<UInt8>) -> UInt64 { name.withUnsafeBufferPointer { ByteHash.of($0) } }

  /// What is noted of a document; `isOurs` where it was with the settings of this run.
  private func receipt(named name: String) -> (receipt: Receipt, isOurs: Bool)? {
    let written = Receipt.escaped(name)
    guard let place = places[ReceiptBook.hash(written[...])] else { return nil }
    let rest = files[Int(place.file)][place.start...]
    guard let receipt = Receipt(rest.prefix { $0 != 0x0A }), receipt.name == name,
      receipt.outputs.allSatisfy({ OutputFolder.isOwn($0.path) }),
      receipt.parts.allSatisfy({ OutputFolder.isOwn($0.container) })
    else { return nil }
    return (receipt, place.isOurs)
  }

  /// The receipt of a document whose files are right already, or why it must be run. Called by many workers.
  func look(up name: String, path: String, content: InputContent) -> (receipt: Receipt?, reason: RunReason) {
    guard let (receipt, isOurs) = receipt(named: name), receipt.path == path else { return (nil, .new) }
    guard isOurs else { return (nil, .settingsChanged(difference)) }
    let bytes = content.bytes
    guard receipt.size == bytes.count, receipt.sha256 == SHA256.hexadecimal(of: bytes) else {
      return (nil, .inputChanged)
    }
    guard receipt.circumstances == content.circumstances else { return (nil, .circumstancesChanged) }
    for output in receipt.outputs {
      let target = folder + "/" + output.path
      guard let found = FileSystem.mark(target) else { return (nil, .outputMissing(output.path)) }
      if found.size != output.size { return (nil, .outputChanged(output.path)) }
      if trustsMarks, output.mark == found.mark { continue }
      guard let bytes = FileSystem.read(target), SHA256.hexadecimal(of: bytes) == output.sha256 else {
        return (nil, .outputChanged(output.path))
      }
    }
    return (receipt, .unchanged)
  }

  /// The bytes that a document has in shared files of the run before; `nil` where they aren't there any more.
  func parts(of receipt: Receipt) -> [(container: String, bytes: [UInt8])]? {
    var parts: [(container: String, bytes: [UInt8])] = []
    for part in receipt.parts {
      guard let bytes = FileSystem.read("\(folder)/\(part.container)", at: part.offset, count: part.size),
        SHA256.hexadecimal(of: bytes) == part.sha256
      else { return nil }
      parts.append((part.container, bytes))
    }
    return parts
  }
}
