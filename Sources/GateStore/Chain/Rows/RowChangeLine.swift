import Foundation

/// A line of a record's `held` that says what happened to a row, as `RowChange.line` writes it; names are read when they are asked for.
struct RowChangeLine {
    let old: Digest?
    let new: Digest?
    private let rest: Slice<UnsafeRawBufferPointer>

    /// nil when it is no such line.
    init?(_ line: Slice<UnsafeRawBufferPointer>) {
        guard let sign = line.first, let space = line.firstIndex(of: UInt8(ascii: " ")) else { return nil }
        let digests = line[line.index(after: line.startIndex)..<space]
        switch sign {
        case UInt8(ascii: "+"): (old, new) = (nil, Digest(hexadecimal: digests))
        case UInt8(ascii: "-"): (old, new) = (Digest(hexadecimal: digests), nil)
        case UInt8(ascii: "~"):
            guard let before = Digest(hexadecimal: digests.prefix(64)),
                let after = Digest(hexadecimal: digests.dropFirst(64))
            else { return nil }
            (old, new) = (before, after)
        default: return nil
        }
        if old == nil, new == nil { return nil }
        rest = line[line.index(after: space)...]
    }

    /// "declaration D v1"
    var title: String {
        guard let end = rest.firstIndex(of: UInt8(ascii: " ")) else { return "row" }
        let name = String(decoding: rest[..<end], as: UTF8.self)
        let key = rest[rest.index(after: end)...].split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }.map { $0.removingPercentEncoding ?? $0 }
        return HeldTable.all.first { $0.name == name }?.title(of: key) ?? "\(name) \(key.joined(separator: " "))"
    }
}
