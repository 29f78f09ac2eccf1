import FettleKit

/// How a plugin's process begins: both sides say who they are, then the plugin gets its options.
enum PluginHandshake {
  /// Asks a process who it is.
  static func description(of process: PluginProcess) throws(PluginFailure) -> PluginDescription {
    try PluginDescription(hello: try process.greet(PluginMessage.hello))
  }

  /// Gives a process its options.
  ///
  /// - Returns: what is wrong with them; none where the plugin is ready.
  static func start(_ process: PluginProcess, options: JSONValue) throws(PluginFailure) -> [PluginOptions.Mistake] {
    let answer = try process.greet(PluginMessage.start(options: options))
    switch answer["type"]?.string {
    case "ready": return []
    case "mistakes":
      let mistakes = (answer["mistakes"]?.array ?? []).map {
        PluginOptions.Mistake(
          pointer: $0["pointer"]?.string ?? "", message: $0["message"]?.string ?? "the plugin doesn't take this",
          expected: $0["expected"]?.string)
      }
      return mistakes.isEmpty ? [PluginOptions.Mistake(pointer: "", message: "the plugin doesn't take this")] : mistakes
    default:
      throw PluginFailure("it answered with '\(answer["type"]?.string ?? "nothing")' where 'ready' was due")
    }
  }

  /// A process that is ready, of a plugin that was ready before.
  static func process(_ settings: PluginPool.Settings) throws(PluginFailure) -> PluginProcess {
    let process = try PluginProcess(settings.launch, limits: settings.limits, log: settings.log)
    do throws(PluginFailure) {
      guard try description(of: process) == settings.description else {
        throw PluginFailure("it says something else of itself than before")
      }
      if let mistake = try start(process, options: settings.options).first {
        throw PluginFailure("it doesn't take its options any more: \(mistake.message)")
      }
    } catch {
      process.end(error)
      throw error
    }
    return process
  }
}
