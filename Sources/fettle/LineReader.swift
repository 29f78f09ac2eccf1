import ArgumentParser
import Foundation

/// The lines of a file or of standard input, as they come: a pipe's are handed on before the next ones are waited for.
struct LineReader {
  private let input: FileHandle
  private let isPipe: Bool
  private var rest: [UInt8] = []
  private var isAtEnd = false

  /// - Parameter path: "-" for standard input.
  init(path: String) throws {
    isPipe = path == "-"
    if isPipe {
      input = .standardInput
    } else {
      guard let handle = FileHandle(forReadingAtPath: path) else {
        throw ValidationError("can't read '\(path)': there is no such file, or it may not be read")
      }
      input = handle
    }
  }

  /// The next lines, without their line ends; `nil` behind the last.
  mutating func next() throws -> [ArraySlice<UInt8>]? {
    while !isAtEnd {
      let searched = rest.count
      let chunk = isPipe ? input.availableData : try input.read(upToCount: 1 << 20) ?? Data()
      if chunk.isEmpty {
        isAtEnd = true
        break
      }
      rest += chunk
      guard let last = rest[searched...].lastIndex(of: 0x0A) else { continue }
      let whole = rest[..<last]
      rest = Array(rest[(last + 1)...])
      return whole.split(separator: 0x0A, omittingEmptySubsequences: false)
    }
    if rest.isEmpty { return nil }
    defer { rest = [] }
    return [rest[...]]
  }
}
