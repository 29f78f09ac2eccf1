import FettleKit
import JournalTable

/// A user's list of journals: one a line, `full title;abbreviation`, as JabRef writes its lists. Instead of the semicolon there
/// may be a comma or a tab; a title that holds it stands in quotation marks, in which `""` is one mark. Further columns
/// (JabRef's shortest abbreviation) are other short forms. Empty lines and lines that begin with "#" are passed over.
public struct JournalList: Sendable {
  /// One for each short form, in the order of the file.
  public private(set) var journals: [Journal] = []

  /// Reads a list.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, with or without a byte order mark.
  ///   - file: how messages call the file.
  /// - Throws: the first mistakes of the file in one go, each with its place.
  public init(_ bytes: [UInt8], file: String) throws(Diagnostics) {
    var mistakes: [Diagnostic] = []
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var number = 0
    for line in bytes[start...].split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      guard mistakes.count < JournalList.enoughMistakes else { break }
      let line = line.last == 0x0D ? line.dropLast() : line
      guard line.first != 0x23, line.contains(where: { $0 > 0x20 }) else { continue }
      do throws(JournalLine.Mistake) {
        let columns = try JournalLine.columns(line)
        for short in columns.dropFirst() { journals.append(Journal(short: short, full: columns[0])) }
      } catch {
        mistakes.append(error.diagnostic(line: line, number: number, file: file))
      }
    }
    if !mistakes.isEmpty { throw Diagnostics(mistakes) }
  }

  private static let enoughMistakes = 20

  /// Reads the lists that the option `journals` names.
  ///
  /// - Returns: one table of them all; `nil` where no list is named.
  static func load(_ options: StageOptions) throws(Diagnostics) -> JournalTable? {
    let names = options.strings("journals")
    if names.isEmpty { return nil }
    var journals: [Journal] = []
    var mistakes: [Diagnostic] = []
    for name in names {
      do throws(Diagnostics) {
        journals += try JournalList(try read(name, options), file: name).journals
      } catch {
        mistakes += error.all
      }
    }
    if !mistakes.isEmpty { throw Diagnostics(mistakes) }
    return JournalTable(journals)
  }

  private static func read(_ name: String, _ options: StageOptions) throws(Diagnostics) -> [UInt8] {
    do throws(Diagnostic) {
      return try options.readFile(name)
    } catch {
      throw Diagnostics([error])
    }
  }
}
