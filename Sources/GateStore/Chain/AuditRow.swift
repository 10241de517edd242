import CSQLite
import Foundation

/// A record of the audit chain as it stands in the database, in SQLite's own memory: valid until the row is left.
struct AuditRow {
    /// - Parameter held: false before schema 5, whose records have no such column.
    static func query(held: Bool = true) -> String {
        """
        SELECT sequence, at, actor, action, subject, before, after, previous, hash, \(held ? "held" : "NULL")
        FROM audit ORDER BY sequence
        """
    }

    let sequence: Int64
    private let at: RowField
    private let actor: RowField
    private let action: RowField
    private let subject: RowField
    private let before: RowField
    private let after: RowField
    private let previous: RowField
    private let hash: RowField
    private let held: RowField

    /// - Parameter statement: stands on a row of `query`.
    init(_ statement: OpaquePointer) {
        sequence = sqlite3_column_int64(statement, 0)
        at = RowField(statement, 1)
        actor = RowField(statement, 2)
        action = RowField(statement, 3)
        subject = RowField(statement, 4)
        before = RowField(statement, 5)
        after = RowField(statement, 6)
        previous = RowField(statement, 7)
        hash = RowField(statement, 8)
        held = RowField(statement, 9)
    }

    var actionText: String { action.text }
    var subjectText: String { subject.text }
    var afterDigest: Digest? { after.bytes.map { Digest($0) } }
    var name: String { "audit record \(sequence) (\(action.text) \(subject.text))" }
    var storedHash: String { hash.text }

    func follows(_ hash: String) -> Bool {
        guard let previous = previous.bytes else { return false }
        return hash.utf8.elementsEqual(previous)
    }

    /// The hash that its content gives; nil when a field is of a type that no record has.
    func expectedHash(_ hasher: inout ChainHash) -> String? {
        guard let at = at.integer, let actor = actor.bytes, let action = action.bytes, let subject = subject.bytes,
            let previous = previous.bytes, case .text = hash
        else { return nil }
        hasher.add(sequence)
        hasher.add(at)
        for field in [actor, action, subject] { hasher.add(field) }
        if let held = held.bytes {
            hasher.add(previous)
            hasher.add(held)
        } else {
            hasher.add(before.bytes)
            hasher.add(after.bytes)
            hasher.add(previous)
            if case .null = held {} else { return nil }
        }
        return hasher.finish()
    }

    /// Its texts are gone, which a later record must say.
    var hasLostTexts: Bool {
        guard case .null = before, case .null = after, let held = held.bytes else { return false }
        return held.lines.contains { $0.first == UInt8(ascii: "<") || $0.first == UInt8(ascii: ">") }
    }

    /// Whether `before` and `after` have the digests that the record says.
    var textsFit: Bool {
        guard let held = held.bytes else { return true }
        var expected: (before: Digest?, after: Digest?)
        for line in held.lines {
            switch line.first {
            case UInt8(ascii: "<"): expected.before = Digest(hexadecimal: line.dropFirst())
            case UInt8(ascii: ">"): expected.after = Digest(hexadecimal: line.dropFirst())
            default: break
            }
        }
        func fits(_ field: RowField, _ expected: Digest?) -> Bool {
            if case .null = field { return expected == nil }
            return field.bytes.map { Digest($0) } == expected && expected != nil
        }
        return fits(before, expected.before) && fits(after, expected.after)
    }

    /// What an upgrade found that did not fit, and wrote down.
    var failuresBeforeUpgrade: [String] {
        guard action.text == AuditLog.upgrade, let after = after.bytes,
            let failures = try? JSONDecoder().decode([String].self, from: Data(after))
        else { return [] }
        return failures.map { "\($0) (before the upgrade to this schema)" }
    }

    /// The rows it says were written; nil stands for a line that is no change.
    var changes: [RowChangeLine?] {
        guard let held = held.bytes else { return [] }
        return held.lines.filter { $0.first != UInt8(ascii: "<") && $0.first != UInt8(ascii: ">") }
            .map { RowChangeLine($0) }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var lines: [UnsafeRawBufferPointer.SubSequence] { split(separator: UInt8(ascii: "\n")) }
}
