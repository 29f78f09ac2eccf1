/// What `fettle new` writes: files that work as they stand.
public enum PluginTemplates {
  public enum Language: String, Sendable, CaseIterable {
    case python
    case shell
    case swift
  }

  /// A file that is part of the program.
  enum Part {
    case pythonSDK
    case python
    case shell
    case swiftPackage
    case swiftStage
    case swiftTests
    case pipeline
    case cases
    case page
    case article
    case articleCases
  }

  /// A file to be written.
  public struct File: Sendable, Equatable {
    /// Relative to the new folder.
    public var path: String
    public var text: String
    public var isExecutable: Bool
  }

  static func text(_ part: Part) -> String {
    let bytes =
      switch part {
      case .pythonSDK: PackageResources.fettle_plugin_py
      case .python: PackageResources.plugin_py
      case .shell: PackageResources.plugin_sh
      case .swiftPackage: PackageResources.Package_swift_txt
      case .swiftStage: PackageResources.stage_swift_txt
      case .swiftTests: PackageResources.stage_tests_swift_txt
      case .pipeline: PackageResources.pipeline_yaml
      case .cases: PackageResources.cases_yaml
      case .page: PackageResources.page_txt
      case .article: PackageResources.article_yaml
      case .articleCases: PackageResources.article_cases_yaml
      }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a plugin can be called so.
  public static func isName(_ name: String) -> Bool { PluginDescription.isName(name) }

  /// What a plugin's module in Swift is called: "word-count" gives "WordCountStage".
  public static func module(_ name: String) -> String {
    let words = name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + "Stage"
    return words.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } == true ? "The" + words : words
  }

  /// A plugin that writes everything in capitals, with a pipeline, a page and a test.
  ///
  /// - Parameter kit: the folder of Fettle's sources, for a package in Swift.
  public static func plugin(_ name: String, _ language: Language, kit: String = "") -> [File] {
    let stage: String
    var files: [File]
    switch language {
    case .python:
      stage = "  - plugin: { run: \(name).py }"
      files = [
        file("\(name).py", .python, name, isExecutable: true), file("fettle_plugin.py", .pythonSDK, nil),
      ]
    case .shell:
      stage = "  - plugin: { command: ./\(name).sh, name: \(name) }"
      files = [file("\(name).sh", .shell, name, isExecutable: true)]
    case .swift:
      let module = module(name)
      stage = "  - plugin: { load: .build/release/lib\(module).so }"
      files = [
        file("Package.swift", .swiftPackage, name), file("Sources/\(module)/\(module).swift", .swiftStage, name),
        file("Tests/\(module)Tests/\(module)Tests.swift", .swiftTests, name),
        File(path: ".gitignore", text: ".build\n", isExecutable: false),
      ]
      for index in files.indices {
        files[index].text = files[index].text.replacing("MODULE", with: module).replacing("FETTLE", with: kit)
      }
    }
    var pipeline = file("\(name).yaml", .pipeline, name)
    pipeline.text = pipeline.text.replacing("STAGE", with: stage)
    files += [pipeline, file("\(name).cases.yaml", .cases, name), file("page.txt", .page, nil)]
    return files
  }

  /// A pipeline, with a page and a test.
  public static func pipeline(_ name: String) -> [File] {
    [
      file("\(name).yaml", .article, name), file("\(name).cases.yaml", .articleCases, name),
      file("page.txt", .page, nil),
    ]
  }

  private static func file(_ path: String, _ part: Part, _ name: String?, isExecutable: Bool = false) -> File {
    let text = text(part)
    return File(path: path, text: name.map { text.replacing("NAME", with: $0) } ?? text, isExecutable: isExecutable)
  }
}
