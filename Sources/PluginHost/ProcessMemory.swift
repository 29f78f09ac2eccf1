import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How much memory a process and those that it started have in use, in bytes; 0 where the system doesn't say.
enum ProcessMemory {
  static func resident(_ pid: pid_t, depth: Int = 0) -> Int {
    #if canImport(Glibc)
      guard depth < 8, let statm = text("/proc/\(pid)/statm") else { return 0 }
      let fields = statm.split(separator: " ")
      let own = fields.count > 1 ? (Int(fields[1]) ?? 0) * sysconf(CInt(_SC_PAGESIZE)) : 0
      let children = text("/proc/\(pid)/task/\(pid)/children")?.split(separator: " ") ?? []
      return children.compactMap { pid_t($0) }.reduce(own) { $0 + resident($1, depth: depth + 1) }
    #else
      return 0
    #endif
  }

  private static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
