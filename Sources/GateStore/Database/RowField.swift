import CSQLite
import GateDomain

/// One stored value with its type, in SQLite's own memory: valid until the row is left.
enum RowField {
    case null
    case integer(Int64)
    case real(Double)
    case text(UnsafeRawBufferPointer)
    case blob(UnsafeRawBufferPointer)

    /// A column of the row that a statement stands on.
    init(_ statement: OpaquePointer, _ index: Int32) {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_NULL: self = .null
        case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(statement, index))
        case SQLITE_FLOAT: self = .real(sqlite3_column_double(statement, index))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(statement, index)
            self = .blob(.init(start: start, count: Int(sqlite3_column_bytes(statement, index))))
        default:
            let start = sqlite3_column_text(statement, index)
            self = .text(.init(start: start, count: Int(sqlite3_column_bytes(statement, index))))
        }
    }

    /// A value that a hook was given.
    init(_ value: OpaquePointer) {
        switch sqlite3_value_type(value) {
        case SQLITE_NULL: self = .null
        case SQLITE_INTEGER: self = .integer(sqlite3_value_int64(value))
        case SQLITE_FLOAT: self = .real(sqlite3_value_double(value))
        case SQLITE_BLOB:
            let start = sqlite3_value_blob(value)
            self = .blob(.init(start: start, count: Int(sqlite3_value_bytes(value))))
        default:
            let start = sqlite3_value_text(value)
            self = .text(.init(start: start, count: Int(sqlite3_value_bytes(value))))
        }
    }

    /// For people; bytes that are no UTF-8 show as U+FFFD.
    var text: String {
        switch self {
        case .null: ""
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .text(let bytes), .blob(let bytes): String(decoding: bytes, as: UTF8.self)
        }
    }

    var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
    var bytes: UnsafeRawBufferPointer? { if case .text(let bytes) = self { bytes } else { nil } }
}
