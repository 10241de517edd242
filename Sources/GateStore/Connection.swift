import CSQLite
import Foundation
import GatePipeline

/// A SQLite connection and its prepared statements. Not thread-safe: the store serialises its use.
final class Connection {
    let path: String
    private var handle: OpaquePointer?
    private var statements: [String: OpaquePointer] = [:]

    init(path: String, readOnly: Bool) throws {
        self.path = path
        let flags = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK else {
            let error = failure(code, "opening")
            sqlite3_close_v2(handle)
            handle = nil
            throw error
        }
        sqlite3_busy_timeout(handle, 10_000)
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close_v2(handle)
    }

    /// A value of a column or a parameter.
    enum Value: Equatable {
        case null
        case integer(Int64)
        case text(String)

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
        let statement = try prepared(sql)
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (index, value) in parameters.enumerated() {
            let position = Int32(index + 1)
            let code: Int32
            switch value {
            case .null: code = sqlite3_bind_null(statement, position)
            case .integer(let number): code = sqlite3_bind_int64(statement, position, number)
            case .text(let text): code = gate_sqlite3_bind_text(statement, position, text, Int32(text.utf8.count))
            }
            guard code == SQLITE_OK else { throw failure(code, "writing to") }
        }
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw failure(code, "using") }
            try body((0..<sqlite3_column_count(statement)).map { column(statement, $0) })
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

    var changes: Int { Int(sqlite3_changes(handle)) }

    private func prepared(_ sql: String) throws -> OpaquePointer {
        if let statement = statements[sql] { return statement }
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement else { throw failure(code, "using") }
        statements[sql] = statement
        return statement
    }

    private func column(_ statement: OpaquePointer, _ index: Int32) -> Value {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, index))
        default:
            guard let text = sqlite3_column_text(statement, index) else { return .null }
            let count = Int(sqlite3_column_bytes(statement, index))
            return .text(String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self))
        }
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
            case SQLITE_BUSY: "another program holds it: stop that one first"
            default: "see SQLite's message"
            }
        return StoreError("\(path): \(doing) the database failed (\(detail)); \(advice)", code: code)
    }
}
