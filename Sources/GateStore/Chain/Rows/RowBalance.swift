import CSodium
import GateDomain

/// Weighs what the chain says was written against the rows that are there, in one pass and constant memory.
///
/// Every digest is added up under a key that is drawn for this one look: who wrote the rows could not foresee it, so that sums which
/// agree mean rows which agree. Sums are kept in many parts; parts that differ are looked at again, row by row, for names.
struct RowBalance {
    private static let parts = 1 << 16
    private var sums = [(UInt64, UInt64)](repeating: (0, 0), count: parts)
    private var key = [UInt8](repeating: 0, count: Int(crypto_shorthash_siphashx24_KEYBYTES))

    init() { randombytes_buf(&key, key.count) }

    mutating func add(_ digest: Digest) {
        let code = code(digest)
        let part = Int(truncatingIfNeeded: code.0) & (Self.parts - 1)
        sums[part].0 &+= code.0
        sums[part].1 &+= code.1
    }

    mutating func remove(_ digest: Digest) {
        let code = code(digest)
        let part = Int(truncatingIfNeeded: code.0) & (Self.parts - 1)
        sums[part].0 &-= code.0
        sums[part].1 &-= code.1
    }

    /// Parts whose sums are not nought.
    var differing: Set<Int> { Set(sums.indices.filter { sums[$0] != (0, 0) }) }

    func part(of digest: Digest) -> Int { Int(truncatingIfNeeded: code(digest).0) & (Self.parts - 1) }

    private func code(_ digest: Digest) -> (UInt64, UInt64) {
        var code: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &code) { out in
            withUnsafeBytes(of: digest.words) { bytes in
                guard let out = out.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
                _ = crypto_shorthash_siphashx24(
                    out, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count), key)
            }
        }
        return code
    }
}
