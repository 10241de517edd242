import CSQLite
import Foundation
import GatePipeline

/// Runs SQL past the store, as somebody with the file and a SQLite shell would; returns how many rows the last statement changed.
@discardableResult
func execute(_ sql: String, at path: String) throws -> Int {
    var handle: OpaquePointer?
    defer { sqlite3_close(handle) }
    guard sqlite3_open(path, &handle) == SQLITE_OK, sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
        throw StoreError("\(path): \(String(cString: sqlite3_errmsg(handle))): \(sql)")
    }
    return Int(sqlite3_changes(handle))
}

/// Every row of a query, a value as SQLite's literal (`quote`).
func rows(_ sql: String, at path: String) throws -> [[String]] {
    var handle: OpaquePointer?
    var statement: OpaquePointer?
    defer {
        sqlite3_finalize(statement)
        sqlite3_close(handle)
    }
    guard sqlite3_open(path, &handle) == SQLITE_OK, sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK
    else { throw StoreError("\(path): \(String(cString: sqlite3_errmsg(handle))): \(sql)") }
    var rows: [[String]] = []
    while sqlite3_step(statement) == SQLITE_ROW {
        rows.append(
            (0..<sqlite3_column_count(statement)).map {
                sqlite3_column_text(statement, $0).map { String(cString: $0) } ?? ""
            })
    }
    return rows
}
