import Foundation

/// Where messages for people go, so that standard output holds data alone.
enum StandardError {
  static func print(_ text: String, terminator: String = "\n") {
    FileHandle.standardError.write(Data((text + terminator).utf8))
  }
}
