import FettleKit

extension PluginStage {
  public static let manifest = StageManifest(
    name: "plugin",
    version: 1,
    summary: "Runs a stage of your own: a program in any language, a Unix filter, or a library in Swift.",
    discussion: """
      run: a program that speaks Fettle's plugin protocol, JSON lines over two pipes. It may edit text, add fields, set \
      flags and send documents to quarantine, or take finished records (then it stands behind export). fettle new plugin \
      writes one that works.

      command: a Unix filter such as sed. Each kept block of a document is a line of its input; as many lines must come \
      back, and those that differ are recorded as rewrites.

      load: a dynamic library in Swift that holds a stage like the built-in ones, in the process itself: as fast as they \
      are, and as trusted; if it crashes, the run ends.

      A program that crashes, hangs or says something wrong is ended and started again, the document that it fails on goes \
      to quarantine, and all others go on. The files of a plugin are part of what determines the output.

      Docs/plugins.md has a start for the first ten minutes, and the protocol.
      """,
    options: [
      OptionSpec(
        "run", .list(of: .string),
        help: "The program, by its path from the pipeline file, or a list: the program and its arguments."),
      OptionSpec(
        "command", .string, help: "A filter for the shell, such as sed -E 's/colour/color/g'. Instead of run."),
      OptionSpec(
        "load", .string,
        help: "A dynamic library that was built with FettleKit, by its path from the pipeline file. Instead of run."),
      OptionSpec("options", .any, help: "What the plugin is told at its start. It says itself what it takes."),
      OptionSpec(
        "name", .string, help: "What records call the rewrites of a command: lower-case letters, digits, hyphens."),
      OptionSpec(
        "per", .choice(["block", "document"]), default: "block",
        help: "What a command gets: a block a line, or blocks as they are with an empty line between them."),
      OptionSpec("jobs", .integer(1...256), default: 1, help: "How many processes at once."),
      OptionSpec(
        "batch", .integer(1...1024), help: "How many documents at a time (default: what the plugin says, or 16)."),
      OptionSpec(
        "timeout", .number(0.1...86400), default: 10, help: "Seconds without an answer until it counts as hanging."),
      OptionSpec("start-timeout", .number(0.1...3600), default: 5, help: "The same for its start."),
      OptionSpec(
        "memory", .integer(16...1_048_576), default: 2048,
        help: "MiB of memory that it and what it starts may use, where the system says how much that is."),
      OptionSpec(
        "sandbox", .boolean,
        help:
          "Without network, with a file system that can only be read and a /tmp of its own (default: where bubblewrap "
          + "works)."),
      OptionSpec(
        "writes", .list(of: .string), default: [],
        help: "Folders that it may write to in the sandbox, relative to the pipeline file."),
      OptionSpec(
        "environment", .list(of: .string), default: [],
        help: "Variables of the environment that it gets, beside PATH, HOME and TMPDIR."),
      OptionSpec(
        "files", .list(of: .file(or: [])), default: [],
        help: "Files that its answers depend on, beside the program and what it says itself."),
    ],
    rules: [RuleSpec("command", "What a command rewrote; plugins name their rules themselves.")],
    examples: [
      StageExample(
        "a Unix filter rewrites what it changes, and the record says so",
        options: ["command": "sed -e s/colour/color/", "name": "american-spelling"],
        input: "The colour of the river is brown in spring and green for the rest of the year.\n",
        outcome: [
          ("/body/0/text", "The color of the river is brown in spring and green for the rest of the year."),
          ("/changes/0/count", 1),
        ])
    ])

  /// Options that decide how the work is done, not what comes out.
  static let incidental: Set<String> = [
    "jobs", "batch", "timeout", "start-timeout", "memory", "sandbox", "writes", "environment",
  ]

  /// Options that say something to a process of the plugin's own.
  static let ofProcesses = [
    "name", "per", "jobs", "batch", "timeout", "start-timeout", "memory", "sandbox", "writes", "environment",
  ]
}
