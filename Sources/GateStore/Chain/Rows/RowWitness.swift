import CSQLite

/// Sees every row that a connection writes, before SQLite writes it, and keeps what the audit record of the transaction must say.
///
/// SQLite calls it on the thread that uses the connection. What is written without a record is refused at the commit.
final class RowWitness {
    private struct Held {
        let table: HeldTable
        var digest: RowDigest
    }

    private var held: [String: Held]
    private(set) var changes: [RowChange] = []

    init(_ tables: [HeldTable]) {
        held = Dictionary(
            tables.map { ($0.name, Held(table: $0, digest: RowDigest(table: $0.name))) },
            uniquingKeysWith: { first, _ in first })
    }

    /// - Parameter handle: must be closed before this witness goes away.
    func watch(_ handle: OpaquePointer?) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_preupdate_hook(
            handle,
            { context, handle, operation, schema, name, _, _ in
                guard let context, let handle, let name, let schema, String(cString: schema) == "main" else { return }
                Unmanaged<RowWitness>.fromOpaque(context).takeUnretainedValue()
                    .note(handle, operation, table: String(cString: name))
            }, context)
        sqlite3_commit_hook(
            handle,
            { context in
                guard let context else { return 0 }
                let witness = Unmanaged<RowWitness>.fromOpaque(context).takeUnretainedValue()
                return witness.changes.isEmpty ? 0 : 1
            }, context)
    }

    func forget(downTo count: Int = 0) { changes.removeLast(max(0, changes.count - count)) }

    /// What was noted so far, which the caller now puts into a record.
    func take() -> [RowChange] {
        defer { changes = [] }
        return changes
    }

    private func note(_ handle: OpaquePointer, _ operation: Int32, table name: String) {
        guard held[name] != nil else { return }
        let old = operation == SQLITE_INSERT ? nil : read(handle, name, sqlite3_preupdate_old)
        let new = operation == SQLITE_DELETE ? nil : read(handle, name, sqlite3_preupdate_new)
        if let old, let new, old.key != new.key {
            changes.append(RowChange(old: old.digest, new: nil, table: name, key: old.key))
            changes.append(RowChange(old: nil, new: new.digest, table: name, key: new.key))
        } else if let key = (old ?? new)?.key, old?.digest != new?.digest {
            changes.append(RowChange(old: old?.digest, new: new?.digest, table: name, key: key))
        }
    }

    private func read(
        _ handle: OpaquePointer, _ name: String,
        _ value: (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Int32
    ) -> (digest: Digest, key: [String])? {
        guard let table = held[name]?.table else { return nil }
        var key: [String] = []
        held[name]?.digest.begin()
        for column in 0..<sqlite3_preupdate_count(handle) {
            var field: OpaquePointer?
            // A value that cannot be had (no memory) leaves the digest wrong: `verify` then names the row, rather than missing it.
            guard value(handle, column, &field) == SQLITE_OK, let field else { continue }
            let stored = RowField(field)
            held[name]?.digest.add(stored, at: column)
            if table.key.contains(column) { key.append(stored.text) }
        }
        return held[name].map { ($0.digest.finish(), key) }
    }
}
