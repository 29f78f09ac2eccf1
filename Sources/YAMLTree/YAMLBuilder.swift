import FettleKit

/// Puts events together to a tree. Mistakes that leave the rest readable are noted and stepped over.
struct YAMLBuilder {
  /// Deeper nesting is no one's pipeline: it is a mistake or an attack.
  static let maximumDepth = 64
  /// So many mistakes are reported of one file, and of one of its lines: no one reads more, and each holds its line.
  static let maximumProblems = 100
  static let maximumProblemsOfLine = 10
  /// How many values aliases may stand for, all together.
  static let maximumExpansion = 100_000

  let source: SourceLines
  private(set) var root: YAMLNode?
  private(set) var problems: [Diagnostic] = []
  private(set) var unknownAliases: [(name: String, problem: Diagnostic)] = []
  /// Something is missing from the tree that the file may well say.
  private(set) var isIncomplete = false
  /// The quoted scalar that came last, for the message on what stands behind it.
  private(set) var lastQuoted: (start: Int, end: Int)?

  private var open: [Collection] = []
  private var anchors: [String: YAMLNode] = [:]
  private var openAnchors: Set<String> = []
  private var expansion = 0
  private var documents = 0

  private var problemCount = 0
  private var lastProblem = (line: 0, count: 0)

  init(source: SourceLines) {
    self.source = source
  }

  /// Whether one more mistake at this position is still worth a message; counts it.
  private mutating func isWorthNoting(_ position: Int) -> Bool {
    let line = source.position(ofScalar: position).line
    lastProblem = line == lastProblem.line ? (line, lastProblem.count + 1) : (line, 1)
    guard problemCount < YAMLBuilder.maximumProblems, lastProblem.count <= YAMLBuilder.maximumProblemsOfLine else {
      return false
    }
    problemCount += 1
    return true
  }

  /// A sequence or a mapping whose end has not come yet.
  private struct Collection {
    var isMapping: Bool
    var isFlow: Bool
    var anchor: String?
    var start: Int
    var end: Int
    var weight = 1
    var elements: [YAMLNode] = []
    var pairs: [YAMLPair] = []
    /// The key whose value comes next.
    var key: YAMLNode?
    /// Where each key was first written.
    var keys: [String: Int] = [:]
  }

  /// - Returns: whether it wants more.
  mutating func take(_ event: YAMLEvent) -> Bool {
    switch event.kind {
    case .documentStart:
      documents += 1
      if documents > 1 {
        note("a second document starts here", at: event.start, event.start + 3, expected: "one document in a file")
        isIncomplete = true
        return false
      }
    case .streamEnd:
      return false
    case .scalar(let scalar):
      take(scalar, event)
    case .alias:
      takeAlias(event)
    case .sequenceStart, .mappingStart:
      return begin(event)
    case .sequenceEnd, .mappingEnd:
      endCollection(at: event.end)
    }
    return true
  }

  /// Closes what is still open after a failure, so that what was read can be used.
  mutating func giveUp() {
    isIncomplete = true
    while let last = open.last { endCollection(at: last.end) }
  }

  // MARK: Scalars, aliases, collections

  private mutating func take(_ scalar: YAMLScalar, _ event: YAMLEvent) {
    var scalar = scalar
    if scalar.style == .singleQuoted || scalar.style == .doubleQuoted { lastQuoted = (event.start, event.end) }
    if let tag = event.tag {
      checkTag(tag, event)
      if tag == "!" || tag == "tag:yaml.org,2002:str", scalar.isPlain { scalar.style = .doubleQuoted }
    }
    let node = YAMLNode(content: .scalar(scalar), source: source, start: event.start, end: event.end, weight: 1)
    add(node, anchor: event.anchor)
  }

  private mutating func takeAlias(_ event: YAMLEvent) {
    let name = event.anchor ?? ""
    var content = YAMLNode.Content.scalar(YAMLScalar(text: "", style: .plain))
    var weight = 1
    if openAnchors.contains(name) {
      note("alias \(quoted(name)) stands for something that it is part of", at: event.start, event.end)
      isIncomplete = true
    } else if let target = anchors[name] {
      expansion += target.weight
      if expansion > YAMLBuilder.maximumExpansion {
        if expansion - target.weight <= YAMLBuilder.maximumExpansion {
          note(
            "the aliases up to \(quoted(name)) stand for more than \(YAMLBuilder.maximumExpansion) values",
            at: event.start, event.end, expected: "anchors that don't multiply each other")
        }
        isIncomplete = true
      } else {
        content = target.content
        weight = target.weight
      }
    } else {
      isIncomplete = true
      guard isWorthNoting(event.start) else {
        add(YAMLNode(content: content, source: source, start: event.start, end: event.end, weight: 1), anchor: nil)
        return
      }
      let known = anchors.keys.sorted()
      let problem = source.diagnostic(
        "alias \(quoted(name)) has no anchor above it", at: source.place(from: event.start, to: event.end),
        expected: known.isEmpty ? "quotes around the value, if '*' is part of it" : oneOf(known.map { "*" + $0 }))
      unknownAliases.append((name, problem))
    }
    add(YAMLNode(content: content, source: source, start: event.start, end: event.end, weight: weight), anchor: nil)
  }

  private mutating func begin(_ event: YAMLEvent) -> Bool {
    if open.count >= YAMLBuilder.maximumDepth {
      note(
        "nested more than \(YAMLBuilder.maximumDepth) deep", at: event.start, event.start + 1,
        expected: "at most \(YAMLBuilder.maximumDepth) levels")
      isIncomplete = true
      return false
    }
    if let tag = event.tag { checkTag(tag, event) }
    if let anchor = event.anchor { openAnchors.insert(anchor) }
    var isMapping = false
    if case .mappingStart = event.kind { isMapping = true }
    open.append(
      Collection(
        isMapping: isMapping, isFlow: event.isFlow, anchor: event.anchor, start: event.start, end: event.end))
    return true
  }

  private mutating func endCollection(at end: Int) {
    guard var collection = open.popLast() else { return }
    if collection.isFlow { collection.end = end }
    if collection.isMapping { mergeKeys(&collection) }
    if let anchor = collection.anchor { openAnchors.remove(anchor) }
    let node = YAMLNode(
      content: collection.isMapping ? .mapping(collection.pairs) : .sequence(collection.elements), source: source,
      start: collection.start, end: collection.end, weight: collection.weight)
    add(node, anchor: collection.anchor)
  }

  /// Puts a finished value where it belongs.
  private mutating func add(_ node: YAMLNode, anchor: String?) {
    if let anchor { anchors[anchor] = node }
    guard !open.isEmpty else {
      if root == nil { root = node }
      return
    }
    let top = open.count - 1
    open[top].end = max(open[top].end, node.end)
    open[top].weight += node.weight
    guard open[top].isMapping else {
      open[top].elements.append(node)
      return
    }
    guard let key = open[top].key else {
      open[top].key = node
      return
    }
    open[top].key = nil
    guard let name = key.scalar?.text else {
      note("a key can't be \(key.found)", at: key.start, key.end, expected: "a word")
      isIncomplete = true
      return
    }
    if let first = open[top].keys[name] {
      note(
        "key \(quoted(name)) is already on line \(source.position(ofScalar: first).line)", at: key.start, key.end,
        expected: "each key once in a mapping")
      return
    }
    open[top].keys[name] = key.start
    open[top].pairs.append(YAMLPair(key: key, value: node))
  }

  // MARK: Merge keys and tags

  /// YAML 1.1's `<<: *defaults`: the keys of another mapping, where this one doesn't have them itself.
  private mutating func mergeKeys(_ collection: inout Collection) {
    guard let index = collection.pairs.firstIndex(where: { $0.key.scalar == YAMLScalar(text: "<<", style: .plain) })
    else { return }
    let merge = collection.pairs.remove(at: index)
    for source in merge.value.sequence ?? [merge.value] {
      guard let pairs = source.mapping else {
        if !(isIncomplete && source.isEmpty) {
          note(
            "'<<' can't merge \(source.found)", at: source.start, source.end,
            expected: "an alias of a mapping, such as '*defaults'")
        }
        continue
      }
      for pair in pairs where collection.keys.updateValue(pair.key.start, forKey: pair.name) == nil {
        collection.pairs.append(pair)
      }
    }
  }

  private mutating func checkTag(_ tag: String, _ event: YAMLEvent) {
    let core = "tag:yaml.org,2002:"
    if tag == "!" { return }
    if tag.hasPrefix(core), ["str", "int", "float", "bool", "null", "map", "seq"].contains(tag.dropFirst(core.count)) {
      return
    }
    let written = tag.hasPrefix(core) ? "!!" + tag.dropFirst(core.count) : tag
    note("tag \(quoted(written)) means nothing here", at: event.start, event.start + 1, expected: "the value alone")
  }

  // MARK: Notes

  private mutating func note(_ message: String, at start: Int, _ end: Int, expected: String? = nil) {
    guard isWorthNoting(start) else { return }
    problems.append(source.diagnostic(message, at: source.place(from: start, to: end), expected: expected))
  }

  private func quoted(_ name: String) -> String { YAMLNode.quoted(name) }

  private func oneOf(_ names: [String]) -> String {
    (names.count == 1 ? "" : "one of: ") + names.prefix(12).joined(separator: ", ")
  }
}
