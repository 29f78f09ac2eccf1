import Digest
import FettleText
import Ingest

/// The receipts of earlier runs into a folder, and whether they can be believed.
///
/// They stay as they were read, and a receipt is taken apart when its document comes: there may be millions.
struct ReceiptBook: Sendable {
  private struct Place {
    var file: Int32
    /// Which settings it was written under.
    var settings: Int32
    var start: Int
  }

  /// The settings of an earlier run: what of them is the same now, and the first thing that isn't.
  private struct Earlier: Sendable {
    var agreement: Settings.Agreement
    var difference: String
  }

  private var files: [[UInt8]] = []
  /// By the hash of the name of the document's files, as it is written.
  private var places: [UInt64: Place] = [:]
  private var earlier: [Earlier] = []
  private let settings: Settings
  /// Whether a file whose mark is the same may be taken for unchanged, input or output. Not behind a run that was stopped: after a power
  /// cut a file may be there and not its bytes.
  private let trustsMarks: Bool
  private let folder: String
  /// Whether documents in quarantine are run again though nothing changed.
  var retriesQuarantined = false

  init(settings: Settings, folder: String, trustsMarks: Bool) {
    self.settings = settings
    self.folder = folder
    self.trustsMarks = trustsMarks
  }

  /// Takes in a file of receipts; later lines take the place of earlier ones.
  mutating func read(_ bytes: [UInt8]) {
    let file = Int32(files.count)
    files.append(bytes)
    var start = 0
    // Lines before any settings are under none.
    earlier.append(Earlier(agreement: .none, difference: "the settings aren't known"))
    while start < bytes.count {
      // A line that isn't whole is none.
      guard let end = bytes[start...].firstIndex(of: 0x0A) else { return }
      if bytes[start] == ReceiptFile.sealMark {
        // Of no use where documents are looked at one by one.
      } else if bytes[start] == ReceiptFile.settingsMark {
        if let other = Settings(line: String(decoding: bytes[start..<end], as: UTF8.self)) {
          earlier.append(
            Earlier(
              agreement: settings.agreement(with: other), difference: settings.difference(from: other) ?? ""))
        }
      } else if let name = Receipt.name(of: bytes[start..<end]) {
        places[ReceiptBook.hash(name)] = Place(file: file, settings: Int32(earlier.count - 1), start: start)
      }
      start = end + 1
    }
  }

  private static func hash(_ name: ArraySlice<UInt8>) -> UInt64 { name.withUnsafeBufferPointer { ByteHash.of($0) } }

  /// What is noted of a document, and under which settings.
  private func receipt(named name: String) -> (receipt: Receipt, earlier: Earlier)? {
    let written = Receipt.escaped(name)
    guard let place = places[ReceiptBook.hash(written[...])] else { return nil }
    let rest = files[Int(place.file)][place.start...]
    guard let receipt = Receipt(rest.prefix { $0 != 0x0A }), receipt.name == name,
      receipt.outputs.allSatisfy({ OutputFolder.isOwn($0.path) }),
      receipt.parts.allSatisfy({ OutputFolder.isOwn($0.container) })
    else { return nil }
    return (receipt, earlier[Int(place.settings)])
  }

  /// Whether a document's input is the file that an earlier run read from which nothing else would come now, and nobody has written to it since.
  func isKnown(_ name: String, path: String, size: Int, mark: Receipt.Mark) -> Bool {
    guard trustsMarks, let (receipt, earlier) = receipt(named: name) else { return false }
    return earlier.agreement.holds(for: receipt) && receipt.path == path && receipt.size == size && receipt.mark == mark
  }

  /// The receipt of a document whose files are right already, or why it must be run. Called by many workers.
  ///
  /// - Parameter content: the input's; `nil` where `isKnown` said that they are those of the receipt.
  func look(up name: String, path: String, content: InputContent?) -> (receipt: Receipt?, reason: RunReason) {
    guard let (receipt, earlier) = receipt(named: name), receipt.path == path else { return (nil, .new) }
    guard earlier.agreement.holds(for: receipt) else { return (nil, .settingsChanged(earlier.difference)) }
    if let content {
      guard receipt.size == content.bytes.count, receipt.sha256 == SHA256.hexadecimal(of: content.bytes) else {
        return (nil, .inputChanged)
      }
      guard receipt.circumstances == content.circumstances else { return (nil, .circumstancesChanged) }
    }
    if receipt.isQuarantined, retriesQuarantined { return (nil, .retried) }
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
