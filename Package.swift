// swift-tools-version: 6.2
import PackageDescription

/// Everything of Fettle's own is compiled in Swift 6 mode.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6)]

/// Debian's re2.pc asks for -pthread, which the package manager refuses with a warning; its headers are on the compiler's
/// own path, so nothing is lost without it. Elsewhere the paths are needed.
#if os(Linux)
  let re2PackageConfig: String? = nil
#else
  let re2PackageConfig: String? = "re2"
#endif

/// The program shows FettleKit's symbols to the libraries that it loads, so that both use its one copy of FettleKit's types.
let exports: [LinkerSetting] = [
  .unsafeFlags(
    ["-Xlinker", "--export-dynamic"],
    .when(platforms: [.linux])),
  .unsafeFlags(["-Xlinker", "-export_dynamic"], .when(platforms: [.macOS])),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.init(stringLiteral: name)] + dependencies, path: "Tests/\(name)Tests",
    exclude: exclude, resources: resources, swiftSettings: strict)
}

let package = Package(
  name: "Fettle",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "fettle", targets: ["fettle"]),
    .library(name: "FettleKit", type: .dynamic, targets: ["FettleKit"]),
    .library(name: "ReferenceNormalization", targets: ["ReferenceNormalization"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // The contract, and text as bytes.
    .systemLibrary(name: "CKitFingerprint"),
    module("FettleKit", ["CKitFingerprint"]),
    module("FettleText", ["FettleKit", "CRE2", "CByteScan"]),
    module("CanonicalJSON", ["FettleKit", "CByteScan"]),

    // One small module per C library.
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
    .systemLibrary(
      name: "CUchardet", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"]), .brew(["uchardet"])]),
    .systemLibrary(name: "CGumbo", pkgConfig: "gumbo", providers: [.apt(["libgumbo-dev"]), .brew(["gumbo-parser"])]),
    .target(name: "HTMLTree", dependencies: ["CGumbo"], linkerSettings: [.linkedLibrary("gumbo")]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .systemLibrary(name: "CBzip2", providers: [.apt(["libbz2-dev"])]),
    .systemLibrary(name: "CLZMA", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"]), .brew(["xz"])]),
    .systemLibrary(
      name: "CBrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"]), .brew(["brotli"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
    .target(name: "CSystem"),
    .target(name: "CByteScan"),
    .systemLibrary(name: "CRE2System", pkgConfig: re2PackageConfig, providers: [.apt(["libre2-dev"]), .brew(["re2"])]),
    .target(name: "CRE2", dependencies: ["CRE2System"], linkerSettings: [.linkedLibrary("re2")]),

    // Labels for sequences.
    module("SequenceLabeling"),
    .target(name: "ReferenceModel", exclude: ["references.crf"]),

    // Files in.
    module("Digest", ["CLibCrypto"]),
    module("YAMLTree", ["FettleKit", "CYAML"]),
    module("PipelineFile", ["FettleKit", "FettleText", "PageZones", "YAMLTree"]),
    module(
      "HTMLReading", ["FettleKit", "HTMLTree"], resources: [.embedInCode("Data/legacy-references.txt")]),
    module("Ingest", ["FettleKit", "FettleText", "CByteScan", "Digest", "CUchardet", "HTMLReading"]),
    module("Compression", ["CZlib", "CZstd", "CBzip2", "CLZMA", "CBrotli"]),
    module(
      "Containers", ["FettleKit", "CanonicalJSON", "Digest", "Ingest", "Compression", "CArchive", "CSystem"]),

    // Stages: each knows FettleKit, never another stage.
    .target(name: "ContentWeights", exclude: ["content.model"]),
    module(
      "ContentExtraction", ["FettleKit", "FettleText", "PageMetadata", "PageZones", "ContentWeights"],
      resources: [
        .embedInCode("Data/names.txt"), .embedInCode("Data/phrases.txt"), .embedInCode("Data/function-words.txt"),
        .embedInCode("Data/reasons.txt"),
      ]),
    module("PageMetadata", ["FettleKit"], resources: [.embedInCode("Data/field-names.txt")]),
    module("PageZones", ["FettleKit", "FettleText", "CByteScan"], resources: [.embedInCode("Data")]),
    module("RepeatedLines", ["FettleKit", "FettleText"], resources: [.embedInCode("Data")]),
    module(
      "ScrapeCleanup", ["FettleKit", "FettleText", "CByteScan"],
      resources: [.embedInCode("Data/entities.txt"), .embedInCode("Data/hyphens.txt")]),
    module(
      "BoilerplateRemoval",
      ["FettleKit", "FettleText", "CByteScan", "JournalTable", "PageZones", "RepeatedLines", "YAMLTree"],
      resources: [.embedInCode("Rules"), .embedInCode("Data")]),
    module(
      "ArchiveExport", ["FettleKit", "FettleText", "CanonicalJSON", "Digest"],
      resources: [.embedInCode("Schema/article.schema.json")]),
    module(
      "ArticleStructure",
      ["FettleKit", "FettleText", "CByteScan", "PageMetadata", "PageZones", "JournalTable", "YAMLTree"],
      resources: [.embedInCode("Data")]),
    module("PageVerdicts", ["FettleKit", "FettleText"], resources: [.embedInCode("Data")]),
    // Facts that several stages look up.
    .target(name: "JournalData", exclude: ["journals.tsv", "more-journals.tsv"]),
    module("JournalTable", ["JournalData"]),
    module(
      "ReferenceNormalization",
      ["FettleKit", "FettleText", "PageMetadata", "PageZones", "JournalTable", "SequenceLabeling", "ReferenceModel"],
      resources: [.embedInCode("Data")]),

    // Runs.
    module(
      "PipelineRunner",
      [
        "FettleKit", "FettleText", "CanonicalJSON", "CSystem", "Digest", "PipelineFile", "Ingest", "Containers",
      ], resources: [.embedInCode("Schema")]),
    module(
      "PluginHost", ["FettleKit", "FettleText", "CanonicalJSON", "CSystem", "Digest"],
      resources: [.embedInCode("Templates")]),
    .executableTarget(
      name: "fettle",
      dependencies: [
        "FettleKit", "FettleText", "CanonicalJSON", "Digest", "YAMLTree", "PipelineFile", "Ingest", "ScrapeCleanup",
        "ContentExtraction", "BoilerplateRemoval", "ArticleStructure", "JournalTable", "ReferenceNormalization",
        "PageVerdicts", "ArchiveExport", "PipelineRunner", "Containers", "PluginHost",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict, linkerSettings: exports),

    // Makes the model of the reference parser; see Scripts/train-references.
    .executableTarget(
      name: "train-references",
      dependencies: ["ArchiveExport", "CanonicalJSON", "FettleKit", "ReferenceNormalization", "SequenceLabeling"],
      swiftSettings: strict),

    // What the model of the stage `content` is trained on; see Scripts/train-content.
    .executableTarget(
      name: "train-content", dependencies: ["ContentExtraction", "FettleKit", "Ingest"], swiftSettings: strict),
    // Shows what the classifier of blocks is trained on; see Scripts/train-blocks.
    .executableTarget(
      name: "block-features", dependencies: ["BoilerplateRemoval", "FettleKit", "Ingest", "ScrapeCleanup"],
      swiftSettings: strict),

    // Tests.
    tests("FettleKit", ["TestSupport"]),
    tests("HTMLReading", ["FettleKit", "Ingest", "TestSupport"]),
    tests("ContentExtraction", ["FettleKit", "Ingest", "TestSupport"]),
    tests("PageMetadata", ["FettleKit", "Ingest"]),
    tests("ScrapeCleanup", ["FettleKit", "Ingest", "TestSupport"]),
    tests("JournalTable"),
    tests("ReferenceNormalization", ["FettleKit", "JournalTable", "Ingest", "PageMetadata", "TestSupport"]),
    tests("ArticleStructure", ["FettleKit", "TestSupport"]),
    tests("YAMLTree", ["FettleKit"]),
    tests("PipelineFile", ["FettleKit", "FettleText", "YAMLTree", "TestSupport"], resources: [.copy("Broken")]),
    .target(
      name: "Fuzzing",
      dependencies: [
        "FettleKit", "CanonicalJSON", "YAMLTree", "PipelineFile", "Ingest", "Containers", "ContentExtraction",
        "ScrapeCleanup", "BoilerplateRemoval", "ArticleStructure", "ReferenceNormalization", "PageVerdicts",
        "ArchiveExport",
      ],
      path: "Tests/Fuzzing", exclude: ["Corpus"], swiftSettings: strict),
    tests("Fuzzing", ["TestSupport"]),
    .target(
      name: "TestSupport", dependencies: ["FettleKit", "Digest"], path: "Tests/TestSupport", swiftSettings: strict),
    tests("CanonicalJSON", ["FettleKit", "TestSupport"]),
    tests("ArchiveExport", ["FettleKit", "CanonicalJSON", "Ingest", "TestSupport"], exclude: ["Goldens"]),
    tests(
      "PipelineRunner",
      ["FettleKit", "CanonicalJSON", "Containers", "Ingest", "PipelineFile", "ArchiveExport", "TestSupport"]),
    tests(
      "PluginHost",
      ["FettleKit", "ArchiveExport", "CanonicalJSON", "Ingest", "PipelineFile", "PipelineRunner", "TestSupport"],
      exclude: ["Hostile"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "fettle", "FettleKit", "CanonicalJSON", "Digest", "Ingest", "PipelineFile", "PipelineRunner", "TestSupport",
      ],
      path: "Tests/EndToEndTests", exclude: ["Faults", "Loaded"], swiftSettings: strict),
    tests("FettleText", ["TestSupport"]),
    tests("Digest", ["TestSupport"]),
    tests("Ingest", ["FettleKit", "TestSupport"]),
    tests("Containers", ["Ingest", "Digest", "CZlib", "CZstd", "CBzip2", "CLZMA", "CArchive", "TestSupport"]),
    tests("PageZones", ["FettleKit", "Ingest", "TestSupport"]),
    tests("PageVerdicts", ["FettleKit", "FettleText", "TestSupport"]),
    tests("RepeatedLines", ["FettleKit", "TestSupport"]),
    tests("BoilerplateRemoval", ["FettleKit", "FettleText", "RepeatedLines", "TestSupport"]),
  ],
  cxxLanguageStandard: .cxx17
)

// For Scripts/fuzz, and nothing else: libFuzzer brings its own entry point.
if Context.environment["FETTLE_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "fettle-fuzz", dependencies: ["Fuzzing"], path: "Tests/fettle-fuzz",
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}
