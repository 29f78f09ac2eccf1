import CanonicalJSON
import FettleKit
import Foundation

/// `run.json`: how the run went on this machine at this time. Nothing in it determines the output.
enum RunReport {
  static func bytes(_ plan: RunPlan, _ summary: RunSummary, _ command: RunOrigin?) -> [UInt8] {
    let counts = summary.counts
    var stages: [JSONValue] = [stage("ingest", counts.ingestNanoseconds, counts.sourceBytes)]
    for (step, nanoseconds) in zip(plan.steps, counts.stageNanoseconds) {
      stages.append(stage(step.name, nanoseconds, counts.sourceBytes))
    }
    let rules = summary.removedRules.map { rule, count -> JSONValue in
      [
        "stage": .string(rule.stage), "rule": .string(rule.rule), "class": .string(rule.category),
        "blocks": .number(Double(count.blocks)), "bytes": .number(Double(count.bytes)),
      ]
    }
    let process = ProcessInfo.processInfo
    let report: JSONValue = [
      "schema": "fettle.run/1",
      "command": command?.json ?? .null,
      "seconds": .number(rounded(summary.seconds)),
      "finished": .string(Date().formatted(.iso8601)),
      "jobs": .number(Double(summary.jobs)),
      "machine": [
        "cores": .number(Double(process.activeProcessorCount)), "memory": .number(Double(process.physicalMemory)),
        "system": .string(process.operatingSystemVersionString),
      ],
      "source-bytes": .number(Double(counts.sourceBytes)),
      "documents-per-second": .number(rounded(Double(counts.documents) / max(summary.seconds, 1e-9))),
      "documents": .number(Double(counts.documents)),
      "quarantined": .number(Double(counts.quarantined)),
      "unchanged": .number(Double(counts.unchanged)),
      "peak-memory": .number(Double(PeakMemory.bytes)),
      "passed-over": .object(summary.skipped.mapValues { .number(Double($0)) }),
      "stages": .array(stages),
      "workers": stage("workers", counts.workerNanoseconds, counts.sourceBytes),
      "removed-by-rule": .array(rules),
      "notices": .array(summary.notices.map { .string($0.text) }),
    ]
    return JSONWriter.bytes(of: report) + [0x0A]
  }

  /// Seconds are processor time, added up over the workers.
  private static func stage(_ name: String, _ nanoseconds: UInt64, _ bytes: Int) -> JSONValue {
    let seconds = Double(nanoseconds) / 1e9
    return [
      "name": .string(name), "seconds": .number(rounded(seconds)),
      "megabytes-per-second": .number(rounded(Double(bytes) / 1e6 / max(seconds, 1e-9))),
    ]
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
