import CSodium
import GateDomain

/// BLAKE2b with 256 bits.
struct Digest: Hashable {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    init() {}

    static func == (a: Digest, b: Digest) -> Bool { a.words == b.words }

    func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }

    init(_ bytes: UnsafeRawBufferPointer) {
        withUnsafeMutableBytes(of: &words) { digest in
            guard let out = digest.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
            _ = crypto_generichash(
                out, 32, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count), nil, 0)
        }
    }

    init(_ text: String) {
        var text = text
        self = text.withUTF8 { Digest(UnsafeRawBufferPointer($0)) }
    }

    /// nil unless it is 64 lower-case hexadecimal digits.
    init?(hexadecimal text: some Collection<UInt8>) {
        guard text.count == 64 else { return nil }
        var position = text.startIndex
        func digit() -> UInt8? {
            defer { position = text.index(after: position) }
            switch text[position] {
            case let character where (0x30...0x39).contains(character): return character - 0x30
            case let character where (0x61...0x66).contains(character): return character - 0x57
            default: return nil
            }
        }
        let isWhole = withUnsafeMutableBytes(of: &words) { bytes in
            for index in bytes.indices {
                guard let high = digit(), let low = digit() else { return false }
                bytes[index] = high << 4 | low
            }
            return true
        }
        if !isWhole { return nil }
    }

    var hexadecimal: String { withUnsafeBytes(of: words) { Hexadecimal.text($0) } }
}
