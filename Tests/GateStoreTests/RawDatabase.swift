import CSQLite
import Foundation
import GatePipeline

/// A database opened past the store, as somebody with the file and a SQLite shell would.
final class RawDatabase {
    private let path: String
    private var handle: OpaquePointer?

    init(_ path: String) throws {
        self.path = path
        guard sqlite3_open(path, &handle) == SQLITE_OK else { throw failure("open") }
        sqlite3_busy_timeout(handle, 5000)
    }

    deinit { sqlite3_close(handle) }

    /// Returns how many rows the last statement changed.
    @discardableResult
    func run(_ sql: String) throws -> Int {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(sql) }
        return Int(sqlite3_changes(handle))
    }

    /// Every row of a query, as texts.
    func rows(_ sql: String) throws -> [[String]] {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw failure(sql) }
        var rows: [[String]] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            rows.append(
                (0..<sqlite3_column_count(statement)).map { column in
                    sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
                })
        }
        return rows
    }

    private func failure(_ sql: String) -> StoreError {
        StoreError("\(path): \(String(cString: sqlite3_errmsg(handle))): \(sql)")
    }
}
