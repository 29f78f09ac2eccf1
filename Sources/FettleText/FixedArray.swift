/// Elements that are written once, in memory of their own.
///
/// For tables that are looked at for every line of every page: an array that a class or a struct in it holds is retained
/// whenever it is looked at, and what is counted by all threads is slow to count. Whoever holds the value holds the memory.
public struct FixedArray<Element: BitwiseCopyable & Sendable>: Sendable {
  private final class Owner: Sendable {
    // Written in `init`, and never again until `deinit`.
    nonisolated(unsafe) let base: UnsafeMutablePointer<Element>

    init(_ elements: [Element]) {
      base = .allocate(capacity: max(1, elements.count))
      for (index, element) in elements.enumerated() { (base + index).initialize(to: element) }
    }

    deinit { base.deallocate() }
  }

  private let owner: Owner
  @usableFromInline nonisolated(unsafe) let base: UnsafePointer<Element>
  public let count: Int

  public init(_ elements: [Element]) {
    owner = Owner(elements)
    base = UnsafePointer(owner.base)
    count = elements.count
  }

  /// - Parameter index: below `count`; that it is, is for the caller to see to.
  @inlinable public subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0)
      return base[index]
    }
  }
}
