import ArchiveExport
import CanonicalJSON
import FettleKit
import Foundation
import ReferenceNormalization
import SequenceLabeling

/// Counts attributes, or takes them down.
struct AttributeCounter: AttributeSink {
  var counts: [UInt64: Int32] = [:]
  var order: [(key: UInt64, isWide: Bool, isLexical: Bool)] = []
  var totals: [Int] = []
  var without: Set<UInt64> = []

  mutating func add(_ key: UInt64, at token: Int, isWide: Bool, family: UInt64) {
    if without.contains(family) { return }
    if let index = counts[key] {
      totals[Int(index)] += 1
    } else {
      counts[key] = Int32(order.count)
      order.append((key, isWide, TokenAttributes.isLexical(family)))
      totals.append(1)
    }
  }
}

struct AttributeRecorder: AttributeSink {
  let rows: [UInt64: Int32]
  var attributes: [Int32] = []
  var starts: [Int32] = [0]

  mutating func add(_ key: UInt64, at token: Int, isWide: Bool, family: UInt64) {
    while starts.count <= token { starts.append(Int32(attributes.count)) }
    if let row = rows[key] { attributes.append(row) }
  }

  mutating func finish(_ count: Int) { while starts.count <= count { starts.append(Int32(attributes.count)) } }
}

/// A generator of random numbers that gives the same ones on every machine (SplitMix64).
struct Shuffler: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

func train(_ arguments: [String]) throws {
  var options = SequenceTrainer.Options()
  var files: [String] = []
  var usesAll = false
  var without: Set<UInt64> = []
  var smallest: Float = 0.02
  var temperature: Float = 1
  var models = 1
  for argument in arguments {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    switch parts[0] {
    case "--epochs": options.epochs = Int(parts[1]) ?? options.epochs
    case "--rate": options.rate = Float(parts[1]) ?? options.rate
    case "--l2": options.l2 = Float(parts[1]) ?? options.l2
    case "--l1": options.l1 = Float(parts[1]) ?? options.l1
    case "--temperature": temperature = Float(parts[1]) ?? temperature
    case "--without": without = Set(parts[1].split(separator: ",").compactMap { UInt64($0) })
    case "--drop": options.drop = Double(parts[1]) ?? options.drop
    case "--drop-words": options.dropWords = Double(parts[1]) ?? options.dropWords
    case "--average": options.averaged = Int(parts[1]) ?? options.averaged
    case "--margin": options.margin = Float(parts[1]) ?? options.margin
    case "--minimum": options.minimumCount = Int(parts[1]) ?? options.minimumCount
    case "--minimum-wide": options.minimumWideCount = Int(parts[1]) ?? options.minimumWideCount
    case "--smallest": smallest = Float(parts[1]) ?? smallest
    case "--models": models = Int(parts[1]) ?? models
    case "--all": usesAll = true
    default: files.append(argument)
    }
  }
  let data = [UInt8](try Data(contentsOf: URL(fileURLWithPath: files[0])))
  let examples = data.split(separator: 0x0A).compactMap(TrainingExample.init(line:))
  say("\(examples.count) examples, \(examples.count(where: \.isHeldBack)) of them held back")
  let clock = ContinuousClock()
  var started = clock.now
  var counter = AttributeCounter()
  counter.without = without
  let attributes = examples.map { TokenAttributes($0.tokens) }
  for (index, example) in examples.enumerated() where usesAll || !example.isHeldBack {
    attributes[index].add(to: &counter)
  }
  let counted = counter.order.indices.map {
    (
      key: counter.order[$0].key, isWide: counter.order[$0].isWide, isLexical: counter.order[$0].isLexical,
      count: counter.totals[$0]
    )
  }
  var trainer = SequenceTrainer(
    counted, labels: FieldLabel.allCases.count, classes: TokenAttributes.classes,
    firstTableSize: TokenAttributes.firstClasses, options: options)
  say(
    "\(counted.count) attributes, \(trainer.keys.count) of them often enough: \(trainer.vectorCount) vectors; \(clock.now - started)"
  )
  var heldBack: [SequenceTrainer.Sequence] = []
  for (index, example) in examples.enumerated() {
    var recorder = AttributeRecorder(rows: trainer.rows)
    attributes[index].add(to: &recorder)
    recorder.finish(example.tokens.count)
    let allowed = attributes[index].allowed
    let sequence = SequenceTrainer.Sequence(
      attributes: recorder.attributes, starts: recorder.starts, classes: attributes[index].transitionClasses,
      allowed: allowed, right: zip(allowed, example.allowed).map { $0 & $1 == 0 ? $0 : $0 & $1 })
    if example.isHeldBack { heldBack.append(sequence) }
    if usesAll || !example.isHeldBack { trainer.sequences.append(sequence) }
  }
  trainer.forbidUnseen()
  // Each model sees other orders and leaves other attributes out; their mean is better than any of them.
  for model in 0..<models {
    var shuffler = Shuffler(state: 1 + UInt64(model) << 32)
    var order = Array(trainer.sequences.indices)
    if model > 0 { trainer.forgetWeights() }
    for epoch in 0..<options.epochs {
      started = clock.now
      order.shuffle(using: &shuffler)
      // The last passes take smaller steps.
      let rate = options.rate * (epoch * 3 >= options.epochs * 2 ? 0.3 : 1)
      trainer.epoch(order, rate: rate, shuffler: &shuffler)
      trainer.shrink(rate: rate)
      if epoch + options.averaged >= options.epochs { trainer.addToAverage() }
      let (tokens, whole) = trainer.accuracy(heldBack)
      say("model \(model + 1), pass \(epoch + 1): tokens \(tokens), references \(whole), \(clock.now - started)")
    }
  }
  trainer.takeAverage()
  let (tokens, whole) = trainer.accuracy(heldBack)
  say("the mean of them: tokens \(tokens), references \(whole)")
  let file = trainer.file(smallest: smallest, temperature: temperature)
  try Data(file).write(to: URL(fileURLWithPath: files[1]))
  say("\(file.count) bytes")
}

/// Reads the references that are held back, one a line: the item, the tokens with their labels, the confidences.
func read(_ arguments: [String]) throws {
  let files = arguments.filter { !$0.hasPrefix("--") }
  let data = [UInt8](try Data(contentsOf: URL(fileURLWithPath: files[0])))
  let file = [UInt8](try Data(contentsOf: URL(fileURLWithPath: files[1])))
  let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: file.count, alignment: 64)
  memory.copyBytes(from: file)
  guard let weights = SequenceWeights(UnsafeRawBufferPointer(memory)) else {
    return say("\(files[1]) holds no weights")
  }
  let parser = LearnedReferenceParser(weights: weights)
  for line in data.split(separator: 0x0A) where line.first == 0x31 {
    guard let example = TrainingExample(line: line) else {
      print("{}")
      continue
    }
    let result =
      arguments.contains("--knowing")
      ? parser.parse(example.text[...], knowing: example.allowed) : parser.parse(example.text[...])
    var json = JSONWriter()
    json.beginObject()
    json.key("confidences")
    json.beginObject()
    for field in result.confidences.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
      json.key(named: field.rawValue)
      json.number(result.confidences[field] ?? 0)
    }
    json.endObject()
    json.key("item")
    CSLItem.write(result.item, to: &json)
    json.key("labels")
    json.beginArray()
    for token in parser.labels(of: example.text[...]) {
      json.string(token.label + "|" + String(decoding: example.text[token.range], as: UTF8.self))
    }
    json.endArray()
    json.endObject()
    print(String(decoding: json.bytes, as: UTF8.self))
  }
}

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "read": try read(Array(arguments.dropFirst()))
case "train": try train(Array(arguments.dropFirst()))
default:
  say(
    """
    usage: train-references train DATA WEIGHTS [--epochs=N] [--all]   learns
           train-references read DATA WEIGHTS [--knowing]             reads what is held back; knowing its labels
    """)
}
