import FettleKit

extension RunDifference {
  /// All of it, for programs.
  public var json: JSONValue {
    func list(_ strings: [String]) -> JSONValue { .array(strings.map { .string($0) }) }
    func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    let rules = rules.map { rule -> JSONValue in
      [
        "rule": .string(rule.name), "added": .number(Double(rule.added)), "gone": .number(Double(rule.gone)),
      ]
    }
    let fields = fields.map { field -> JSONValue in
      [
        "field": .string(field.name), "before": .number(Double(field.before)), "after": .number(Double(field.after)),
        "changed": .number(Double(field.changed)),
      ]
    }
    let documents = documents.map { document -> JSONValue in
      let blocks = document.blocks.map { block -> JSONValue in
        [
          "range": .array([.number(Double(block.start)), .number(Double(block.end))]), "text": .string(block.text),
          "before": optional(block.before), "after": optional(block.after),
        ]
      }
      let fields = document.fields.map { field -> JSONValue in
        ["field": .string(field.name), "before": optional(field.before), "after": optional(field.after)]
      }
      return ["path": .string(document.path), "blocks": .array(blocks), "fields": .array(fields)]
    }
    return [
      "schema": "fettle.diff/1", "settings": list(settings), "only-before": list(onlyBefore),
      "only-after": list(onlyAfter), "quarantined": list(quarantined), "released": list(released),
      "common": .number(Double(common)), "same": .number(Double(same)), "rules": .array(rules),
      "fields": .array(fields), "documents": .array(documents),
    ]
  }
}
