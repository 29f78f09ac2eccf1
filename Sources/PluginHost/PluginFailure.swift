/// Why a plugin can't go on, in words that follow its name: "it ended with exit code 3".
struct PluginFailure: Error, Sendable, Equatable, CustomStringConvertible {
  var description: String
  /// Whether the plugin broke the protocol, so that nothing it said is to be believed.
  var isBreach: Bool

  init(_ description: String, isBreach: Bool = false) {
    self.description = description
    self.isBreach = isBreach
  }
}
