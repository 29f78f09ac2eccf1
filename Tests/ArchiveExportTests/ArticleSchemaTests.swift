import CanonicalJSON
import FettleKit
import Foundation
import Testing

@testable import ArchiveExport

@Suite("The schema of the article record")
struct ArticleSchemaTests {
  /// Whether a validator is at hand: Python's jsonschema, as most systems package it.
  static let hasValidator = (try? python(["-c", "import jsonschema"])) == 0

  private static func python(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-W", "ignore"] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test("is what stands in Schemas")
  func published() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = try Data(contentsOf: root.appending(path: "Schemas/article.schema.json"))
    #expect(ArticleSchema.bytes == [UInt8](file))
  }

  @Test("knows every statement and every role")
  func complete() throws {
    let schema = try JSONReader.read(ArticleSchema.bytes)
    let keys = schema.resolve(pointer: "/properties/statements/propertyNames/enum")?.array?.compactMap(\.string)
    #expect(keys == Statement.allCases.map(\.rawValue).sorted())
    let roles = schema.resolve(pointer: "/properties/body/items/properties/role/enum")?.array?.compactMap(\.string)
    #expect(roles?.compactMap { Role(rawValue: $0) }.count == roles?.count)
  }

  @Test(
    "accepts the records that are written, and not others",
    .enabled(if: hasValidator, "needs Python's jsonschema"))
  func validates() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(ArticleSchema.bytes).write(to: folder.appending(path: "schema.json"))
    let script = """
      import json, sys, jsonschema
      schema, record = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:])
      validator = jsonschema.Draft202012Validator
      validator.check_schema(schema)
      sys.exit(0 if validator(schema).is_valid(record) else 7)
      """
    func verdict(_ record: [UInt8]) throws -> Int32 {
      let file = folder.appending(path: "record.json")
      try Data(record).write(to: file)
      return try ArticleSchemaTests.python(["-c", script, folder.appending(path: "schema.json").path, file.path])
    }
    let record = try ArticleRecord.bytes(of: SampleDocument.full())
    #expect(try verdict(record) == 0)
    #expect(try verdict(try ArticleRecord.bytes(of: SampleDocument.document([]))) == 0)
    var random = RandomDocument(seed: 5)
    #expect(try verdict(try ArticleRecord.bytes(of: random.document())) == 0)
    guard case .object(var members) = try JSONReader.read(record) else { return }
    members["id"] = "something"
    #expect(try verdict(JSONWriter.bytes(of: .object(members))) == 7)
    members["id"] = "doi:10.1000/1"
    members["surprise"] = true
    #expect(try verdict(JSONWriter.bytes(of: .object(members))) == 7)
  }
}
