import GateDomain

/// Makes rows into 256 bits: the table, and of every column that is not NULL its position, type, length and bytes.
///
/// NULL is left out, so that a column which a later schema adds changes nothing; a value that is set to NULL shows all the same.
struct RowDigest {
    private let head: [UInt8]
    private var buffer: [UInt8]

    init(table: String) {
        head = Array(table.utf8) + [0]
        buffer = head
        buffer.reserveCapacity(4096)
    }

    mutating func begin() {
        buffer.removeAll(keepingCapacity: true)
        buffer.append(contentsOf: head)
    }

    mutating func add(_ field: RowField, at column: Int32) {
        switch field {
        case .null: break
        case .integer(let number): withUnsafeBytes(of: number.littleEndian) { add(column, "i", $0) }
        case .real(let number): withUnsafeBytes(of: number.bitPattern.littleEndian) { add(column, "r", $0) }
        case .text(let bytes): add(column, "t", bytes)
        case .blob(let bytes): add(column, "b", bytes)
        }
    }

    func finish() -> Digest { buffer.withUnsafeBytes { Digest($0) } }

    private mutating func add(_ column: Int32, _ type: Unicode.Scalar, _ bytes: UnsafeRawBufferPointer) {
        withUnsafeBytes(of: (UInt64(bytes.count).littleEndian, column.littleEndian, type.value.littleEndian)) {
            buffer.append(contentsOf: $0)
        }
        buffer.append(contentsOf: bytes)
    }
}
