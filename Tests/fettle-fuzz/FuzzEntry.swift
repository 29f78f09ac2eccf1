import Fuzzing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// What libFuzzer calls (https://llvm.org/docs/LibFuzzer.html). FETTLE_FUZZ_TARGET names the target.

private let target: FuzzTarget = {
  let name = getenv("FETTLE_FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    say("FETTLE_FUZZ_TARGET must be one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
    exit(1)
  }
  return target
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  do throws(FuzzFault) {
    // In memory of its own, with nothing behind it that could be read by mistake.
    try target.run(Array(UnsafeBufferPointer(start: start, count: size)))
  } catch {
    say("BROKEN: \(error)")
    abort()
  }
  return 0
}

/// The package manager has every program's `main` be the module's own; without one, libFuzzer's isn't found.
@_cdecl("fettle_fuzz_main")
public func start(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
  var count = count
  var arguments = arguments
  // Tables are read before anything is timed.
  try? target.run(Array("References\n\n1. Wang, Y. et al. Nat. Med. 18, 385 (2012).\n".utf8))
  return runFuzzer(&count, &arguments) { fuzz($0, $1) }
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

private func say(_ text: String) {
  let line = Array((text + "\n").utf8)
  _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
