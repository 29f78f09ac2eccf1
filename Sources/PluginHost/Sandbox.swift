import FettleKit
import Foundation

/// Keeps a plugin from the network and from files that are none of its business, with bubblewrap where the system has it:
/// the file system can be read and not written, /tmp is the plugin's own, and what it starts ends with it.
enum Sandbox {
  /// Whether it works here: being installed isn't enough where the system allows no namespaces.
  static let isAvailable: Bool = {
    guard let launch = probe, let child = try? ChildProcess(launch, descriptors: [-1, -1, -1]) else { return false }
    let patience = Clock.after(seconds: 5)
    while !child.hasEnded, Clock.now < patience { usleep(2000) }
    return child.end().isClean
  }()

  private static var probe: Launch? {
    guard let program else { return nil }
    return wrapped(
      Launch(arguments: ["true"], environment: PluginEnvironment.clean(passing: []), folder: "/"), program: program,
      visible: [], writable: [])
  }

  private static let program: String? = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/bwrap" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// The same launch within the sandbox.
  ///
  /// - Parameters:
  ///   - visible: folders that stay to be read even where they lie in /tmp.
  ///   - writable: folders that may be written to.
  static func wrapped(_ launch: Launch, visible: [String], writable: [String]) -> Launch {
    program.map { wrapped(launch, program: $0, visible: visible, writable: writable) } ?? launch
  }

  private static func wrapped(_ launch: Launch, program: String, visible: [String], writable: [String]) -> Launch {
    var arguments = [
      program, "--die-with-parent", "--unshare-net", "--unshare-ipc", "--unshare-pid", "--ro-bind", "/", "/", "--dev",
      "/dev", "--proc", "/proc", "--tmpfs", "/tmp",
    ]
    for folder in visible + visible.flatMap(linked) { arguments += ["--ro-bind", folder, folder] }
    for folder in writable { arguments += ["--bind", folder, folder] }
    arguments += ["--chdir", launch.folder, "--"] + launch.arguments
    var environment = launch.environment
    environment["TMPDIR"] = nil
    return Launch(arguments: arguments, environment: environment, folder: "/")
  }
}

extension Sandbox {
  /// Folders that links in a folder lead to, where they would be hidden by the plugin's own /tmp.
  fileprivate static func linked(_ folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var folders: Set<String> = []
    for name in names where (try? FileManager.default.destinationOfSymbolicLink(atPath: folder + "/" + name)) != nil {
      let target = URL(filePath: folder + "/" + name).resolvingSymlinksInPath().path
      if target.hasPrefix("/tmp/"), PluginFiles.isFile(target) { folders.insert(PluginFiles.parent(target)) }
    }
    return folders.sorted()
  }
}

/// What a plugin finds in its environment: little, and the same everywhere where it can be.
enum PluginEnvironment {
  static func clean(passing names: [String]) -> [String: String] {
    let given = ProcessInfo.processInfo.environment
    var clean = [
      "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1",
      "PYTHONUTF8": "1",
    ]
    for name in ["PATH", "HOME", "TMPDIR"] + names { clean[name] = given[name] ?? clean[name] }
    if clean["PATH"] == nil { clean["PATH"] = "/usr/local/bin:/usr/bin:/bin" }
    return clean
  }
}
