import Foundation
import TestSupport
import Testing

@Suite("What a run writes", .enabled(if: Program.isBuilt, "the program isn't built"))
struct OutputSchemaTests {
  /// Whether a validator is at hand: Python's jsonschema, as most systems package it.
  static let hasValidator = (try? python(["-c", "import jsonschema"]))?.code == 0

  private static func python(_ arguments: [String]) throws -> (code: Int32, output: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-W", "ignore"] + arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  /// Says of each file, on a line, what its schema has against it; then tries what no schema may let pass.
  private static let script = """
    import json, sys, jsonschema
    def load(name):
        with open(name, encoding="utf-8") as file:
            return json.load(file)
    schema = load(sys.argv[1])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for name in sys.argv[2:]:
        value = load(name)
        for error in validator.iter_errors(value):
            print(name, error.json_path, error.message[:200])
        for broken in (dict(value, schema="other/1"), {k: v for k, v in value.items() if k != "schema"}):
            if validator.is_valid(broken):
                print(name, "passes though its schema is another or missing")
    """

  @Test(
    "is as the published schemas say: manifests, reports, quarantine entries, records; of runs, shards and merges",
    .enabled(if: hasValidator, "needs Python's jsonschema"))
  func validates() throws {
    let scratch = try ScratchFolder()
    try scratch.write(
      "fettle: 1\nname: test\nstages: [cleanup, boilerplate, structure, references, export]\n", to: "test.yaml")
    for index in 0..<4 {
      try scratch.write("A Title of Number \(index)\n\nSign in\n\nSome text of the article.\n", to: "in/\(index).txt")
    }
    try scratch.write("bytes\u{0}\u{1}\u{0}\u{2}", to: "in/binary.txt")
    try scratch.write("", to: "in/empty.txt")
    try scratch.write("{}", to: "in/folder/x.txt")
    _ = try Program.run(["run", "test.yaml", "in", "--output", "out"], in: scratch.path)
    for number in 1...2 {
      _ = try Program.run(
        ["run", "test.yaml", "in", "--shard", "\(number)/2", "--output", "part\(number)"], in: scratch.path)
    }
    #expect(try Program.run(["merge", "part1", "part2", "--output", "merged"], in: scratch.path).code == 2)
    let quarantined = try scratch.contents(of: "out/quarantine").keys.filter { $0.hasSuffix(".json") }
    #expect(quarantined.count == 2)
    let files: [(schema: String, names: [String])] = [
      ("manifest", ["out", "part1", "part2", "merged"].map { $0 + "/manifest.json" }),
      ("run", ["out", "part1", "part2", "merged"].map { $0 + "/run.json" }),
      ("quarantine", quarantined.map { "out/quarantine/" + $0 }),
      ("article", try scratch.contents(of: "out/articles").keys.map { "out/articles/" + $0 }),
    ]
    for (schema, names) in files {
      try scratch.write(try Program.run(["schema", schema], in: scratch.path).output, to: "schema.json")
      let checked = try OutputSchemaTests.python(
        ["-c", OutputSchemaTests.script, scratch.path + "/schema.json"] + names.map { scratch.path + "/" + $0 })
      #expect(checked.code == 0 && checked.output.isEmpty, "\(schema): \(checked.output)")
    }
  }
}
