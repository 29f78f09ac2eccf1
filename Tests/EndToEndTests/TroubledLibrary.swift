import Foundation
import TestSupport
import Testing

/// Builds `Loaded/TroubledStage.swift` as a user's library is built: against the modules that the tests themselves were
/// built with, beside the program.
struct TroubledLibrary {
  /// What the stage is linked with.
  enum Kit {
    /// FettleKit's dynamic library.
    case dynamic
    /// Nothing: the program has all it needs.
    case open
    /// A FettleKit of its own.
    case staticKit
    case staticStandardLibrary
  }

  static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static var products: String { URL(filePath: Program.path).deletingLastPathComponent().path }

  static let canBuild =
    PluginCommandTests.has("swiftc") && FileManager.default.fileExists(atPath: products + "/libFettleKit.so")
    && FileManager.default.fileExists(atPath: products + "/Modules/FettleKit.swiftmodule")

  /// - Returns: the library's bytes.
  static func build(_ kit: Kit, flags: [String] = []) throws -> [UInt8] {
    let scratch = try ScratchFolder()
    let library = scratch.path + "/libTroubled.so"
    var arguments = [
      "swiftc", "-swift-version", "6", "-parse-as-library", "-emit-library", "-module-name", "Troubled", "-I",
      products + "/Modules", "-Xcc", "-fmodule-map-file=\(sources)/Sources/CKitFingerprint/module.modulemap",
      "\(sources)/Tests/EndToEndTests/Loaded/TroubledStage.swift", "-o", library,
    ]
    switch kit {
    case .dynamic: arguments += ["-L", products, "-lFettleKit", "-Xlinker", "-rpath=\(products)"]
    case .open: break
    case .staticKit:
      let objects = products + "/FettleKit.build"
      arguments += try FileManager.default.contentsOfDirectory(atPath: objects).filter { $0.hasSuffix(".o") }
        .map { objects + "/" + $0 }
    case .staticStandardLibrary: arguments += ["-static-stdlib"]
    }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments + flags
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "the library for the tests doesn't build")
    return [UInt8](try Data(contentsOf: URL(filePath: library)))
  }

  /// As it should be; built once.
  static let good = Result { try build(.dynamic) }
}
