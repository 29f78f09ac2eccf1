import CKitFingerprint

/// How a dynamic library hands a stage to Fettle, which loads it where a pipeline says `plugin: { load: libShout.so }`.
///
/// The library has one function that C can call, of this name:
///
/// ```swift
/// @_cdecl("fettle_stage")
/// public func stage() -> UnsafeMutableRawPointer { StageLibrary.entry(Shout.self) }
/// ```
///
/// FettleKit promises no stable layout: library and program must come of the same sources of FettleKit and of the same
/// compiler. The fingerprint says so, and Fettle reads it in the library's file before it runs any of its code.
public enum StageLibrary {
  /// The name of the function.
  public static let symbol = "fettle_stage"

  /// What the function returns: a description that lives as long as the process.
  ///
  /// - Parameters:
  ///   - stage: what the library does.
  ///   - isPure: whether the same document and options always give the same outcome. An impure stage is marked in manifest
  ///     and records, and its documents are done in every run.
  @_alwaysEmitIntoClient
  public static func entry(_ stage: any Stage.Type, isPure: Bool = true) -> UnsafeMutableRawPointer {
    let entry = UnsafeMutablePointer<StageLibraryEntry>.allocate(capacity: 1)
    entry.initialize(
      to: StageLibraryEntry(fingerprint: fettle_kit_fingerprint(), types: types, isPure: isPure, stage: stage))
    return UnsafeMutableRawPointer(entry)
  }

  /// That of the code that asks, not of FettleKit's own: compiled into it.
  @_alwaysEmitIntoClient
  public static var fingerprint: String { String(cString: fettle_kit_fingerprint()) }

  /// Which of each type the code that asks means: a type is the same on both sides only where its description is the same
  /// in memory. Two copies of FettleKit, or of the standard library, in one process differ here.
  @_alwaysEmitIntoClient
  public static var types: StageLibraryEntry.Types {
    StageLibraryEntry.Types(
      integer: unsafeBitCast(Int.self as Any.Type, to: UnsafeRawPointer.self),
      document: unsafeBitCast(Document.self as Any.Type, to: UnsafeRawPointer.self),
      stage: unsafeBitCast((any Stage).self as Any.Type, to: UnsafeRawPointer.self))
  }
}

/// What a library says of itself, before anything of it is used.
public struct StageLibraryEntry {
  /// Addresses of the descriptions of types.
  public struct Types: Equatable {
    /// Of the standard library.
    public var integer: UnsafeRawPointer
    /// Of FettleKit.
    public var document: UnsafeRawPointer
    public var stage: UnsafeRawPointer

    @_alwaysEmitIntoClient
    init(integer: UnsafeRawPointer, document: UnsafeRawPointer, stage: UnsafeRawPointer) {
      self.integer = integer
      self.document = document
      self.stage = stage
    }
  }

  /// Ended by a zero byte.
  public var fingerprint: UnsafePointer<CChar>
  public var types: Types
  public var isPure: Bool
  /// Not to be touched before `fingerprint` and `types` are known to be the program's own.
  public var stage: any Stage.Type

  @_alwaysEmitIntoClient
  init(fingerprint: UnsafePointer<CChar>, types: Types, isPure: Bool, stage: any Stage.Type) {
    self.fingerprint = fingerprint
    self.types = types
    self.isPure = isPure
    self.stage = stage
  }
}
