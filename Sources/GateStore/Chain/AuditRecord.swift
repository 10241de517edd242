import GateDomain

/// How a record of the audit chain is hashed.
///
/// Records since schema 5 have `held`: a line with the digest of `before` (`<…`) and of `after` (`>…`) if there are any, then a line
/// for each row that the transaction wrote. Their hash covers these digests instead of the texts, so that a text which must go one
/// day (personal data) leaves the chain whole. Older records are hashed with their texts.
struct AuditRecord {
    let held: String
    let hash: String

    init(_ entry: AuditLog.Entry, sequence: Int64, previous: String, changes: [RowChange]) {
        var lines: [String] = []
        if let before = entry.before { lines.append("<" + Digest(before).hexadecimal) }
        if let after = entry.after { lines.append(">" + Digest(after).hexadecimal) }
        held = (lines + changes.map(\.line)).joined(separator: "\n")
        var hasher = ChainHash()
        for field in [
            String(sequence), String(entry.at.microseconds), entry.actor, entry.action, entry.subject, previous, held,
        ] {
            var field = field
            field.withUTF8 { hasher.add(UnsafeRawBufferPointer($0)) }
        }
        hash = hasher.finish()
    }
}

/// SHA-256 over fields, each with its length before it, so that no two records have the same bytes: `3:abc|-|1:x`.
struct ChainHash {
    private var buffer: [UInt8] = []

    mutating func add(_ bytes: UnsafeRawBufferPointer?) {
        if !buffer.isEmpty { buffer.append(UInt8(ascii: "|")) }
        guard let bytes else {
            buffer.append(UInt8(ascii: "-"))
            return
        }
        buffer.append(contentsOf: String(bytes.count).utf8)
        buffer.append(UInt8(ascii: ":"))
        buffer.append(contentsOf: bytes)
    }

    mutating func add(_ number: Int64) {
        var text = String(number)
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// The hash of what was added; then it is empty again.
    mutating func finish() -> String {
        defer { buffer.removeAll(keepingCapacity: true) }
        return Hashing.sha256Hex(buffer)
    }
}
