import FettleKit
import FettleText

/// Reads the rule files that the options name.
enum RuleLoader {
  static func load(_ options: StageOptions) throws(Diagnostics) -> RuleSet {
    var rules: [Rule] = []
    var mistakes: [Diagnostic] = []
    let off = Set(options.strings("without"))
    for name in options["rules"] == nil ? ["builtin"] : options.strings("rules") {
      if name == "builtin" {
        switch BuiltinRuleFiles.rules {
        case .success(let builtin): rules += builtin
        case .failure(let diagnostics): mistakes += diagnostics.all
        }
        continue
      }
      do throws(Diagnostics) {
        rules += try RuleFile(try read(name, options), file: name).rules
      } catch {
        mistakes += error.all
      }
    }
    if !mistakes.isEmpty { throw Diagnostics(mistakes) }
    rules.removeAll { rule in
      if case .keep = rule.action { return false }
      return off.contains(rule.category) || off.contains(rule.name)
    }
    do throws(PatternError) {
      return try RuleSet(
        rules, stage: BoilerplateStage.manifest.name, classifies: !off.contains(BuiltinRules.classifier))
    } catch {
      throw Diagnostics([Diagnostic("the rules can't be put together: \(error.message)", at: options.place)])
    }
  }

  private static func read(_ name: String, _ options: StageOptions) throws(Diagnostics) -> [UInt8] {
    do throws(Diagnostic) {
      return try options.readFile(name)
    } catch {
      throw Diagnostics([error])
    }
  }
}
