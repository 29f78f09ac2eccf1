internal import CYAML

/// What libyaml reads, one after the other. Positions are half-open, in Unicode scalars of the text.
struct YAMLEvent {
  enum Kind {
    case documentStart
    case scalar(YAMLScalar)
    case alias
    case sequenceStart
    case sequenceEnd
    case mappingStart
    case mappingEnd
    case streamEnd
  }

  var kind: Kind
  var anchor: String?
  var tag: String?
  /// `[…]` or `{…}`.
  var isFlow = false
  var start: Int
  var end: Int
}

/// Why libyaml stopped, in its own words; `YAMLSyntaxError` has ours.
struct YAMLFailure {
  var problem: String
  var context: String
  /// In Unicode scalars.
  var position: Int
  /// Where the thing began that it was reading.
  var contextPosition: Int?
}

/// libyaml's event parser. The only file that knows of it.
enum YAMLEvents {
  /// Reads `text` and hands each event to `body` until that says `false`.
  ///
  /// - Parameter text: valid UTF-8 without characters that YAML forbids.
  /// - Returns: why it stopped before the end; `nil` where it came to the end, or `body` had enough.
  static func read(_ text: [UInt8], _ body: (YAMLEvent) -> Bool) -> YAMLFailure? {
    // Both are C structures of a fixed size that libyaml fills; they live until this function returns.
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    let event = UnsafeMutablePointer<yaml_event_t>.allocate(capacity: 1)
    defer {
      parser.deallocate()
      event.deallocate()
    }
    guard yaml_parser_initialize(parser) != 0 else {
      return YAMLFailure(problem: "out of memory", context: "", position: 0)
    }
    defer { yaml_parser_delete(parser) }

    // libyaml reads from this buffer only while the closure runs.
    return text.withUnsafeBufferPointer { buffer -> YAMLFailure? in
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
      while true {
        guard yaml_parser_parse(parser, event) != 0 else { return failure(of: parser.pointee) }
        defer { yaml_event_delete(event) }
        guard let known = YAMLEvent(event.pointee) else { continue }
        if !body(known) { return nil }
        if case .streamEnd = known.kind { return nil }
      }
    }
  }

  private static func failure(of parser: yaml_parser_t) -> YAMLFailure {
    YAMLFailure(
      problem: parser.problem.map { String(cString: $0) } ?? "",
      context: parser.context.map { String(cString: $0) } ?? "",
      position: Int(parser.problem_mark.index),
      contextPosition: parser.context == nil ? nil : Int(parser.context_mark.index))
  }
}

extension YAMLEvent {
  /// `nil` for the events that say nothing about the tree.
  fileprivate init?(_ event: yaml_event_t) {
    start = Int(event.start_mark.index)
    end = Int(event.end_mark.index)
    switch event.type {
    case YAML_DOCUMENT_START_EVENT:
      kind = .documentStart
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      // libyaml gives a pointer to `length` bytes.
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      kind = .scalar(YAMLScalar(text: text, style: YAMLScalarStyle(scalar.style)))
      anchor = YAMLEvent.string(scalar.anchor)
      tag = YAMLEvent.string(scalar.tag)
    case YAML_ALIAS_EVENT:
      kind = .alias
      anchor = YAMLEvent.string(event.data.alias.anchor)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      kind = .sequenceStart
      anchor = YAMLEvent.string(sequence.anchor)
      tag = YAMLEvent.string(sequence.tag)
      isFlow = sequence.style == YAML_FLOW_SEQUENCE_STYLE
    case YAML_SEQUENCE_END_EVENT:
      kind = .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      kind = .mappingStart
      anchor = YAMLEvent.string(mapping.anchor)
      tag = YAMLEvent.string(mapping.tag)
      isFlow = mapping.style == YAML_FLOW_MAPPING_STYLE
    case YAML_MAPPING_END_EVENT:
      kind = .mappingEnd
    case YAML_STREAM_END_EVENT:
      kind = .streamEnd
    default:
      return nil
    }
  }

  private static func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}

extension YAMLScalarStyle {
  fileprivate init(_ style: yaml_scalar_style_t) {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: self = .literal
    case YAML_FOLDED_SCALAR_STYLE: self = .folded
    default: self = .plain
    }
  }
}
