import CSQLite
import Foundation
import GateDomain
import GatePipeline

/// A SQLite connection and its prepared statements. Not thread-safe: the store serialises its use.
final class Connection {
    let path: String
    private var handle: OpaquePointer?
    private var statements: [String: OpaquePointer] = [:]
    private let witness: RowWitness?

    enum Mode {
        case readWrite, readOnly
        /// Of a medium that nobody can write: neither locks nor files beside it.
        case immutable
    }

    /// - Parameter witness: sees every row that is written.
    init(path: String, mode: Mode, witness: RowWitness? = nil) throws {
        self.path = path
        self.witness = witness
        let flags = mode == .readWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
        var name = path
        if mode == .immutable {
            let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "/-._~"))
            let folder = path.hasPrefix("/") ? "" : FileManager.default.currentDirectoryPath + "/"
            name = "file://\((folder + path).addingPercentEncoding(withAllowedCharacters: allowed) ?? path)?immutable=1"
        }
        let uri = mode == .immutable ? SQLITE_OPEN_URI : 0
        let code = sqlite3_open_v2(name, &handle, flags | uri | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK else {
            let error = failure(code, "opening")
            sqlite3_close_v2(handle)
            handle = nil
            throw error
        }
        sqlite3_busy_timeout(handle, 10_000)
        witness?.watch(handle)
    }

    deinit { close() }

    /// Whoever uses the connection after this gets an error.
    func close() {
        for statement in statements.values { sqlite3_finalize(statement) }
        statements = [:]
        sqlite3_close_v2(handle)
        handle = nil
    }

    /// A value of a column or a parameter.
    enum Value: Equatable {
        case null
        case integer(Int64)
        case real(Double)
        case text(String)
        /// Bytes, which the store writes nowhere, for people.
        case other(String)

        init(_ field: RowField) {
            switch field {
            case .null: self = .null
            case .integer(let number): self = .integer(number)
            case .text: self = .text(field.text)
            case .real(let number): self = .real(number)
            case .blob: self = .other(field.text)
            }
        }

        var text: String? { if case .text(let text) = self { text } else { nil } }
        var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
    }

    /// Runs a statement to its end; returns its rows.
    @discardableResult
    func run(_ sql: String, _ parameters: [Value] = []) throws -> [[Value]] {
        var rows: [[Value]] = []
        try each(sql, parameters) { rows.append($0) }
        return rows
    }

    /// Runs a statement, a row at a time.
    func each(_ sql: String, _ parameters: [Value] = [], _ body: ([Value]) throws -> Void) throws {
        try step(sql, parameters) { statement in
            try body((0..<sqlite3_column_count(statement)).map { Value(RowField(statement, $0)) })
        }
    }

    /// Runs a statement, a row at a time, without copying: `body` gets the statement that stands on the row.
    func step(_ sql: String, _ parameters: [Value] = [], _ body: (OpaquePointer) throws -> Void) throws {
        try scan(sql, parameters) { statement in
            try body(statement)
            return true
        }
    }

    /// The same, until `body` says false.
    func scan(_ sql: String, _ parameters: [Value] = [], _ body: (OpaquePointer) throws -> Bool) throws {
        let statement = try prepared(sql)
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        // What a statement wrote before it failed is undone by SQLite.
        let noted = witness?.changes.count ?? 0
        for (index, value) in parameters.enumerated() {
            let position = Int32(index + 1)
            let code: Int32
            switch value {
            case .null: code = sqlite3_bind_null(statement, position)
            case .integer(let number): code = sqlite3_bind_int64(statement, position, number)
            case .real(let number): code = sqlite3_bind_double(statement, position, number)
            case .text(let text), .other(let text):
                code = gate_sqlite3_bind_text(statement, position, text, Int32(text.utf8.count))
            }
            guard code == SQLITE_OK else { throw failure(code, "writing to") }
        }
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else {
                witness?.forget(downTo: noted)
                throw failure(code, "using")
            }
            guard try body(statement) else { return }
        }
    }

    /// Statements without parameters, several at once.
    func execute(_ sql: String) throws {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code, "setting up") }
    }

    /// All or nothing.
    func transaction<T>(_ body: () throws -> T) throws -> T {
        try run("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try run("COMMIT")
            return result
        } catch {
            // SQLite may have rolled back by itself (full disk); a second rollback then fails, and may.
            _ = try? run("ROLLBACK")
            throw error
        }
    }

    /// Copies the whole database as it is at this moment, while others go on writing to it.
    /// - Parameter progress: pages that are copied, of how many.
    func copy(to target: Connection, progress: (_ done: Int, _ total: Int) -> Void) throws {
        try run("BEGIN")
        defer { _ = try? run("ROLLBACK") }
        // From here on this connection sees one moment.
        _ = try run("SELECT count(*) FROM sqlite_master")
        guard let backup = sqlite3_backup_init(target.handle, "main", handle, "main") else {
            throw target.failure(sqlite3_extended_errcode(target.handle), "copying to")
        }
        var code = SQLITE_OK
        while code == SQLITE_OK {
            code = sqlite3_backup_step(backup, 4096)
            let total = Int(sqlite3_backup_pagecount(backup))
            progress(total - Int(sqlite3_backup_remaining(backup)), total)
        }
        sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE else { throw target.failure(code, "copying to") }
    }

    var changes: Int { Int(sqlite3_changes(handle)) }

    private func prepared(_ sql: String) throws -> OpaquePointer {
        if let statement = statements[sql] { return statement }
        var statement: OpaquePointer?
        guard handle != nil else { throw StoreError("\(path): the database is closed; open it again") }
        let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement else { throw failure(code, "using") }
        statements[sql] = statement
        return statement
    }

    /// What, where, and what to do.
    private func failure(_ code: Int32, _ doing: String) -> StoreError {
        let detail =
            handle.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? String(cString: sqlite3_errstr(code))
        let advice =
            switch code & 0xff {
            case SQLITE_FULL: "the disk is full: make room and run again; what was committed is kept"
            case SQLITE_IOERR: "the disk refused: check space and health and run again; what was committed is kept"
            case SQLITE_READONLY: "it cannot be written: check the permissions of the file and its folder"
            case SQLITE_CANTOPEN: "check that the folder exists and may be written"
            case SQLITE_NOTADB: "it is no SQLite database: name another file"
            case SQLITE_CORRUPT: "it is damaged: restore it from a backup"
            // SQLITE_CONSTRAINT_COMMITHOOK, a macro that Swift cannot import.
            case SQLITE_CONSTRAINT where code >> 8 == 2:
                "rows were written past the audit chain: report this"
            case SQLITE_BUSY: "another program holds it: stop that one first"
            default: "see SQLite's message"
            }
        let kind: StoreError.Kind =
            switch code & 0xff {
            case SQLITE_FULL: .full
            case SQLITE_IOERR: .inputOutput
            default: .other
            }
        return StoreError("\(path): \(doing) the database failed (\(detail)); \(advice)", kind: kind, code: code)
    }
}

extension StoreError {
    /// SQLite wanted to make a file beside the database, and could not.
    var cannotWriteBeside: Bool {
        [SQLITE_CANTOPEN, SQLITE_READONLY].contains(code & 0xff)
    }
}
