import FettleKit

/// A pipeline file that was read and checked: every name is known, every option has its type, every stage is made.
public struct Pipeline: Sendable {
  /// As the file says, or the file's name without its ending.
  public var name: String
  /// Of the pipeline file, as the user gave it.
  public var path: String
  /// The pipeline file itself, as it was read.
  public var bytes: [UInt8]
  /// In file order; empty where the file names none.
  public var inputs: [PipelineInput]
  /// How archives among the inputs are read, where the file says something of it: `InputFormat.swift` describes it.
  public var inputOptions = StageOptions()
  /// In file order; the last one is `export`.
  public var stages: [PipelineStage]
  /// What must hold of every document, in the order of `PipelineFormat`.
  public var expectations: [Expectation]
  /// Every file that an option named, each once, sorted by the bytes of its path: they are part of what determines the
  /// output.
  public var filesRead: [FileRead]

  /// The folder that the file's paths are relative to; empty for the working folder.
  public var folder: String { PipelinePath.folder(of: path) }
}

/// An input that a pipeline file names.
public struct PipelineInput: Sendable, Equatable {
  /// A file, a folder, a glob, or "-" for standard input; relative to the pipeline file.
  public var written: String
  public var place: SourcePlace
  /// Relative to the working folder, or absolute; "-" stays what it is.
  public var resolved: String
}

/// A stage that is ready to process documents.
public struct PipelineStage: Sendable {
  public var manifest: StageManifest
  public var stage: any Stage
  /// All options with their defaults filled in, however the file spells them: an object. Part of what determines the output.
  public var options: JSONValue
  /// Where the file names the stage.
  public var place: SourcePlace

  public var name: String { manifest.name }
}

/// A file that an option named.
public struct FileRead: Sendable, Equatable {
  /// As the option has it: relative to the pipeline file.
  public var path: String
  public var bytes: [UInt8]
}

/// Paths that a pipeline file names are relative to it.
enum PipelinePath {
  /// Without a slash at the end, unless it is the root; empty where the path has no folder.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }

  static func resolve(_ path: String, in folder: String) -> String {
    if path.utf8.first == UInt8(ascii: "/") || folder.isEmpty { return path }
    return folder.utf8.last == UInt8(ascii: "/") ? folder + path : folder + "/" + path
  }

  /// "journal-articles" of "Pipelines/journal-articles.yaml".
  static func stem(of path: String) -> String {
    var name = path[...]
    if let slash = name.lastIndex(of: "/") { name = name[name.index(after: slash)...] }
    if let dot = name.lastIndex(of: "."), dot != name.startIndex { name = name[..<dot] }
    return String(name)
  }
}
